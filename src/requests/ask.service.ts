import type { Organisation } from '../organisations/index.ts';
import type { ActingFor, Actor } from '../shared/actor.ts';
import { InvalidInput, notFound } from '../shared/errors.ts';
import { answerDue } from './due.ts';
import type { RequestPorts, SolutionFacts } from './ports.ts';
import type { RequestModel } from './request.model.ts';
import type { ReuseRequest } from './request.types.ts';
import type { Telling } from './telling.ts';

/** What is asked for a solution. */
export type Ask = { purpose: string; plannedFor: string; questions: string; submission: string };
/** What is written to an organisation without a solution. */
export type Message = { subject: string; text: string; submission: string };

export type Acting = { actor: Actor; organisation: ActingFor };

type Dependencies = {
  model: RequestModel;
  ports: Pick<RequestPorts, 'organisations' | 'publishedSolution'>;
  telling: Telling;
  now: () => Date;
};

type Fresh = Pick<ReuseRequest, 'kind' | 'title' | 'purpose' | 'plannedFor' | 'questions' | 'submission'> & {
  solution: SolutionFacts | null;
  provider: Organisation;
};

const duplicateKey = 11000;

/** Beginning a case: asking for a solution, or writing to an organisation. */
export function makeAsking({ model, ports, telling, now }: Dependencies) {
  const { organisations } = ports;

  /** @throws notFound for everything that is not published */
  async function solutionAndProvider(slug: string) {
    const solution = await ports.publishedSolution(slug);
    const provider = solution && (await organisations.resolveSuccession(solution.providerId));
    if (!solution || !provider)
      throw notFound('Diese Lösung gibt es nicht, oder sie ist nicht mehr veröffentlicht.');
    return { solution, provider };
  }

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
    const record: Omit<ReuseRequest, '_id'> = {
      ...parties,
      kind: fresh.kind,
      state: 'open',
      solutionId: solution?.id ?? null,
      solutionSlug: solution?.slug ?? null,
      title: fresh.title,
      releaseNumber: solution?.releaseNumber ?? null,
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
      history: [
        {
          at,
          by: actor.userId,
          side: 'requester',
          organisationId: organisation.id,
          event: 'asked',
          reason: '',
        },
      ],
      revision: 1,
      tell: [
        await telling(
          fresh.kind === 'reuse' ? 'request-asked' : 'message-sent',
          parties,
          { side: 'requester', userId: actor.userId },
          at,
        ),
      ],
    };
    try {
      return String((await model.create(record))._id);
    } catch (error) {
      const existing = isDuplicate(error) ? await existingFor(record) : null;
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

  async function addressee(slug: string): Promise<{ provider: Organisation; mediated: boolean }> {
    const named = await organisations.getBySlug(slug);
    const provider = named && (await organisations.resolveSuccession(named.id));
    if (!provider) throw notFound();
    return { provider, mediated: await organisations.isOrphaned(provider.id) };
  }

  return {
    /**
     * What the form shows: the solution, who provides it, whether KDN mediates, and the case that runs already.
     * @throws notFound where the solution is not published
     */
    async prepareAsk(organisationId: string, slug: string) {
      const { solution, provider } = await solutionAndProvider(slug);
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
      const { solution, provider } = await solutionAndProvider(slug);
      if (provider.id === acting.organisation.id) throw toItself();
      const running = await runningCase(acting.organisation.id, solution.id);
      if (running !== null) return String(running._id);
      return create(acting, { ...ask, kind: 'reuse', title: solution.title, solution, provider });
    },

    /**
     * The organisation of today behind a slug, to write to, and whether KDN reads instead.
     * @throws notFound for unknown slugs
     */
    addressee,

    /**
     * Writes to an organisation without a particular solution.
     * @returns id of the case
     * @throws notFound for unknown slugs; InvalidInput where the organisation writes to itself
     */
    async sendMessage(acting: Acting, slug: string, message: Message): Promise<string> {
      const { provider } = await addressee(slug);
      if (provider.id === acting.organisation.id) throw toItself();
      return create(acting, {
        kind: 'message',
        title: message.subject,
        purpose: message.text,
        plannedFor: '',
        questions: '',
        submission: message.submission,
        solution: null,
        provider,
      });
    },
  };
}

const isDuplicate = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === duplicateKey;

const toItself = (): InvalidInput =>
  new InvalidInput([
    {
      field: 'form',
      message:
        'Sie handeln für die Organisation, an die sich das richtet. Wechseln Sie die Organisation, für die Sie handeln, oder sprechen Sie die Kolleginnen und Kollegen direkt an.',
    },
  ]);
