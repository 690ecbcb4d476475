import { germanCsv } from '../../shared/csv.ts';
import { counted } from '../../shared/german.ts';
import { type Compared, comparisonRows, differences, type RowGroup } from './rows.ts';
import { compareHref, mostCompared, type Selection } from './selection.ts';

/** A column's head: the solution, and the address of the comparison without it. */
export type CompareColumn = { slug: string; title: string; href: string; removeHref: string };

/** A solution that may be added, with the address of the comparison that holds it too. */
export type Addable = { title: string; provider: string; href: string };

/** Everything the comparison prints. */
export function compareView(
  selection: Selection,
  { compared, missing }: { compared: Compared[]; missing: string[] },
  found: { slug: string; title: string; provider: string }[],
) {
  const { onlyDifferences } = selection;
  const slugs = compared.map(({ solution }) => solution.slug);
  const without = (slug: string) =>
    compareHref({ slugs: slugs.filter((one) => one !== slug), onlyDifferences });
  const all = comparisonRows(compared);
  const shown = onlyDifferences && compared.length > 1 ? differences(all) : all;
  const rowCount = (groups: RowGroup[]): number => groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return {
    columns: compared.map(
      ({ solution: { slug, release } }): CompareColumn => ({
        slug,
        title: release.content.title,
        href: `/loesungen/${slug}`,
        removeHref: without(slug),
      }),
    ),
    groups: compared.length > 1 && compared.length <= mostCompared ? shown : [],
    sentence: `${counted(rowCount(differences(all)), 'Angabe unterscheidet', 'Angaben unterscheiden')} sich, ${counted(rowCount(all) - rowCount(differences(all)), 'ist', 'sind')} bei allen gleich.`,
    onlyDifferences,
    switchHref: compareHref({ slugs, onlyDifferences: !onlyDifferences }),
    csvHref: compareHref({ slugs, onlyDifferences }, '/loesungen/vergleich.csv'),
    missing,
    tooMany: compared.length > mostCompared,
    most: mostCompared,
    q: selection.q,
    slugs,
    mayAdd: compared.length < mostCompared,
    addable: found
      .filter(({ slug }) => !slugs.includes(slug))
      .map(
        ({ slug, title, provider }): Addable => ({
          title,
          provider,
          href: compareHref({ slugs: [...slugs, slug], onlyDifferences }),
        }),
      ),
  };
}

/** The whole table as a CSV file, whatever the page shows of it. */
export function compareCsv(selection: Selection, compared: Compared[], baseUrl: string): string {
  const all = comparisonRows(compared);
  const groups = selection.onlyDifferences ? differences(all) : all;
  const head = ['Gruppe', 'Angabe', ...compared.map(({ solution }) => solution.release.content.title)];
  const addresses = compared.map(({ solution }) => `${baseUrl}/loesungen/${solution.slug}`);
  const lines = groups.flatMap(({ title, rows }) =>
    rows.map(({ label, cells }) => [
      title,
      label,
      ...cells.map((cell) => (cell.length === 0 ? 'nicht angegeben' : cell.join(', '))),
    ]),
  );
  return germanCsv([head, ['', 'Adresse', ...addresses], ...lines]);
}
