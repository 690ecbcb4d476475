import type { Organisation } from '../../organisations/index.ts';
import { date } from '../../shared/german.ts';
import { type Artifact, type ArtifactBlock, artifactKindLabels, blockOf } from '../artifacts/artifact.ts';
import { protectionFacts } from '../documents/protection.view.ts';
import type { Content } from '../record/content.ts';
import { makerLabels, passOnLabels, payerLabels, permittedUseLabels, type Rights } from '../record/rights.ts';
import { licencesIn } from './compatibility.ts';
import { licenceLabel } from './licences.ts';
import { type PartRow, partRows } from './parts.view.ts';

const notStated = 'nicht angegeben';
const orNotStated = (text: string): string => (text.trim() === '' ? notStated : text);

/** What the sheet is about: a release, or a working copy before it is one. */
export type SheetSubject = {
  content: Content;
  artifacts: Artifact[];
  blocks: ArtifactBlock[];
  /** Set for a Bestandseintrag, whose sheet says what is not stated. */
  inventory: boolean;
  provider: string;
  organisations: ReadonlyMap<string, Organisation>;
  /** Name of the person, for those who may know it; else null. */
  confirmedBy: string | null;
};

type Fact = { term: string; text: string | string[] };

/** What the legal office reads: may the town use it, on what terms, who says so. */
export type RightsSheet = {
  answer: string;
  parties: Fact[];
  rights: Fact[];
  costs: Fact[];
  artifacts: {
    title: string;
    kind: string;
    licence: string;
    spdx: string;
    licenceText: string;
    sha256: string;
    blocked: boolean;
  }[];
  parts: PartRow[];
  /** What the provider wrote of them, for where no list was made. */
  thirdParty: string;
  /** What whoever confirmed knew to be open. */
  acknowledged: string[];
  protection: ReturnType<typeof protectionFacts>;
  confirmation: string;
  /** True where the EUPL needs its three sentences. */
  eupl: boolean;
};

/** Everything the printed page says; pure, so that tables test it. */
export function rightsSheet(subject: SheetSubject): RightsSheet {
  const { content, artifacts, blocks } = subject;
  const { terms } = content;
  return {
    answer: answerOf(subject),
    parties: partiesOf(subject),
    rights: rightsFacts(terms.rights, subject.inventory),
    costs: costFacts(content),
    artifacts: artifacts.map((artifact) => ({
      title: artifact.title,
      kind: artifactKindLabels[artifact.kind],
      licence: licenceLabel(artifact.licence),
      spdx: artifact.licence,
      licenceText: artifact.licenceText,
      sha256: artifact.source.type === 'file' ? artifact.source.sha256 : '',
      blocked: blockOf(blocks, artifact) !== undefined,
    })),
    parts: partRows(terms.rights, artifacts),
    thirdParty: orNotStated(terms.thirdParty),
    acknowledged: terms.rights.acknowledged,
    protection: protectionFacts(content),
    confirmation: confirmationText(subject),
    eupl: artifacts.some(({ licence }) => licencesIn(licence).includes('EUPL-1.2')),
  };
}

/** The one sentence a lawyer looks for first; it never says more than the record. */
function answerOf({ content: { terms }, artifacts, inventory }: SheetSubject): string {
  if (inventory)
    return 'Aus diesem Eintrag geht nicht hervor, ob die Ergebnisse nachgenutzt werden dürfen. Er stammt aus öffentlichen Quellen, und niemand hat Rechte oder Lizenzen bestätigt.';
  const unlicensed = artifacts.filter(({ licence, source }) => licence === '' && source.type === 'file');
  if (!terms.rightsConfirmed || terms.licenceFree !== true || unlicensed.length > 0)
    return 'Die Nachnutzung ist noch nicht geklärt: Es fehlen Angaben zu Lizenzen, Lizenzkosten oder die Bestätigung der Rechte.';
  const open = terms.rights.acknowledged.length > 0 ? ' Einzelne Punkte sind offen und unten genannt.' : '';
  return `Die Nachnutzung ist nach den Angaben der bereitstellenden Organisation ohne Lizenzgebühr erlaubt, zu den Lizenzen, die unten bei jedem Projektergebnis stehen.${open}`;
}

function partiesOf({ content, provider, organisations, inventory }: SheetSubject): Fact[] {
  const names = (ids: string[]) => ids.flatMap((id) => organisations.get(id)?.fullName ?? []);
  const { madeBy, paidBy, passOn } = content.terms.rights;
  return [
    { term: inventory ? 'Eingetragen für' : 'Bereitgestellt von', text: provider },
    { term: 'Federführung', text: names(content.leadIds) },
    { term: 'Partner', text: [...names(content.partnerIds), ...content.otherPartners] },
    { term: 'Wer die Rechte hat', text: orNotStated(content.terms.rightsHolder) },
    { term: 'Gemacht von', text: orNotStated(madeBy.map((one) => makerLabels[one]).join(', ')) },
    { term: 'Bezahlt von', text: orNotStated(paidBy.map((one) => payerLabels[one]).join(', ')) },
    {
      term: 'Verträge und Bescheide erlauben die Weitergabe',
      text: passOn === '' ? notStated : passOnLabels[passOn],
    },
  ];
}

function rightsFacts({ permits }: Rights, inventory: boolean): Fact[] {
  const unstated = inventory ? notStated : 'wie die Lizenzen der Projektergebnisse sagen';
  return [{ term: 'Andere dürfen', text: grantedText(permits) || unstated }];
}

/** "nutzen, ändern und anpassen, weitergeben"; '' where the provider did not say. */
export const grantedText = (permits: Rights['permits']): string =>
  permits.map((one) => permittedUseLabels[one]).join(', ');

/** "Lizenzfrei" made exact: no fee for the licence, and what is to be paid all the same. */
export function costFacts({ terms, cost }: Pick<Content, 'terms' | 'cost'>): Fact[] {
  const fee = { true: 'keine', false: 'fallen an', null: notStated };
  return [
    { term: 'Lizenzgebühr', text: fee[`${terms.licenceFree}`] },
    { term: 'Kosten der Übernahme', text: orNotStated(cost) },
    { term: 'Verbleibende Kosten', text: orNotStated(terms.remainingCosts) },
    { term: 'Unterstützung', text: orNotStated(terms.support) },
  ];
}

/**
 * Who confirmed the rights and when.
 * @param confirmedBy name of the person, only where the reader may know it
 */
export function confirmationText({
  content: { terms },
  inventory,
  confirmedBy,
}: Pick<SheetSubject, 'content' | 'inventory' | 'confirmedBy'>): string {
  if (!terms.rightsConfirmed) return inventory ? notStated : 'noch nicht bestätigt';
  if (terms.rightsConfirmation === null) return 'von der bereitstellenden Organisation bestätigt';
  const person = confirmedBy === null ? '' : ` (${confirmedBy})`;
  return `am ${date(terms.rightsConfirmation.at)} bestätigt von der bereitstellenden Organisation${person}`;
}
