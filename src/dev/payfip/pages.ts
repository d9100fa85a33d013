import { texte } from './enveloppes.ts';
import { FAUTES, type OperationDuJumeau, type ReglagesDuJumeau } from './operations.ts';

const CHOIX = [
  ['P', 'Payer par carte bancaire'],
  ['V', 'Payer par prélèvement'],
  ['R', 'Carte refusée'],
  ['Z', 'Prélèvement refusé'],
  ['A', 'Abandonner le paiement'],
] as const;

function page(titre: string, corps: string): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${titre}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:640px;margin:2rem auto;padding:0 1rem}
button{font:inherit;padding:.6rem 1rem;margin:.25rem 0;display:block;width:100%;min-height:44px}
table{border-collapse:collapse}td,th{padding:.3rem .6rem;text-align:left;border-bottom:1px solid #999}
</style></head><body><main>${corps}</main></body></html>`;
}

/** La page où l'on paie pour rire, avec toutes les fins possibles. */
export function pagePaiement(o: OperationDuJumeau): string {
  const euros = (Number(o.champs.montant) / 100).toFixed(2).replace('.', ',');
  const boutons = CHOIX.map(
    ([choix, libelle]) => `<button name="choix" value="${choix}">${libelle}</button>`,
  );
  return page(
    'Page de paiement (jumeau)',
    `<h1>Page de paiement du Trésor (jumeau)</h1>
<p>${texte(o.champs.objet ?? '')}</p><p>Montant : <b>${euros} €</b></p>
<p>Référence : ${texte(o.champs.refdet ?? '')}</p>
<form method="post" action="/tpa/choix"><input type="hidden" name="idop" value="${o.idOp}">
${boutons.join('\n')}
<button name="fermer" value="P">Payer, puis fermer l’onglet</button></form>`,
  );
}

export function pageFaute(code: string): string {
  return page('Paiement impossible', `<h1>${code}</h1><p>${texte(FAUTES[code] ?? '')}</p>`);
}

export function pageFermee(): string {
  return page(
    'Payé',
    '<h1>Payé</h1><p>L’onglet peut se fermer : personne ne revient au portail.</p>',
  );
}

/** Le retour en POST : un formulaire à pousser. */
export function pageRetourEnPost(adresse: string, idOp: string): string {
  return page(
    'Retour',
    `<h1>Paiement terminé</h1><form method="post" action="${texte(adresse)}">
<input type="hidden" name="idop" value="${idOp}"><button>Revenir au site</button></form>`,
  );
}

/** Les manettes, pour une personne qui essaie. */
export function pageManettes(
  operations: readonly OperationDuJumeau[],
  r: ReglagesDuJumeau,
): string {
  const choix = (nom: keyof ReglagesDuJumeau, valeurs: readonly string[]) =>
    `<p><label>${nom} <select name="${nom}">${valeurs
      .map((v) => `<option${String(r[nom]) === v ? ' selected' : ''}>${v}</option>`)
      .join('')}</select></label></p>`;
  const lignes = operations.map(
    (o) =>
      `<tr><td>${texte(o.champs.refdet ?? '')}</td><td>${o.champs.montant}</td><td>${o.etat}</td></tr>`,
  );
  return page(
    'Jumeau de PayFiP',
    `<h1>Jumeau de PayFiP</h1><form method="post" action="/__jumeau/reglages">
${choix('notification', ['avant', 'apres', 'deux_fois', 'jamais', 'retenue'])}
${choix('panne', ['aucune', 'arret', 'muet', 'technique', 'vide', 'lent'])}
${choix('fauteALOuverture', ['', ...Object.keys(FAUTES)])}
${choix('fauteAuDetail', ['', ...Object.keys(FAUTES), '999', 'ZZ'])}
${choix('prefixe', ['S', 'soapenv'])}${choix('idopMinuscule', ['false', 'true'])}
${choix('exerciceTronque', ['false', 'true'])}${choix('retourEnPost', ['false', 'true'])}
${choix('resultatRetenu', ['false', 'true'])}
<p><label>ecartDeMontant <input name="ecartDeMontant" value="${r.ecartDeMontant}"></label></p>
<button>Régler</button></form>
<form method="post" action="/__jumeau/lacher"><button>Lâcher les notifications retenues</button></form>
<form method="post" action="/__jumeau/purger"><button>Passer la nuit (purge)</button></form>
<table><thead><tr><th>Référence</th><th>Centimes</th><th>État</th></tr></thead>
<tbody>${lignes.join('')}</tbody></table>`,
  );
}
