import pino from 'pino';

export type Logger = pino.Logger;

/** Journal technique : jamais de corps de requête, de nom, d'adresse ni d'identifiant de famille. */
export function openLog(niveau: string): Logger {
  return pino({
    level: niveau,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['req.headers', 'req.query', 'req.body', 'err.detail', 'err.where', 'err.parameters'],
      remove: true,
    },
  });
}
