import { detailOf, type Organisations, organisationPath } from '../organisations/index.ts';
import { counted } from '../shared/german.ts';
import type { Solutions } from '../solutions/index.ts';
import type { LiveIndex } from './live-index.ts';
import { perFacet } from './search/index.ts';
import { topicHref } from './url-state.ts';

/** One offer: what it is, where it leads, and a word that tells it apart. */
export type Suggestion = { group: string; label: string; hint: string; href: string };

const shown = { solutions: 5, topics: 3, organisations: 3 } as const;
const shortest = 2;

type Dependencies = {
  index: LiveIndex;
  solutions: Pick<Solutions, 'publishedByIds'>;
  organisations: Pick<Organisations, 'findByTyping'>;
};

/** What to offer while somebody types, out of titles, topics and organisations; nothing for less than two letters. */
export function makeSuggestions({ index, solutions, organisations }: Dependencies) {
  async function solutionsFor(typed: string): Promise<Suggestion[]> {
    const ids = index.suggestTitles(typed, shown.solutions).map(({ id }) => id);
    const visible = await solutions.publishedByIds(ids);
    const { organisations: names } = index.names;
    return ids.flatMap((id) => {
      const solution = visible.get(id);
      if (!solution) return [];
      const provider = index.surroundingsOf(id).organisations.get(solution.providerId)?.slug ?? '';
      return [
        {
          group: 'Lösungen',
          label: solution.release.content.title,
          hint: names.get(provider) ?? '',
          href: `/loesungen/${solution.slug}`,
        },
      ];
    });
  }

  function topicsFor(typed: string): Suggestion[] {
    const beginning = folded(typed);
    const { topic } = index.search({ text: '', filters: perFacet(() => []), sort: 'relevance' }).facets;
    return topic
      .filter(({ value }) =>
        folded(value)
          .split(/[^\p{L}\p{N}]+/u)
          .some((word) => word.startsWith(beginning)),
      )
      .slice(0, shown.topics)
      .map(({ value, count }) => ({
        group: 'Themen',
        label: value,
        hint: counted(count, 'Lösung', 'Lösungen'),
        href: topicHref(value),
      }));
  }

  return async (text: string): Promise<Suggestion[]> => {
    const typed = text.trim();
    if (typed.length < shortest) return [];
    const [titles, found] = await Promise.all([
      solutionsFor(typed),
      organisations.findByTyping(typed, shown.organisations),
    ]);
    const offices = found.map((organisation) => ({
      group: 'Organisationen',
      label: organisation.fullName,
      hint: detailOf(organisation),
      href: organisationPath(organisation.slug),
    }));
    return [...titles, ...topicsFor(typed), ...offices];
  };
}

/** Lower case without umlaut dots, so that "offentlich" and "öffentlich" begin alike. */
const folded = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss');
