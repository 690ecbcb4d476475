import type { Tell } from '../../platform/tell.ts';
import { cooperationPath } from '../paths.ts';
import type { CooperationModel, StoredCooperation } from './cooperation.model.ts';

const texts: Record<string, (cooperation: StoredCooperation) => { subject: string; paragraphs: string[] }> = {
  'cooperation-recorded': ({ title }) => ({
    subject: `Kooperation eingetragen: ${title}`,
    paragraphs: [
      `Der Plattformbetrieb hat die Kooperation „${title}“ eingetragen, an der Ihre Organisation beteiligt ist. Sie steht auf den Seiten aller Beteiligten.`,
      'Stimmt etwas nicht, wenden Sie sich bitte an den Plattformbetrieb.',
    ],
  }),
  'cooperation-ended': ({ title, ended }) => ({
    subject: `Kooperation als beendet eingetragen: ${title}`,
    paragraphs: [
      `Der Plattformbetrieb hat die Kooperation „${title}“, an der Ihre Organisation beteiligt ist, als beendet eingetragen. Sie bleibt sichtbar.`,
      ...(ended === null ? [] : [`Grund: ${ended.reason}`]),
    ],
  }),
  'cooperation-reopened': ({ title }) => ({
    subject: `Kooperation besteht weiter: ${title}`,
    paragraphs: [
      `Der Plattformbetrieb hat zurückgenommen, dass die Kooperation „${title}“ beendet ist. Sie gilt wieder als laufend.`,
    ],
  }),
};

/** What cooperations have to tell by mail, for the dispatcher of the notifications feature. */
export function makeCooperationTellSource(model: CooperationModel) {
  return {
    name: 'cooperations',
    model,
    async compose(cooperation: StoredCooperation, entry: Tell) {
      const text = texts[entry.kind]?.(cooperation);
      return text ? { ...text, path: cooperationPath(cooperation.key) } : null;
    },
  };
}
