import type { Actor } from '../shared/actor.ts';

/** A solution that may be put into a running order. */
export type Candidate = { slug: string; title: string; provider: string };

/** What the pages of events need of other features; handed in by services.ts (decision 13). */
export type EventPorts = {
  /** Names of the organisations whose use of a solution is confirmed, for several solutions at once. */
  confirmedUsers(solutionIds: string[]): Promise<Map<string, string[]>>;
  /** Which of these contents, by SHA-256, the virus scanner keeps from everybody. */
  heldBack(hashes: string[]): Promise<Set<string>>;
  /** The first solutions that a search finds, or the one whose address is in the text. */
  findSolutions(text: string): Promise<Candidate[]>;
  /** What the person keeps on the Merkliste and is still published. */
  bookmarked(actor: Actor): Promise<Candidate[]>;
  namesOf(userIds: Iterable<string>): Promise<Map<string, string>>;
};
