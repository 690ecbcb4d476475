import type { ContactLetter, Organisation } from '../organisations/index.ts';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import type { ActingFor, Actor } from '../shared/actor.ts';
import { InvalidInput } from '../shared/errors.ts';
import type { PublishedSolution } from '../solutions/index.ts';
import { answerDue } from './due.ts';
import { requestPath } from './paths.ts';
import type { RequestPorts } from './ports.ts';
import type { RequestModel } from './request.model.ts';
import type { ReuseRequest } from './request.types.ts';
import type { Telling } from './telling.ts';

/** What is asked for a solution. */
export type Ask = { purpose: string; plannedFor: string; questions: string; submission: string };
export type Acting = { actor: Actor; organisation: ActingFor };

type Dependencies = {
  model: RequestModel;
  ports: Pick<RequestPorts, 'organisations' | 'solutions'>;
  telling: Telling;
  now: () => Date;
};

type Fresh = Pick<ReuseRequest, 'kind' | 'title' | 'purpose' | 'plannedFor' | 'questions' | 'submission'> & {
  solution: PublishedSolution | null;
  provider: Organisation;
};

/** Beginning a case: asking for a solution, or writing to an organisation. */
export function makeAsking({ model, ports, telling, now }: Dependencies) {
  const { organisations } = ports;

  /** The running case of an organisation about a solution: an open one, else an accepted one. */
  async function runningCase(organisationId: string, solutionId: string): Promise<ReuseRequest | null> {
    const held = await organisations.idsHeldBy(organisationId);
    const running = await model
      .find({ kind: 'reuse', solutionId, requesterId: { $in: held }, state: { $in: ['open', 'accepted'] } })
      .lean<ReuseRequest[]>();
    return running.find((one) => one.state === 'open') ?? running[0] ?? null;
  }

  async function create({ actor, organisation }: Acting, fresh: Fresh): Promise<string> {
    const at = now();
    const { solution, provider } = fresh;
    const parties = { requesterId: organisation.id, providerId: provider.id, createdBy: actor.userId };
    const history: ReuseRequest['history'] = [
      {
        at,
        by: actor.userId,
        side: 'requester',
        organisationId: organisation.id,
        event: 'asked',
        reason: '',
      },
    ];
    const record: Omit<ReuseRequest, '_id'> = {
      ...parties,
      kind: fresh.kind,
      state: 'open',
      solutionId: solution?.id ?? null,
      solutionSlug: solution?.slug ?? null,
      title: fresh.title,
      releaseNumber: solution?.release.number ?? null,
      mediated: await organisations.isOrphaned(provider.id),
      purpose: fresh.purpose,
      plannedFor: fresh.plannedFor,
      questions: fresh.questions,
      submission: fresh.submission,
      createdAt: at,
      updatedAt: at,
      waitsFor: 'provider',
      dueAt: answerDue(at),
      answeredAt: null,
      thread: [],
      decidedAt: null,
      reason: '',
      outcome: null,
      history,
      revision: 1,
      tell: [
        await telling(
          fresh.kind === 'reuse' ? 'request-asked' : 'message-sent',
          { ...parties, history },
          { side: 'requester', userId: actor.userId },
          at,
        ),
      ],
    };
    try {
      return String((await model.create(record))._id);
    } catch (error) {
      const existing = isDuplicateKey(error) ? await existingFor(record) : null;
      if (existing === null) throw error;
      return existing;
    }
  }

  /** The case that stood in the way: the same form sent before, or the open one about the same solution. */
  async function existingFor(record: Omit<ReuseRequest, '_id'>): Promise<string | null> {
    const { createdBy, submission, solutionId, requesterId } = record;
    const found =
      (await model.findOne({ createdBy, submission }, { _id: 1 }).lean()) ??
      (await model.findOne({ solutionId, requesterId, state: 'open', kind: 'reuse' }, { _id: 1 }).lean());
    return found === null ? null : String(found._id);
  }

  return {
    /**
     * What the form shows: the solution, who provides it, whether KDN mediates, and the case that runs already.
     * @throws notFound where the solution is not published
     */
    async prepareAsk(organisationId: string, slug: string) {
      const { solution, provider } = await ports.solutions.publishedWithProvider(slug);
      return {
        solution,
        provider,
        own: provider.id === organisationId,
        mediated: await organisations.isOrphaned(provider.id),
        running: await runningCase(organisationId, solution.id),
      };
    },

    /**
     * Asks for a solution in the name of an organisation. Nothing new is made where a case runs already.
     * @returns id of the case
     * @throws notFound where the solution is not published; InvalidInput where the organisation provides it itself
     */
    async ask(acting: Acting, slug: string, ask: Ask): Promise<string> {
      const { solution, provider } = await ports.solutions.publishedWithProvider(slug);
      if (provider.id === acting.organisation.id) throw toItself();
      const running = await runningCase(acting.organisation.id, solution.id);
      if (running !== null) return String(running._id);
      return create(acting, {
        ...ask,
        kind: 'reuse',
        title: solution.release.content.title,
        solution,
        provider,
      });
    },

    /**
     * Writes to an organisation without a particular solution.
     * @returns address of the case
     * @throws InvalidInput where the organisation writes to itself
     */
    async openContactRequest({ actor, from, to, ...letter }: ContactLetter): Promise<{ href: string }> {
      if (to.id === from.id) throw toItself();
      const id = await create(
        { actor, organisation: from },
        {
          kind: 'message',
          title: letter.purpose,
          purpose: letter.text,
          plannedFor: '',
          questions: '',
          submission: letter.submission,
          solution: null,
          provider: to,
        },
      );
      return { href: requestPath(id) };
    },
  };
}

const toItself = (): InvalidInput =>
  new InvalidInput([
    {
      field: 'form',
      message:
        'Sie handeln für die Organisation, an die sich das richtet. Wechseln Sie die Organisation, für die Sie handeln, oder sprechen Sie die Kolleginnen und Kollegen direkt an.',
    },
  ]);
