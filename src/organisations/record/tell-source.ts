import type { Tell } from '../../platform/tell.ts';
import type { OrganisationModel, StoredOrganisation } from './organisation.model.ts';

type Message = { subject: string; paragraphs: string[]; path: string };

/** The words of each thing to tell about an organisation; a link must open for those who are told. */
const messages: Record<string, (organisation: StoredOrganisation, entry: Tell) => Message> = {
  'membership-requested': ({ fullName, slug }, { audience }) => ({
    subject: `Neuer Antrag auf Mitgliedschaft: ${fullName}`,
    paragraphs: [
      `eine Person möchte auf Blaupause für ${fullName} handeln. Bitte nehmen Sie sie auf oder lehnen Sie den Antrag ab.`,
    ],
    path:
      audience.platformRole === 'operator'
        ? `/betrieb/organisationen/${slug}/mitglieder`
        : `/organisationen/${slug}/mitglieder`,
  }),
  'membership-admitted': ({ fullName, slug }) => ({
    subject: `Sie handeln jetzt für ${fullName}`,
    paragraphs: [
      `Sie wurden als Mitglied von ${fullName} aufgenommen und können jetzt für diese Organisation handeln.`,
      'Als Nächstes können Sie Lösungen anfragen und melden, welche Sie schon nutzen.',
    ],
    path: `/organisationen/${slug}`,
  }),
  'membership-refused': ({ fullName, slug }) => ({
    subject: `Ihr Antrag bei ${fullName} wurde abgelehnt`,
    paragraphs: [
      `Ihr Antrag, für ${fullName} zu handeln, wurde abgelehnt. Wenden Sie sich bei Fragen an Ihre Organisation.`,
    ],
    path: `/organisationen/${slug}`,
  }),
  'membership-roles-changed': ({ fullName, slug }) => ({
    subject: `Ihre Rollen bei ${fullName} wurden geändert`,
    paragraphs: [`die Administration von ${fullName} hat Ihre Rollen geändert.`],
    path: `/organisationen/${slug}`,
  }),
  'membership-ended': ({ fullName, slug }) => ({
    subject: `Ihre Mitgliedschaft bei ${fullName} ist beendet`,
    paragraphs: [`Sie können auf Blaupause nicht mehr für ${fullName} handeln.`],
    path: `/organisationen/${slug}`,
  }),
  'organisation-orphaned': ({ fullName, slug }) => ({
    subject: `${fullName} hat keine Mitglieder mehr`,
    paragraphs: [
      `das letzte Konto von ${fullName} wurde gelöscht. Die Einträge der Organisation bleiben bestehen. Bitte klären Sie, wer sie weiterführt.`,
    ],
    path: `/organisationen/${slug}`,
  }),
  'organisation-succeeded': ({ fullName, slug }) => ({
    subject: `Ihre Organisation führt ${fullName} fort`,
    paragraphs: [
      `Ihre Organisation wurde als Nachfolgerin von ${fullName} benannt. Deren Einträge gehören jetzt zu Ihnen.`,
    ],
    path: `/organisationen/${slug}`,
  }),
};

/** What organisations have to tell by mail, for the dispatcher of the notifications feature. */
export function makeOrganisationTellSource(model: OrganisationModel) {
  return {
    name: 'organisations',
    model,
    async compose(organisation: StoredOrganisation, entry: Tell): Promise<Message | null> {
      return messages[entry.kind]?.(organisation, entry) ?? null;
    },
  };
}
