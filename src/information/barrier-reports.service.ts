import { randomBytes } from 'node:crypto';
import { isValidObjectId } from 'mongoose';
import type { MailQueue } from '../platform/mail-queue.ts';
import { type Tell, tell } from '../platform/tell.ts';
import { type Actor, isPlatform } from '../shared/actor.ts';
import { conflict, forbidden, notFound } from '../shared/errors.ts';
import { date } from '../shared/german.ts';
import type { BarrierReportModel, StoredBarrierReport } from './barrier-report.model.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Two weeks for an interim answer, six at most for the final one (BITVNRW §5 (2)). */
const interimMs = 14 * dayMs;
const finalMs = 42 * dayMs;
/** The operator's list shows what is open and this many closed reports. */
const closedShown = 50;

export type NewBarrierReport = { page: string; description: string; email: string };
export type NewBarrierAnswer = { kind: 'interim' | 'final'; text: string; revision: number };
export type BarrierReports = ReturnType<typeof makeBarrierReports>;

type Options = { model: BarrierReportModel; mailQueue: MailQueue; baseUrl: string; now: () => Date };

/** Reports of barriers: anybody reports, the operator answers within due dates, the answer goes out by mail. */
export function makeBarrierReports({ model, mailQueue, baseUrl, now }: Options) {
  return {
    /**
     * Stores a report and tells the operator by mail.
     * @returns its reference
     */
    async report({ page, description, email }: NewBarrierReport): Promise<string> {
      const receivedAt = now();
      const reference = randomBytes(6).toString('hex');
      await model.create({
        reference,
        page,
        description,
        email: email === '' ? null : email,
        state: 'open',
        receivedAt,
        interimDueAt: new Date(receivedAt.getTime() + interimMs),
        dueAt: new Date(receivedAt.getTime() + finalMs),
        revision: 0,
        tell: [tell('barrier-reported', { platformRole: 'operator' }, receivedAt)],
      });
      return reference;
    },

    /** The due dates of a report, for the person who sent it. @throws notFound */
    async receipt(
      reference: string,
    ): Promise<Pick<StoredBarrierReport, 'reference' | 'interimDueAt' | 'dueAt' | 'email'>> {
      const report = /^[0-9a-f]{12}$/.test(reference)
        ? await model.findOne({ reference }).select('reference interimDueAt dueAt email').lean()
        : null;
      if (!report) throw notFound();
      return report;
    },

    /** What is open, most urgent first, and the latest closed ones. @throws forbidden for all but the operator */
    async list(actor: Actor): Promise<{ open: StoredBarrierReport[]; closed: StoredBarrierReport[] }> {
      demandOperator(actor);
      const [open, closed] = await Promise.all([
        model
          .find({ state: { $ne: 'closed' } })
          .sort({ dueAt: 1 })
          .lean<StoredBarrierReport[]>(),
        model
          .find({ state: 'closed' })
          .sort({ receivedAt: -1 })
          .limit(closedShown)
          .lean<StoredBarrierReport[]>(),
      ]);
      return { open, closed };
    },

    /** @throws notFound, forbidden */
    async find(actor: Actor, id: string): Promise<StoredBarrierReport> {
      demandOperator(actor);
      const report = isValidObjectId(id) ? await model.findById(id).lean<StoredBarrierReport>() : null;
      if (!report) throw notFound();
      return report;
    },

    /**
     * Adds an interim or the final answer; the final one closes the report.
     * @throws conflict where it was closed or answered since it was read; notFound, forbidden
     */
    async answer(actor: Actor, id: string, { kind, text, revision }: NewBarrierAnswer): Promise<void> {
      demandOperator(actor);
      if (!isValidObjectId(id)) throw notFound();
      const { matchedCount } = await model.updateOne(
        { _id: id, state: { $ne: 'closed' }, revision },
        {
          $set: { state: kind === 'final' ? 'closed' : 'interim' },
          $inc: { revision: 1 },
          $push: { answers: { kind, text, at: now(), by: actor.userId, mailedAt: null } },
        },
      );
      if (matchedCount === 1) return;
      if (!(await model.exists({ _id: id }))) throw notFound();
      throw conflict(
        'Diese Meldung wurde inzwischen beantwortet. Bitte lesen Sie die Antwort, bevor Sie eine neue schreiben.',
      );
    },

    /**
     * Hands answers to the outgoing mail. A crash in between repeats the same mail id, which the queue ignores; the
     * address is forgotten once the final answer was handed over.
     */
    async sendAnswers(): Promise<void> {
      const waiting = await model
        .find({ 'answers.mailedAt': null, revision: { $gt: 0 } })
        .limit(100)
        .lean<StoredBarrierReport[]>();
      for (const report of waiting) {
        for (const [index, answer] of report.answers.entries()) {
          if (answer.mailedAt === null) await handOver(report, index);
        }
        if (report.state === 'closed')
          await model.updateOne({ _id: report._id, state: 'closed' }, { $set: { email: null } });
      }
    },

    /** What the dispatcher needs to tell the operator of a new report. */
    tellSource: {
      name: 'barrier-reports',
      model,
      async compose(report: StoredBarrierReport, _entry: Tell) {
        return {
          subject: 'Neue Meldung einer Barriere',
          paragraphs: ['auf Blaupause wurde eine Barriere gemeldet.', dueSentence(report)],
          path: `/betrieb/barrieren/${String(report._id)}`,
        };
      },
    },
  };

  async function handOver(report: StoredBarrierReport, index: number): Promise<void> {
    const answer = report.answers[index];
    if (report.email && answer) {
      await mailQueue.enqueue({
        id: `barrier.${report.reference}.${index}`,
        to: report.email,
        subject: `${answer.kind === 'final' ? 'Antwort' : 'Zwischenbescheid'} zu Ihrer Meldung ${report.reference}`,
        text: [
          'Guten Tag,',
          'Sie haben auf Blaupause eine Barriere gemeldet. Dazu schreibt der Plattformbetrieb:',
          answer.text,
          // The answer has to point to the Ombudsverfahren (BITVNRW §5 (2)).
          `Sind Sie mit der Antwort nicht zufrieden? Die Ombudsstelle finden Sie in der Erklärung zur Barrierefreiheit: ${baseUrl}/barrierefreiheit`,
        ].join('\n\n'),
      });
    }
    await model.updateOne({ _id: report._id }, { $set: { [`answers.${index}.mailedAt`]: now() } });
  }
}

function dueSentence({ interimDueAt, dueAt }: StoredBarrierReport): string {
  return `Ein Zwischenbescheid ist bis zum ${date(interimDueAt)} fällig, die Antwort bis zum ${date(dueAt)}.`;
}

function demandOperator(actor: Actor): void {
  if (!isPlatform(actor, 'operator')) throw forbidden();
}
