import { cadre } from '../../../cadre.tsx';
import type { SessionFamille } from '../../../comptes/session.ts';
import { Introuvable } from '../../../platform/errors.ts';
import { choix, entierDe, texte } from '../../../platform/forms.ts';
import { type Handler, redirect } from '../../../platform/http.ts';
import { Carte } from '../../../ui/accueil.tsx';
import { Champ } from '../../../ui/champs.tsx';
import { Bouton, Boutons, Formulaire } from '../../../ui/formulaire.tsx';
import { Message } from '../../../ui/message.tsx';
import {
  type AgendaOuvert,
  arreterAgenda,
  ouvrirAgenda,
  preparerAgendas,
  renouvelerAgenda,
} from '../../actions/agendas.ts';

/** Les jours réservés, dans le calendrier du téléphone. */
export const GET: Handler<SessionFamille> = async (ctx) => {
  const { agendas, enfants } = await preparerAgendas(ctx, ctx.session);
  const sansAgenda = enfants.filter((e) => !agendas.some((a) => a.enfantId === e.id));
  const aOuvrir = [
    ...(agendas.some((a) => a.enfantId === null) || enfants.length === 0
      ? []
      : [{ id: null, libelle: enfants.length > 1 ? 'Tous mes enfants' : 'Mon enfant' }]),
    ...(enfants.length > 1 ? sansAgenda.map((e) => ({ id: e.id, libelle: e.prenom })) : []),
  ];
  return cadre(
    ctx,
    { titre: 'Mon agenda' },
    <>
      <h1>Mon agenda</h1>
      <p>
        Les jours réservés s’affichent dans le calendrier de votre téléphone ou de votre ordinateur,
        et s’y mettent à jour d’eux-mêmes, en quelques heures. Rien ne se modifie depuis ce
        calendrier.
      </p>
      {agendas.map((a) => (
        <UnAgenda key={a.id} agenda={a} chemin={ctx.path} adresse={ctx.config.adresse} />
      ))}
      {aOuvrir.length > 0 && (
        <Carte titre={agendas.length > 0 ? 'Un autre agenda' : 'Créer mon agenda'}>
          <Formulaire action={ctx.path} caches={{ geste: 'ouvrir' }}>
            <Boutons>
              {aOuvrir.map((o, rang) => (
                <Bouton
                  key={o.libelle}
                  nom="enfant"
                  valeur={o.id === null ? '' : String(o.id)}
                  allure={rang === 0 && agendas.length === 0 ? 'principal' : 'secondaire'}
                >
                  {o.libelle}
                </Bouton>
              ))}
            </Boutons>
          </Formulaire>
        </Carte>
      )}
      {enfants.length === 0 && <p>Aucun enfant n’est encore dans votre dossier.</p>}
      {agendas.length > 0 && <Conseils />}
    </>,
  );
};

const FAIT: Record<string, string> = {
  ouvrir: 'Votre agenda est prêt : ajoutez-le à votre calendrier.',
  renouveler: 'L’adresse a changé. Ajoutez la nouvelle à votre calendrier.',
  arreter: 'Cet agenda est arrêté : son adresse ne s’ouvre plus.',
};

export const POST: Handler<SessionFamille> = async (ctx) => {
  const geste = texte(ctx.form, 'geste');
  const fait = FAIT[geste];
  if (!fait) throw new Introuvable();
  if (geste === 'ouvrir') await ouvrirAgenda(ctx, ctx.session, choix(ctx.form, 'enfant'));
  else {
    const id = entierDe(ctx.form.get('agenda'));
    if (geste === 'renouveler') await renouvelerAgenda(ctx, ctx.session, id);
    else await arreterAgenda(ctx, ctx.session, id);
  }
  return redirect(ctx.path, fait);
};

function UnAgenda(props: { agenda: AgendaOuvert; chemin: string; adresse: string }) {
  const { agenda, chemin } = props;
  const pour = agenda.prenom ?? 'tous mes enfants';
  const url = agenda.jeton && `${props.adresse}/calendrier/${agenda.jeton}.ics`;
  return (
    <Carte titre={agenda.prenom ? `Agenda de ${agenda.prenom}` : 'Agenda de tous mes enfants'}>
      {url ? (
        <>
          <Boutons>
            <Bouton href={url.replace(/^https?:/, 'webcal:')} icone="calendrier">
              Ajouter à mon calendrier<span class="vh"> ({pour})</span>
            </Bouton>
          </Boutons>
          <Champ
            nom={`adresse-${agenda.id}`}
            libelle="Ou copiez cette adresse"
            valeur={url}
            lectureSeule
          />
        </>
      ) : (
        <Message ton="info" vivant={false}>
          <p>Cette adresse ne peut plus être montrée. Changez-la pour en recevoir une nouvelle.</p>
        </Message>
      )}
      <Formulaire action={chemin} caches={{ agenda: agenda.id }}>
        <Boutons>
          <Bouton nom="geste" valeur="renouveler" allure="secondaire">
            Changer l’adresse<span class="vh"> ({pour})</span>
          </Bouton>
          <Bouton nom="geste" valeur="arreter" allure="discret">
            Arrêter cet agenda<span class="vh"> ({pour})</span>
          </Bouton>
        </Boutons>
      </Formulaire>
    </Carte>
  );
}

function Conseils() {
  return (
    <Carte titre="Bon à savoir">
      <p>
        Avec Google Agenda : sur un ordinateur, « Autres agendas », « À partir de l’URL », puis
        collez l’adresse.
      </p>
      <p>
        Qui a cette adresse voit les jours et le prénom des enfants. Si elle circule, changez-la :
        l’ancienne ne s’ouvre plus.
      </p>
      <p>Un jour qui n’est pas encore accordé est marqué « en attente » ou « liste d’attente ».</p>
    </Carte>
  );
}
