import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import type { Handler } from '../../../platform/http.ts';
import { jourLocal } from '../../../platform/instants.ts';
import {
  ajouterJours,
  ajouterMois,
  ecrireMois,
  type Jour,
  type Mois,
  moisDe,
} from '../../../platform/jours.ts';
import { majuscule } from '../../../platform/mots.ts';
import { CalendrierMois, type EntreeMois } from '../../../ui/calendrier-mois.tsx';
import { ETATS_DU_GUIDE, Legende } from '../../../ui/etats.tsx';
import { Bouton } from '../../../ui/formulaire.tsx';
import { EtatVide } from '../../../ui/message.tsx';
import { direRangDe, etatMontre, nomCourt } from '../../regles/montrer.ts';
import {
  type Choisissable,
  listerFiltres,
  listerReservationsEntre,
  type ReservationMontree,
} from '../../requetes/recapitulatif.ts';
import { adresseRecap, type Filtres, FiltresRecap, lireFiltres } from './filtres.tsx';

/** Guide, chapitre 4, étape 1 : « Récapitulatif de vos inscriptions ». */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const { familles } = ctx.session.responsable;
  const aujourdhui = jourLocal(ctx.clock.now(), ctx.commune.fuseau);
  const choix = await listerFiltres(ctx.db, familles);
  const filtres = lireFiltres(ctx.query, moisDe(aujourdhui));
  const mois = moisMontres(filtres);
  const reservations = await listerReservationsEntre(ctx.db, familles, {
    du: `${filtres.mois}-01`,
    au: ajouterJours(ajouterMois(`${filtres.mois}-01`, mois.length), -1),
    enfants: filtres.enfants.length > 0 ? filtres.enfants : null,
    activites: filtres.activites.length > 0 ? filtres.activites : null,
    origines: filtres.origines.length > 0 ? filtres.origines : null,
    vivantes: filtres.masquer,
  });
  const enfants = choix.enfants.filter(
    (e) => filtres.enfants.length === 0 || filtres.enfants.includes(e.id),
  );
  return cadre(
    ctx,
    { titre: 'Inscriptions', scripts: ['client/prefetch.ts'] },
    <>
      <h1>Récapitulatif de vos inscriptions</h1>
      <FiltresRecap filtres={filtres} {...choix} />
      <Legende etats={[...ETATS_DU_GUIDE, 'annulee_par_famille']} />
      <p class="discret">
        Dans certains cas, il est possible d’annuler une inscription en cliquant dessus.
      </p>
      <NavigationMois filtres={filtres} aujourdhui={aujourdhui} />
      {enfants.length === 0 && <SansEnfant />}
      {enfants.map((enfant) => (
        <MoisDeLEnfant
          key={enfant.id}
          enfant={enfant}
          mois={mois}
          reservations={reservations.filter((r) => r.enfantId === enfant.id)}
          aujourdhui={aujourdhui}
        />
      ))}
    </>,
  );
};

function moisMontres({ mois, nombre }: Filtres): Mois[] {
  return Array.from({ length: nombre }, (_, i) => moisDe(ajouterMois(`${mois}-01`, i)));
}

function NavigationMois({ filtres, aujourdhui }: { filtres: Filtres; aujourdhui: Jour }) {
  const vers = (pas: number) =>
    adresseRecap({ ...filtres, mois: moisDe(ajouterMois(`${filtres.mois}-01`, pas)) });
  // L'année ne se dit que si elle change : deux boutons tiennent alors côte à côte sur un téléphone.
  const nom = (pas: number) => {
    const mois = moisDe(ajouterMois(`${filtres.mois}-01`, pas));
    const mots = majuscule(ecrireMois(mois));
    return mois.slice(0, 4) === filtres.mois.slice(0, 4) ? mots.slice(0, -5) : mots;
  };
  const { nombre } = filtres;
  const autre = nombre === 1 ? 3 : 1;
  return (
    <nav class="mois-voisins" aria-label="Mois">
      <Bouton href={vers(-nombre)} allure="secondaire" icone="retour">
        {nom(-nombre)}
      </Bouton>
      <Bouton href={vers(nombre)} allure="secondaire" icone="fleche">
        {nom(nombre)}
      </Bouton>
      {filtres.mois !== moisDe(aujourdhui) && (
        <Bouton href={adresseRecap({ ...filtres, mois: moisDe(aujourdhui) })} allure="discret">
          Ce mois-ci
        </Bouton>
      )}
      <Bouton href={adresseRecap({ ...filtres, nombre: autre })} allure="discret">
        {autre === 3 ? 'Afficher 3 mois' : 'Afficher 1 mois'}
      </Bouton>
    </nav>
  );
}

function MoisDeLEnfant(props: {
  enfant: Choisissable;
  mois: readonly Mois[];
  reservations: readonly ReservationMontree[];
  aujourdhui: Jour;
}) {
  const { enfant, mois, reservations, aujourdhui } = props;
  return (
    <>
      {mois.map((m) => {
        const duMois = reservations.filter((r) => moisDe(r.jour) === m);
        if (duMois.length === 0) {
          return (
            <section key={m}>
              <h2>{`${enfant.nom}, ${ecrireMois(m)}`}</h2>
              <p>
                Aucune inscription à montrer ce mois-là.{' '}
                <a href={`/famille/pre-inscrire?enfant=${enfant.id}`}>Pré-inscrire</a>
              </p>
            </section>
          );
        }
        return (
          <CalendrierMois
            key={m}
            mois={m}
            enfant={enfant.nom}
            entrees={entreesDe(duMois)}
            aujourdhui={aujourdhui}
          />
        );
      })}
    </>
  );
}

function entreesDe(reservations: readonly ReservationMontree[]): Record<Jour, EntreeMois[]> {
  const parJour: Record<Jour, EntreeMois[]> = {};
  for (const r of reservations) {
    const duJour = parJour[r.jour] ?? [];
    parJour[r.jour] = duJour;
    duJour.push({
      libelle: nomCourt(r),
      etat: etatMontre(r),
      precision: direRangDe(r),
      href: `/famille/reservations/${r.id}`,
    });
  }
  return parJour;
}

function SansEnfant() {
  return (
    <EtatVide
      titre="Aucun enfant pour l’instant"
      actions={<Bouton href="/famille/contact">Contacter le centre</Bouton>}
    >
      Votre accès est ouvert, mais aucun enfant n’y est encore rattaché.
    </EtatVide>
  );
}
