import { date } from '../../shared/german.ts';
import type { Content } from '../record/content.ts';
import type { Inventory } from '../record/solution.model.ts';

const fieldNames: Record<string, string> = {
  title: 'Titel',
  description: 'Beschreibung',
  lead: 'Federführung',
  partners: 'Partner',
  start: 'Beginn',
  end: 'Ende',
  technology: 'Technik',
  artifacts: 'Projektergebnisse',
  licence: 'Lizenz',
  reuse_terms: 'Nachnutzungsbedingungen',
  status: 'Abschluss',
  model_region: 'Modellregion',
  topics: 'Themen',
  sources: 'Quellen',
  transferable_from: 'Übertragbar ab',
};

/** What a Bestandseintrag says about where it comes from and what it does not know. */
export type InventoryView = {
  takenOver: string;
  status: string;
  statusHref: string | null;
  stub: boolean;
  uncertain: boolean;
  missing: string[];
  note: string;
  statement: string;
};

/** The facts behind the line "Bestandseintrag"; null for everything else. */
export function inventoryView(inventory: Inventory | null, content: Content): InventoryView | null {
  if (inventory === null) return null;
  return {
    takenOver: date(inventory.takenOverAt),
    status: inventory.status,
    statusHref: inventory.statusEvidence || null,
    stub: inventory.completeness === 'stub',
    uncertain: !inventory.assignmentCertain,
    missing: inventory.missingFields.map((name) => fieldNames[name] ?? name),
    note: inventory.note,
    statement: content.terms.statement,
  };
}
