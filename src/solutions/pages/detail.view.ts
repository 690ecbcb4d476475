import { modelRegion, type Organisation, programmeByKey } from '../../organisations/index.ts';
import { isWebAddress } from '../../shared/fields.ts';
import { date, euro, timeText } from '../../shared/german.ts';
import type { Artifact, ArtifactBlock } from '../artifacts/artifact.ts';
import { type ArtifactRow, artifactRows } from '../artifacts/artifact.view.ts';
import { type Bundle, bundleOf } from '../artifacts/bundle/bundle.view.ts';
import { type FileFacts, scansOf } from '../artifacts/file-facts.ts';
import { type Picture, picturesOf } from '../artifacts/pictures.ts';
import { isGiven, type ScanStanding } from '../artifacts/scanning/scans.service.ts';
import { type DocumentRow, documentRows } from '../documents/documents.view.ts';
import { protectionFacts } from '../documents/protection.view.ts';
import { serviceFacts } from '../documents/services.view.ts';
import { type InventoryView, inventoryView } from '../inventory/inventory.view.ts';
import { rightsSheetPath } from '../paths.ts';
import { type Content, linkKindLabels, maturityLabels, operatingModelLabels } from '../record/content.ts';
import type { Inventory } from '../record/solution.model.ts';
import type { SolutionRelations } from '../relations/relations.query.ts';
import {
  type RelationGroup,
  type Replacement,
  relationGroups,
  replacementsOf,
} from '../relations/relations.view.ts';
import { tableSource } from '../rights/fit-words.ts';
import { type PartRow, partRows } from '../rights/parts.view.ts';
import { confirmationText, costFacts, grantedText } from '../rights/sheet.view.ts';
import { renderMarkdown } from './markdown.ts';

export type Link = { text: string; href: string };
export type Fact = { term: string; text: string | (string | Link)[]; href?: string };
/** A rendered text of the provider below a heading of its own. */
export type Prose = { heading: string; html: string };
export type Badge = { kind: 'success' | 'warning' | 'info' | 'neutral'; label: string };

/** What is shown: a release, or a working copy before it is one. */
export type Subject = {
  slug: string;
  content: Content;
  artifacts: Artifact[];
  blocks: ArtifactBlock[];
  inventory: Inventory | null;
  /** Number and day of a release; null for a working copy. */
  released: { number: number; at: Date } | null;
};

/** What the page needs besides the record itself, read before. */
export type Around = {
  provider: Organisation | null;
  organisations: ReadonlyMap<string, Organisation>;
  related: Link[];
  relations: SolutionRelations;
  mayDownload: ReadonlySet<string>;
  /** Name of who confirmed the rights, only where the reader may know it. */
  confirmedBy: string | null;
  /** What is known of the files, by SHA-256. */
  files: ReadonlyMap<string, FileFacts>;
  /** Nobody acts for the organisation that provides it today. */
  orphaned: boolean;
  /** Who is named to follow that organisation from a later day. */
  follower: Follower | null;
};

/** Who goes on with a solution, and from which day. */
export type Follower = { name: string; since: Date };

export type Detail = {
  title: string;
  summary: string;
  provider: Link;
  /** What stands before the provider's name: who only looks after a Bestandseintrag does not provide it. */
  providerLabel: string;
  badges: Badge[];
  inventory: InventoryView | null;
  /** Nobody answers for it; never so for a Bestandseintrag, which KDN looks after. */
  orphaned: boolean;
  follower: Follower | null;
  about: Prose[];
  benefit: Prose[];
  audience: Fact[];
  offered: Prose[];
  offeredFacts: Fact[];
  artifacts: ArtifactRow[];
  /** All files at once; null where this person may have fewer than two. */
  bundle: Bundle | null;
  /** What the virus scanner said of its files, by SHA-256. */
  scans: ReadonlyMap<string, ScanStanding>;
  /** Of a release only: what is still being written has no public pictures. */
  pictures: Picture[];
  needs: Fact[];
  /** What the provider or the sources say about operation; '' where nothing. */
  operation: string;
  /** Empty where nothing is said of any document. */
  documents: DocumentRow[];
  /** Data protection and accessibility. */
  protection: Fact[];
  terms: Fact[];
  /** Parts of others, and how they fit by the published table. */
  parts: PartRow[];
  tableSource: typeof tableSource;
  /** The printed page for the legal office, of what is shown. */
  rightsSheetHref: string;
  sources: { url: string; publisher: string }[];
  related: Link[];
  relations: RelationGroup[];
  replacedBy: Replacement[];
  facts: Fact[];
};

const notStated = 'nicht angegeben';

/** Everything the page of a solution prints; pure, so that tables test it. */
export function detailOf(subject: Subject, around: Around): Detail {
  const { content, slug, artifacts, blocks, released } = subject;
  return {
    title: content.title,
    summary: content.summary,
    provider: organisationLink(around.provider),
    providerLabel: providerLabel(subject, around),
    badges: badgesOf(subject, around),
    inventory: inventoryView(subject.inventory, content),
    orphaned: isOrphaned(subject, around),
    follower: around.follower,
    about: prose([
      ['', content.description === content.summary ? '' : content.description],
      ['Ausgangslage', content.situation],
      ['Was besonders ist', content.special],
    ]),
    benefit: prose([['', content.benefit]]),
    audience: stated([
      { term: 'Zielgruppen', text: content.targetGroups },
      { term: 'Wer profitiert', text: lines(content.beneficiaries) },
    ]),
    offered: prose([['', content.transferable]]),
    offeredFacts: stated([
      { term: 'Übertragbar ab', text: timeText(content.transferableFrom) },
      ...content.links
        .filter(({ url }) => isWebAddress(url))
        .map(({ kind, url }) => ({ term: linkKindLabels[kind], text: url, href: url })),
    ]),
    artifacts: artifactRows(slug, artifacts, blocks, around),
    bundle: bundleOf(subject, around),
    scans: scansOf(around.files),
    pictures: subject.released === null ? [] : picturesOf(slug, artifacts, blocks, heldBackOf(around.files)),
    needs: needsOf(content),
    operation: content.operatingOffers,
    documents: documentRows(content, artifacts),
    protection: protectionFacts(content),
    terms: termsOf(subject, around),
    tableSource,
    parts: partRows(content.terms.rights, artifacts),
    rightsSheetHref: `${rightsSheetPath(slug)}${released === null ? '?fassung=arbeit' : `?version=${released.number}`}`,
    sources: content.sources.filter(({ url }) => isWebAddress(url)),
    related: around.related,
    relations: relationGroups(around.relations),
    replacedBy: replacementsOf(around.relations, (id) =>
      id === around.provider?.id ? '' : organisationLink(around.organisations.get(id) ?? null).text,
    ),
    facts: factsOf(subject, around),
  };
}

const heldBackOf = (files: Around['files']): Set<string> =>
  new Set([...files].flatMap(([sha256, { scan }]) => (isGiven(scan) ? [] : [sha256])));

function providerLabel({ inventory, content }: Subject, { provider }: Around): string {
  if (inventory === null) return 'Bereitgestellt von';
  return provider && content.leadIds.includes(provider.id)
    ? 'Nach den Quellen ein Projekt von'
    : 'Federführung nicht angegeben, betreut von';
}

const isOrphaned = ({ inventory }: Subject, { orphaned }: Around): boolean => inventory === null && orphaned;

function badgesOf(subject: Subject, around: Around): Badge[] {
  const { content, inventory, artifacts } = subject;
  const badges: Badge[] = [];
  if (isOrphaned(subject, around)) badges.push({ kind: 'warning', label: 'verwaist' });
  if (inventory !== null) badges.push({ kind: 'neutral', label: 'Bestandseintrag' });
  if (content.maturity !== '')
    badges.push({
      kind: content.maturity === 'production' ? 'success' : 'neutral',
      label: maturityLabels[content.maturity],
    });
  if (content.terms.licenceFree === true) badges.push({ kind: 'success', label: 'frei von Lizenzkosten' });
  const licences = [...new Set(artifacts.map(({ licence }) => licence))].filter((one) => one !== '');
  for (const licence of licences.slice(0, 3)) badges.push({ kind: 'neutral', label: licence });
  return badges;
}

function prose(parts: [heading: string, text: string][]): Prose[] {
  return parts.flatMap(([heading, text]) => {
    const html = renderMarkdown(text);
    return html === '' ? [] : [{ heading, html }];
  });
}

const stated = (facts: Fact[]): Fact[] => facts.filter(({ text }) => text.length > 0);
/** Lines of a text as a list, one line as it is. */
const lines = (text: string): string | string[] =>
  text.includes('\n') ? text.split('\n').filter((one) => one.trim() !== '') : text;
/** Decides the matter, so its lack is said too. */
const always = (term: string, text: string): Fact => ({ term, text: text === '' ? notStated : lines(text) });

function needsOf(content: Content): Fact[] {
  return [
    always('Voraussetzungen', content.prerequisites),
    always('Aufwand der Übernahme', content.effort),
    always('Kosten der Übernahme', content.cost),
    ...stated([
      { term: 'Betrieb', text: content.operatingModels.map((one) => operatingModelLabels[one]) },
      { term: 'Technik', text: content.technology },
      { term: 'Standards und Schnittstellen', text: content.standards },
      { term: 'Sprachen der Lösung', text: content.languages },
    ]),
  ];
}

function termsOf({ content, inventory }: Subject, { confirmedBy }: Around): Fact[] {
  const { terms } = content;
  const granted = grantedText(terms.rights.permits);
  const [fee] = costFacts(content);
  return [
    { term: 'Lizenzgebühr', text: fee?.text ?? notStated },
    always('Verbleibende Kosten', terms.remainingCosts),
    ...stated([{ term: 'Eingeräumte Rechte', text: granted }]),
    {
      term: 'Rechte zur Weitergabe',
      text: confirmationText({ content, inventory: inventory !== null, confirmedBy }),
    },
    ...stated([{ term: 'Wer die Rechte hat', text: lines(terms.rightsHolder) }]),
    always('Bestandteile Dritter', terms.thirdParty),
    always('Unterstützung', terms.support),
  ];
}

function factsOf({ content, released, inventory }: Subject, { organisations }: Around): Fact[] {
  const named = (ids: string[]): Link[] =>
    ids.flatMap((id) => {
      const found = organisations.get(id);
      return found ? [organisationLink(found)] : [];
    });
  const region = modelRegion(content.modelRegion);
  const programme = programmeByKey(content.programme);
  return stated([
    { term: 'Fachliche Ansprechstelle', text: content.contactFunction },
    { term: 'Federführung', text: named(content.leadIds) },
    { term: 'Partner', text: [...named(content.partnerIds), ...content.otherPartners] },
    {
      term: 'Modellregion',
      text: region ? [{ text: region.name, href: `/modellregionen/${region.key}` }] : [],
    },
    {
      term: 'Programm',
      text: programme ? [{ text: programme.name, href: `/programme/${programme.key}` }] : [],
    },
    { term: 'Themen', text: content.topics.join(', ') },
    ...serviceFacts(content),
    { term: 'Laufzeit', text: periodOf(content) },
    { term: 'Gesamtkosten', text: content.fundingTotalEur === null ? '' : euro(content.fundingTotalEur) },
    {
      term: 'Förderung des Landes',
      text: content.fundingStateEur === null ? '' : euro(content.fundingStateEur),
    },
    {
      term: 'Version',
      text: released && !inventory ? `${released.number} vom ${date(released.at)}` : '',
    },
  ]);
}

function organisationLink(organisation: Organisation | null): Link {
  return organisation
    ? { text: organisation.fullName, href: `/organisationen/${organisation.slug}` }
    : { text: 'nicht mehr verzeichnete Organisation', href: '/organisationen' };
}

function periodOf({ periodStart, periodEnd, periodText }: Content): string {
  if (periodText !== '') return periodText;
  const [start, end] = [timeText(periodStart), timeText(periodEnd)];
  if (start === '') return end === '' ? '' : `bis ${end}`;
  return end === '' ? `ab ${start}` : `${start} bis ${end}`;
}
