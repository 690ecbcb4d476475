import type { Tell } from '../platform/tell.ts';
import { month } from '../shared/german.ts';
import { stageLabels } from './labels.ts';
import { reusePath } from './paths.ts';
import type { ReusePorts } from './ports.ts';
import type { ReuseModel } from './reuse.model.ts';
import type { Reuse } from './reuse.types.ts';

type Message = { subject: string; paragraphs: string[]; path: string };
type Names = { reuser: string; provider: string };

const stageOf = (reuse: Reuse): string => {
  const latest = reuse.stages.at(-1);
  return latest ? `${stageLabels[latest.stage]} seit ${month(latest.since)}` : stageLabels[reuse.stage];
};

/** The words of each step. */
const messages: Record<string, (reuse: Reuse, names: Names) => Omit<Message, 'path'>> = {
  reported: (reuse, { reuser, provider }) => ({
    subject: `Nachnutzung gemeldet: „${reuse.solutionTitle}“`,
    paragraphs: [
      reuse.reported.side === 'reuser'
        ? `${reuser} meldet, die Lösung „${reuse.solutionTitle}“ von ${provider} zu nutzen (${stageOf(reuse)}).`
        : `${provider} meldet, dass ${reuser} die Lösung „${reuse.solutionTitle}“ nutzt (${stageOf(reuse)}).`,
      'Bitte bestätigen Sie die Meldung, oder bestreiten Sie sie mit einer Begründung. Erst bestätigt zählt sie als Transfer.',
    ],
  }),
  'stage-reported': (reuse, { reuser }) => ({
    subject: `Neue Stufe gemeldet: „${reuse.solutionTitle}“`,
    paragraphs: [
      `${reuser} hat zur Lösung „${reuse.solutionTitle}“ eine Stufe gemeldet. Stand: ${stageOf(reuse)}. Bitte bestätigen Sie sie.`,
    ],
  }),
  confirmed: (reuse, { reuser }) => ({
    subject: `Bestätigt: Nachnutzung von „${reuse.solutionTitle}“`,
    paragraphs: [
      `die gemeldete Nachnutzung von „${reuse.solutionTitle}“ durch ${reuser} ist bestätigt. In einem Jahr fragen wir, ob sie weiterhin besteht.`,
    ],
  }),
  'confirmed-by-kdn': (reuse, { reuser }) => ({
    subject: `Von KDN bestätigt: Nachnutzung von „${reuse.solutionTitle}“`,
    paragraphs: [
      `KDN hat die Nachnutzung von „${reuse.solutionTitle}“ durch ${reuser} anhand eines Nachweises bestätigt, weil keine Antwort der anderen Seite vorlag.`,
    ],
  }),
  disputed: (reuse) => ({
    subject: `Bestritten: Nachnutzung von „${reuse.solutionTitle}“`,
    paragraphs: [
      `die andere Seite hat die gemeldete Nachnutzung von „${reuse.solutionTitle}“ bestritten. Die Begründung lesen Sie auf der Seite.`,
    ],
  }),
  reconfirmed: (reuse, { reuser }) => ({
    subject: `Weiterhin in Betrieb: „${reuse.solutionTitle}“`,
    paragraphs: [`es wurde bestätigt, dass ${reuser} die Lösung „${reuse.solutionTitle}“ weiterhin nutzt.`],
  }),
};

/** What the ledger has to tell by mail, for the dispatcher of the notifications feature. */
export function makeReuseTellSource(model: ReuseModel, { organisations }: Pick<ReusePorts, 'organisations'>) {
  return {
    name: 'reuses',
    model,
    async compose(reuse: Reuse, entry: Tell): Promise<Message | null> {
      const names = await organisations.todayByIds([reuse.organisationId, reuse.providerId]);
      const nameOf = (id: string): string => names.get(id)?.fullName ?? 'eine Organisation';
      const words = messages[entry.kind]?.(reuse, {
        reuser: nameOf(reuse.organisationId),
        provider: nameOf(reuse.providerId),
      });
      return words ? { ...words, path: reusePath(String(reuse._id)) } : null;
    },
  };
}
