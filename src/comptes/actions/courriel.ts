import { type Acteur, noter } from '../../journal/actions.ts';
import { transaction } from '../../platform/db.ts';
import { Introuvable, Refus } from '../../platform/errors.ts';
import type { Services } from '../../platform/http.ts';
import { queueMail } from '../../platform/mail.ts';
import { lettreAdresseAConfirmer, lettreAdresseChange, rendre } from '../courriels.tsx';
import { changerCourriel, chercherCompte, lireNomCollectivite } from '../requetes/comptes.ts';
import { compterLiens, consommerLien } from '../requetes/liens.ts';
import { empreinteDuJeton } from '../session.ts';
import { creerLien } from './liens.ts';

/** Chaque demande écrit à une adresse que nous n'avons pas vérifiée. */
const DEMANDES_PAR_JOUR = 5;
const ADRESSE = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]{2,}$/;

/**
 * Demande à changer d'adresse : un lien part à la nouvelle, un avis à l'ancienne. Rien ne change
 * tant que le lien n'est pas suivi.
 * @throws Refus si l'adresse est mal formée
 */
export async function demanderChangementCourriel(
  services: Services,
  saisie: { compteId: number; courriel: string; acteur: Acteur },
): Promise<void> {
  const courriel = saisie.courriel.trim();
  if (!ADRESSE.test(courriel) || courriel.length > 254) {
    throw new Refus(
      'courriel',
      'Écrivez une adresse complète, comme prenom.nom@exemple.fr.',
      'courriel',
    );
  }
  const maintenant = services.clock.now();
  await transaction(services.db, async (tx) => {
    const compte = await chercherCompte(tx, saisie.compteId);
    if (!compte) throw new Introuvable();
    const hier = new Date(maintenant.getTime() - 86_400_000);
    if ((await compterLiens(tx, compte.id, 'courriel', hier)) >= DEMANDES_PAR_JOUR) {
      throw new Refus(
        'courriel',
        'Vous avez déjà demandé plusieurs changements aujourd’hui. Réessayez demain.',
        'courriel',
      );
    }
    const jeton = await creerLien(tx, compte.id, 'courriel', maintenant, courriel);
    const sujets = [`compte:${compte.id}`];
    const confirmation = lettreAdresseAConfirmer(
      compte.prenom,
      `${services.config.adresse}/courriel/${jeton}`,
    );
    await queueMail(tx, services.jobs, {
      destinataire: courriel,
      ...rendre(confirmation, await lireNomCollectivite(tx)),
      sujets,
      le: maintenant,
    });
    if (compte.courriel) {
      const avis = lettreAdresseChange(
        compte.prenom,
        `${services.config.adresse}/mot-de-passe-oublie`,
      );
      await queueMail(tx, services.jobs, {
        destinataire: compte.courriel,
        ...rendre(avis, await lireNomCollectivite(tx)),
        sujets,
        le: maintenant,
      });
    }
    await noter(tx, {
      le: maintenant,
      acteur: saisie.acteur,
      verbe: 'demander_changement_courriel',
      phrase: `${saisie.acteur.nom} demande à changer d’adresse électronique.`,
      sujets: [...sujets, ...compte.familles.map((f) => `famille:${f}`)],
    });
  });
}

/** Confirme la nouvelle adresse. Faux : lien périmé. @throws la contrainte si elle sert déjà à un autre compte */
export async function confirmerCourriel(services: Services, jeton: string): Promise<boolean> {
  const maintenant = services.clock.now();
  return transaction(services.db, async (tx) => {
    const lien = await consommerLien(tx, empreinteDuJeton(jeton), 'courriel', maintenant);
    if (!lien?.donnee) return false;
    await changerCourriel(tx, lien.compteId, lien.donnee);
    const compte = await chercherCompte(tx, lien.compteId);
    if (compte) {
      const nom = `${compte.prenom} ${compte.nom}`;
      await noter(tx, {
        le: maintenant,
        acteur: { compteId: compte.id, nom },
        verbe: 'changer_courriel',
        phrase: `${nom} a confirmé sa nouvelle adresse électronique.`,
        sujets: [`compte:${compte.id}`, ...compte.familles.map((f) => `famille:${f}`)],
      });
    }
    return true;
  });
}
