import type { VNode } from 'preact';
import { cadre } from '../../../cadre.tsx';
import type { SessionAgent } from '../../../comptes/session.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import { Case } from '../../../ui/choix.tsx';
import { Repli } from '../../../ui/ensembles.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { acteurDe, exigerRegie } from '../acces.ts';
import { ecrireDate } from '../dates.ts';
import { grouperEnLettres, type LettreDeRelance } from '../relances/lettres.ts';
import { type ARelancer, choisirARelancer, relancer, voieDe } from '../relances/relancer.ts';
import { lireRegies, listerEchus, listerJoursDeCourrier } from '../relances/requetes.ts';

const ADRESSE = '/agent/impayes/relances';
const JOURS_MONTRES = 5;

/** Les relances du jour, lettre par lettre, avant de les envoyer. */
export const GET: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const { fuseau } = ctx.commune;
  const le = jourLocal(ctx.clock.now(), fuseau);
  const echus = await listerEchus(ctx.db, le, fuseau);
  const { adresse } = ctx.config;
  const regies = await lireRegies(ctx.db);
  const lettres = grouperEnLettres(choisirARelancer(echus, le), regies, { le, adresse });
  const jours = await listerJoursDeCourrier(ctx.db, fuseau, JOURS_MONTRES);
  return cadre(
    ctx,
    {
      titre: 'Relances',
      filAriane: [{ libelle: 'Impayés', href: '/agent/impayes' }, { libelle: 'Relances' }],
    },
    <>
      <h1>Relances</h1>
      {lettres.length === 0 ? (
        <EtatVide titre="Aucune relance à faire aujourd’hui">
          Les prochaines arrivent quinze jours après l’échéance des factures.
        </EtatVide>
      ) : (
        <Formulaire action={ADRESSE}>
          <p>
            {lettres.length} {lettres.length > 1 ? 'lettres sont prêtes' : 'lettre est prête'}.
            Décochez celles qui ne doivent pas partir.
          </p>
          {lettres.map((l) => (
            <Apercu key={l.factures[0]?.factureId} lettre={l} />
          ))}
          <Boutons>
            <Bouton icone="message">Envoyer les relances cochées</Bouton>
          </Boutons>
        </Formulaire>
      )}
      {jours.length > 0 && (
        <section class="pile">
          <h2>Courrier à imprimer</h2>
          <ul>
            {jours.map((j) => (
              <li key={j.jour}>
                <a href={`/agent/impayes/courrier.pdf?jour=${j.jour}`}>
                  Relances du {ecrireDate(j.jour)} ({j.relances}, PDF)
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>,
  );
};

function Apercu({ lettre }: { lettre: LettreDeRelance<ARelancer> }): VNode {
  const { contenu, factures, degre } = lettre;
  const voie = voieDe(lettre) === 'courriel' ? 'par courriel' : 'sur papier';
  const [nom = ''] = contenu.destinataire;
  return (
    <section class="pile">
      <Case
        nom="lettre"
        valeur={factures.map((f) => f.factureId).join('-')}
        libelle={`${nom} : ${contenu.total}, degré ${degre}, ${voie}`}
        cochee
      />
      <Repli titre={`Lire la lettre à ${nom}`}>
        <p>
          <strong>{contenu.titre}</strong>
        </p>
        {contenu.introduction.map((p) => (
          <p key={p}>{p}</p>
        ))}
        <ul>
          {contenu.factures.map((f) => (
            <li key={f.numero}>
              Facture n° {f.numero}, {f.periode}, échue le {f.echeance} : {f.reste}
            </li>
          ))}
        </ul>
        {contenu.suite.map((p) => (
          <p key={p}>{p}</p>
        ))}
      </Repli>
    </section>
  );
}

export const POST: Handler<SessionAgent> = async (ctx) => {
  exigerRegie(ctx);
  const factureIds = lireFactures(ctx.form, 'lettre');
  const { courriel, papier } = await relancer(ctx, {
    factureIds,
    acteur: acteurDe(ctx),
    commune: ctx.commune,
  });
  return redirect(
    ADRESSE,
    courriel + papier === 0
      ? 'Aucune relance n’est partie : rien n’était coché, ou tout vient d’être réglé.'
      : `Relances parties : ${courriel} par courriel, ${papier} à imprimer.`,
  );
};

/** Les cases d'une lettre portent ses factures : « 12-15 ». */
export function lireFactures(form: URLSearchParams, nom: string): number[] {
  return form
    .getAll(nom)
    .filter((valeur) => /^[1-9]\d{0,8}(-[1-9]\d{0,8})*$/.test(valeur))
    .flatMap((valeur) => valeur.split('-').map(Number));
}
