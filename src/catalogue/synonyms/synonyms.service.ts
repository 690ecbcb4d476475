import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../../platform/duplicate-key.ts';
import type { Actor } from '../../shared/actor.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import { compareText } from '../../shared/german.ts';
import { fold, shippedSynonyms } from '../search/index.ts';
import { shippedMatters, type WordGroup } from '../search/synonyms.ts';
import {
  makeSynonymGroupModel,
  type StoredSynonymGroup,
  type SynonymAct,
  type SynonymHistoryEntry,
} from './synonym-group.model.ts';

/**
 * A group as it counts now; `shipped` is what the product brings, null for a group that was added here. Of a matter the
 * first word is found by who types the others, not the other way round; only the product brings one.
 */
export type SynonymGroup = {
  key: string;
  matter: boolean;
  words: readonly string[];
  shipped: readonly string[] | null;
  state: 'on' | 'off';
  /** 0 for a shipped group that nobody touched. */
  revision: number;
  history: SynonymHistoryEntry[];
};

/** Groups whose words mean the same, and those of matters. */
export type WordsInForce = { groups: WordGroup[]; matters: WordGroup[] };

/** What the search needs: the groups in force, and a number that is another one after every change. */
export type SynonymSource = { revision(): Promise<number>; inForce(): Promise<WordsInForce> };

export type SynonymGroups = ReturnType<typeof makeSynonymGroups>;

const matterPrefix = 'oberbegriff-';
const shippedByKey = new Map<string, WordGroup>([
  ...shippedSynonyms.map((words) => [slugOf(words[0] ?? ''), words] as const),
  ...shippedMatters.map((words) => [`${matterPrefix}${slugOf(words[0] ?? '')}`, words] as const),
]);

/** The synonyms of the search: those shipped, and what operator and KDN made of them. */
export function makeSynonymGroups({ connection, now }: { connection: Connection; now: () => Date }) {
  const groups = makeSynonymGroupModel(connection);
  const entry = (actor: Actor, act: SynonymAct, words: readonly string[]): SynonymHistoryEntry => ({
    at: now(),
    by: actor.userId,
    act,
    words: [...words],
  });

  /** All groups that are not removed, in German order of their first words. */
  async function list(): Promise<SynonymGroup[]> {
    const stored = await groups.find().lean<StoredSynonymGroup[]>();
    const touched = new Set(stored.map(({ _id }) => _id));
    const untouched = [...shippedByKey].filter(([key]) => !touched.has(key));
    const known = stored.flatMap((one) => groupOf(one) ?? []);
    return [...known, ...untouched.map(([key, words]) => untouchedGroup(key, words))].sort((a, b) =>
      compareText(a.words[0] ?? '', b.words[0] ?? ''),
    );
  }

  /** @throws DomainError not-found for an unknown or removed group */
  async function byKey(key: string): Promise<SynonymGroup> {
    const stored = await groups.findById(key).lean<StoredSynonymGroup | null>();
    const shipped = shippedByKey.get(key);
    const group = stored ? groupOf(stored) : shipped && untouchedGroup(key, shipped);
    if (!group) throw notFound('Diese Gruppe gibt es nicht oder nicht mehr.');
    return group;
  }

  /**
   * Does one step to the group as the actor saw it.
   * @throws DomainError conflict where somebody else was faster
   */
  async function step(
    actor: Actor,
    seen: { key: string; revision: number },
    act: SynonymAct,
    to: Pick<StoredSynonymGroup, 'words' | 'state'>,
  ): Promise<void> {
    const history = entry(actor, act, to.words);
    const { key, revision } = seen;
    if (revision === 0) {
      if (!shippedByKey.has(key)) throw notFound('Diese Gruppe gibt es nicht oder nicht mehr.');
      await inserted({ _id: key, ...to, revision: 1, history: [history] });
      return;
    }
    const done = await groups.findOneAndUpdate(
      { _id: key, revision, state: { $ne: 'removed' } },
      { $set: to, $inc: { revision: 1 }, $push: { history } },
    );
    if (!done) throw faster();
  }

  async function inserted(group: StoredSynonymGroup): Promise<void> {
    try {
      await groups.create(group);
    } catch (error) {
      if (isDuplicateKey(error)) throw faster();
      throw error;
    }
  }

  return {
    list,
    byKey,

    /**
     * Adds a group; one that was removed comes back.
     * @returns its key
     * @throws DomainError conflict where there is a group of the same words
     */
    async add(actor: Actor, words: string[]): Promise<string> {
      const key = `eigene-${digestOf(words)}`;
      const history = entry(actor, 'added', words);
      const again = await groups.findOneAndUpdate(
        { _id: key, state: 'removed' },
        { $set: { words, state: 'on' }, $inc: { revision: 1 }, $push: { history } },
      );
      if (again) return key;
      try {
        await groups.create({ _id: key, words, state: 'on', revision: 1, history: [history] });
      } catch (error) {
        if (isDuplicateKey(error)) throw conflict('Eine Gruppe mit genau diesen Wörtern gibt es schon.');
        throw error;
      }
      return key;
    },

    /** Gives a group other words; a matter keeps those it came with. @throws DomainError not-found, conflict */
    async change(actor: Actor, key: string, revision: number, words: string[]): Promise<void> {
      const { state, matter } = await byKey(key);
      if (matter) throw conflict('Ein Oberbegriff lässt sich nur abschalten und wieder einschalten.');
      await step(actor, { key, revision }, 'changed', { words, state });
    },

    /** Takes a group out of the search, or into it again. @throws DomainError not-found, conflict */
    async turn(actor: Actor, key: string, revision: number, state: 'on' | 'off'): Promise<void> {
      const { words } = await byKey(key);
      await step(actor, { key, revision }, state === 'on' ? 'switchedOn' : 'switchedOff', {
        words: [...words],
        state,
      });
    },

    /** Removes a group that was added here; a shipped one can only be switched off. @throws DomainError not-found, conflict */
    async remove(actor: Actor, key: string, revision: number): Promise<void> {
      const { words, shipped } = await byKey(key);
      if (shipped) throw conflict('Eine mitgelieferte Gruppe lässt sich abschalten, aber nicht entfernen.');
      await step(actor, { key, revision }, 'removed', { words: [...words], state: 'removed' });
    },

    source: {
      /** Grows with every change, because each raises the revision of a group and none is ever deleted. */
      async revision() {
        const stored = await groups.find({}, { revision: 1 }).lean<{ revision: number }[]>();
        return stored.reduce((sum, { revision }) => sum + revision, 0);
      },
      async inForce() {
        const on = (await list()).filter(({ state }) => state === 'on');
        const wordsOf = (matters: boolean) =>
          on.filter(({ matter }) => matter === matters).map(({ words }) => words);
        return { groups: wordsOf(false), matters: wordsOf(true) };
      },
    } satisfies SynonymSource,
  };
}

const faster = () =>
  conflict(
    'Jemand anderes hat diese Gruppe inzwischen geändert. Sehen Sie sich den neuen Stand an und ändern Sie ihn, falls noch nötig.',
  );

function groupOf({ _id: key, words, state, revision, history }: StoredSynonymGroup): SynonymGroup | null {
  if (state === 'removed') return null;
  const shipped = shippedByKey.get(key) ?? null;
  const matter = key.startsWith(matterPrefix);
  // The product may have given it other words since, or brings it no more.
  if (matter) return shipped && { key, matter, words: shipped, shipped, state, revision, history };
  return { key, matter, words, shipped, state, revision, history };
}

function untouchedGroup(key: string, words: readonly string[]): SynonymGroup {
  const matter = key.startsWith(matterPrefix);
  return { key, matter, words, shipped: words, state: 'on', revision: 0, history: [] };
}

function slugOf(word: string): string {
  return fold(word)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The same words in any order have the same digest, so that a form sent twice adds one group. */
function digestOf(words: string[]): string {
  const sorted = words.map(fold).sort().join('\n');
  return createHash('sha256').update(sorted).digest('hex').slice(0, 12);
}
