import type { Model } from 'mongoose';
import type { Tell } from '../../platform/tell.ts';
import type { RightsReport } from './rights-reports.model.ts';

type Message = { subject: string; paragraphs: string[]; path: string };

const messages: Record<string, (report: RightsReport) => Message> = {
  'rights-reported': ({ _id, artifactTitle, statement }) => ({
    subject: `Rechtsverletzung gemeldet: ${artifactTitle}`,
    paragraphs: [
      `zu „${artifactTitle}“ ist eine Meldung eingegangen. Bitte prüfen Sie sie und entscheiden Sie über eine Sperre.`,
      statement,
    ],
    path: `/betrieb/rechtsverletzungen/${String(_id)}`,
  }),
  'rights-blocked': (report) => ({
    subject: `Gesperrt: ${report.artifactTitle}`,
    paragraphs: [
      `der Plattformbetrieb hat „${report.artifactTitle}“ nach einer Meldung gesperrt. Das Projektergebnis ist nicht mehr abrufbar. Der Grund:`,
      reasonOf(report, 'blocked'),
    ],
    path: `/loesungen/${report.slug}`,
  }),
  'rights-lifted': (report) => ({
    subject: `Sperre aufgehoben: ${report.artifactTitle}`,
    paragraphs: [
      `der Plattformbetrieb hat die Sperre von „${report.artifactTitle}“ aufgehoben. Der Grund:`,
      reasonOf(report, 'lifted'),
    ],
    path: `/loesungen/${report.slug}`,
  }),
};

/** What reports have to tell by mail, for the dispatcher of the notifications feature. */
export function makeRightsReportTellSource(model: Model<RightsReport>) {
  return {
    name: 'rightsReports',
    model,
    async compose(report: RightsReport, entry: Tell): Promise<Message | null> {
      return messages[entry.kind]?.(report) ?? null;
    },
  };
}

const reasonOf = ({ decisions }: RightsReport, state: RightsReport['state']): string =>
  decisions.findLast((decision) => decision.state === state)?.reason ?? '';
