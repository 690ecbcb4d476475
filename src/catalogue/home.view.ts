import type { Catalogue } from './catalogue.ts';
import { everything, topicHref } from './url-state.ts';

export type RecentTransfer = { reuser: string; provider: string; title: string; href: string; at: Date };

export type RecentSolution = { title: string; href: string; provider: string; at: Date };

export type UpcomingEvent = { title: string; href: string; place: string; at: Date };

/** What the start page tells beside the catalogue; handed in by services.ts. */
export type HomePorts = {
  /** Newest confirmed reuses by other organisations. */
  recentTransfers(limit: number): Promise<RecentTransfer[]>;
  /** What providers published last, without Bestandseinträge. */
  recentSolutions(limit: number): Promise<RecentSolution[]>;
  /** Published events to come, the next one first. */
  upcomingEvents(limit: number): Promise<UpcomingEvent[]>;
  /** How many reuses by other organisations are confirmed. */
  confirmedTransfers(): Promise<number>;
  /** How many municipalities and Kreise provide a solution or reuse one, confirmed. */
  participants(): Promise<number>;
};

const shownTopics = 6;
const shownNews = 3;

/** The start page: the one question, topics with counts, three true figures, what is new. */
export async function homeView(catalogue: Catalogue, home: HomePorts) {
  const [all, newest, transfers, events, confirmed, participants] = await Promise.all([
    catalogue.find(everything, 1),
    home.recentSolutions(shownNews),
    home.recentTransfers(shownNews),
    home.upcomingEvents(shownNews),
    home.confirmedTransfers(),
    home.participants(),
  ]);
  return {
    figures: [
      { label: 'Lösungen', amount: all.total, href: '/loesungen' },
      { label: 'Nachnutzungen bestätigt', amount: confirmed, href: '/transfer' },
      { label: 'Kommunen beteiligt', amount: participants, href: '/organisationen' },
    ],
    topics: all.facets.topic.slice(0, shownTopics).map(({ value, count }) => ({
      label: value,
      count,
      href: topicHref(value),
    })),
    topicCount: all.facets.topic.length,
    newest,
    transfers,
    events,
  };
}
