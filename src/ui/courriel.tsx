/** Un courriel : du HTML simple, lisible par tous les logiciels, sans image ni feuille de style extérieure. */
export function LettreHtml(props: {
  sujet: string;
  bonjour: string;
  paragraphes: readonly string[];
  listes?: readonly { titre: string; lignes: readonly string[] }[] | undefined;
  lien?: { libelle: string; href: string } | undefined;
  /** L'autre réponse possible, quand la lettre pose une question. */
  autreLien?: { libelle: string; href: string } | undefined;
  /** Qui écrit : « Commune de Saint-Aubin ». */
  signature?: string | undefined;
}) {
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{props.sujet}</title>
      </head>
      <body style="margin:0;padding:24px;background:#f7f4ee;color:#22302c;font:16px/1.5 system-ui,sans-serif">
        <div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:12px">
          <p>{props.bonjour}</p>
          {props.paragraphes.map((p) => (
            <p key={p}>{p}</p>
          ))}
          {(props.listes ?? []).map((l) => (
            <div key={l.titre}>
              <h2 style="font-size:16px;margin:20px 0 4px">{l.titre}</h2>
              <ul style="margin:0;padding-left:20px">
                {l.lignes.map((ligne) => (
                  <li key={ligne}>{ligne}</li>
                ))}
              </ul>
            </div>
          ))}
          {[props.lien, props.autreLien].map(
            (lien) =>
              lien && (
                <p key={lien.href} style="margin-top:24px">
                  <a href={lien.href} style="color:#1f6f5c;font-weight:600">
                    {lien.libelle}
                  </a>
                  <br />
                  <small style="color:#5b6b66;word-break:break-all">{lien.href}</small>
                </p>
              ),
          )}
          {props.signature && <p style="margin-top:24px">{props.signature}</p>}
        </div>
      </body>
    </html>
  );
}
