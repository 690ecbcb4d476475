import { modelRegion } from '../organisations/index.ts';
import { counted } from '../shared/german.ts';
import { artifactKindLabels, licencesIn, readinessBadge } from '../solutions/index.ts';
import type { CatalogueItem } from './catalogue.ts';

type Badge = { kind: 'success' | 'warning' | 'danger' | 'info' | 'neutral'; label: string };

/** A found solution with the words of its row. */
export function itemView(item: CatalogueItem) {
  const { content, artifacts } = item.solution.release;
  const region = modelRegion(content.modelRegion);
  const licences = [...new Set(artifacts.flatMap(({ licence }) => licencesIn(licence)))].map((id) =>
    id.startsWith('LicenseRef-') ? 'eigene Bedingungen' : id,
  );
  return {
    ...item,
    regionName: region ? `Modellregion ${region.name}` : '',
    artifactKinds: [...new Set(artifacts.map(({ kind }) => artifactKindLabels[kind]))],
    licences: licences.join(', ') || 'Lizenz nicht angegeben',
    badges: badgesOf(item),
  };
}

/** What decides at a glance: warnings first, then what kind of entry it is, then how much it is used. */
function badgesOf({ solution, use, readiness }: CatalogueItem): Badge[] {
  const badges: Badge[] = [];
  if (solution.notices.some(({ resolved }) => resolved === null))
    badges.push({ kind: 'danger', label: 'Sicherheitshinweis' });
  if (solution.inventory) badges.push({ kind: 'neutral', label: 'Bestandseintrag' });
  if (readiness !== null) badges.push(readinessBadge(readiness));
  if (use.productiveIn > 0)
    badges.push({
      kind: 'success',
      label: `produktiv in ${counted(use.productiveIn, 'Kommune', 'Kommunen')}`,
    });
  else if (use.transfers > 0)
    badges.push({
      kind: 'success',
      label: `${counted(use.transfers, 'Nachnutzung', 'Nachnutzungen')} bestätigt`,
    });
  return badges;
}
