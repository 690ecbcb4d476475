import type { Services } from '../../services.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Solution } from '../../solutions/index.ts';
import { addFile } from './example-files.ts';
import { type Example, examples } from './examples.ts';
import type { Cast } from './people.ts';
import { judgingStory } from './story-judging.ts';
import { keepAndPresent } from './story-pitches.ts';
import { tellReadiness } from './story-readiness.ts';
import { tellRegions } from './story-regions.ts';
import { clearRights, confirmRights } from './story-rights.ts';
import { keepSynonyms } from './story-search.ts';
import { tellUploads } from './story-uploads.ts';
import { writingStory } from './story-writing.ts';

/** Sets the application's clock to so many days before today. */
export type SetClock = (daysAgo: number) => void;

type Teller = { services: Services; cast: Cast; daysAgo: SetClock };

/** Plays the examples through the services, as people would, on days of the past months. */
export async function tellStory(teller: Teller): Promise<void> {
  const dogTax = await publish(teller, 200, examples.dogTax, 'redaktion', 'freigabe', ['verbund']);
  const council = await publish(teller, 160, examples.council, 'redaktion', 'freigabe');
  const defects = await publish(teller, 150, examples.defects, 'digital', 'pruefer');
  await ownAndPartnerUse(teller, dogTax);
  await wholeWay(teller, dogTax);
  await otherLand(teller, dogTax);
  await providerReports(teller, defects);
  await declinedAndWithdrawn(teller, dogTax, council);
  await newRelease(teller, dogTax);
  await judgingStory(teller, dogTax);
  await openCases(teller, council);
  await tellUploads(teller, defects);
  await tellReadiness(teller, { dogTax, defects, council });
  await writingStory(teller, dogTax);
  await keepSynonyms(teller);
  await keepAndPresent(teller, { shown: [dogTax, defects, council], kept: [dogTax, defects] });
  await tellRegions(teller);
  await unfinished(teller);
  teller.daysAgo(0);
  await teller.services.solutions.adoptRequest(
    teller.cast.actor('owl'),
    'paderborn-zeonline',
    'Das Projektbüro hat das Vorhaben begleitet und führt den Eintrag für die Modellregion weiter.',
  );
}

const at = (daysAgo: number): Date => new Date(Date.now() - daysAgo * 86_400_000);
const submission = (name: string): string => `vorfuehrung-${name}`;

function acting(cast: Cast, key: string) {
  const actor = cast.actor(key);
  if (actor.organisation === null) throw new Error(`${key} acts for nobody`);
  return { actor, organisation: actor.organisation };
}

async function write(teller: Teller, example: Example, editor: Actor, partners: string[]): Promise<Solution> {
  const { services, cast } = teller;
  const content = {
    ...example.content,
    leadIds: [cast.organisationId(example.provider)],
    partnerIds: partners.map((key) => cast.organisationId(key)),
  };
  let solution = await services.solutions.createDraft(editor, content);
  for (const file of example.files) solution = await addFile(services, editor, solution.slug, file);
  for (const link of example.links) {
    solution = await services.artifacts.editing.addLink(editor, solution.slug, {
      ...link,
      licenceText: '',
      access: 'everyone',
    });
  }
  return clearRights(services, editor, solution, example.parts ?? []);
}

async function publish(
  teller: Teller,
  days: number,
  example: Example,
  editor: string,
  approver: string,
  partners: string[] = [],
) {
  const { services, cast, daysAgo } = teller;
  daysAgo(days + 2);
  const { slug, working } = await write(teller, example, cast.actor(editor), partners);
  await services.solutions.submit(cast.actor(editor), slug, {
    revision: working?.revision ?? 0,
    changeNote: '',
  });
  daysAgo(days);
  await services.solutions.approve(cast.actor(approver), slug, { revision: working?.revision ?? 0 });
  return slug;
}

async function confirm(teller: Teller, key: string, id: string): Promise<void> {
  const actor = teller.cast.actor(key);
  const { reuse } = await teller.services.reuses.reuseFor(actor, id);
  await teller.services.reuses.confirm(actor, { id, revision: reuse.revision });
}

async function ownAndPartnerUse(teller: Teller, slug: string): Promise<void> {
  const { services, cast, daysAgo } = teller;
  daysAgo(195);
  await services.reuses.report(acting(cast, 'redaktion'), slug, {
    stage: 'productive',
    since: at(240),
    releaseNumber: 1,
    how: 'Im eigenen Steueramt.',
  });
  daysAgo(190);
  const { id } = await services.reuses.report(acting(cast, 'dienst'), slug, {
    stage: 'pilot',
    since: at(195),
    releaseNumber: 1,
    how: 'Als Projektpartner im Testbetrieb.',
  });
  daysAgo(188);
  await confirm(teller, 'redaktion', id);
}

async function wholeWay(teller: Teller, slug: string): Promise<void> {
  const { services, cast, daysAgo } = teller;
  daysAgo(185);
  const request = await services.requests.ask(acting(cast, 'it'), slug, {
    purpose: 'Wir wollen die Hundesteuer bis zum Sommer online anbieten und haben dasselbe Fachverfahren.',
    plannedFor: '',
    questions: 'Braucht die Anbindung eine neue Version des Fachverfahrens?',
    submission: submission('hundesteuer'),
  });
  daysAgo(182);
  await services.requests.write(cast.actor('redaktion'), request, {
    id: submission('antwort'),
    text: 'Nein, die Schnittstelle gibt es seit der vorletzten Version. Wir zeigen sie Ihnen gern in einem Videotermin.',
  });
  await services.requests.accept(cast.actor('redaktion'), request);
  daysAgo(120);
  const { id } = await services.reuses.report(acting(cast, 'it'), slug, {
    stage: 'trial',
    since: at(130),
    releaseNumber: 1,
    how: 'Formular und Konfiguration übernommen, eigene Satzung eingetragen.',
  });
  daysAgo(117);
  await confirm(teller, 'freigabe', id);
  daysAgo(60);
  const { reuse } = await services.reuses.reuseFor(cast.actor('it'), id);
  await services.reuses.changeStage(
    cast.actor('it'),
    { id, revision: reuse.revision },
    { stage: 'productive', since: at(61) },
  );
  daysAgo(55);
  await confirm(teller, 'redaktion', id);
}

async function otherLand(teller: Teller, slug: string): Promise<void> {
  const { services, cast, daysAgo } = teller;
  daysAgo(100);
  const { id } = await services.reuses.report(acting(cast, 'hafen'), slug, {
    stage: 'pilot',
    since: at(105),
    releaseNumber: 1,
    how: 'Nur das Fachkonzept, angepasst an das Landesrecht.',
  });
  daysAgo(90);
  await confirm(teller, 'redaktion', id);
}

async function providerReports(teller: Teller, slug: string): Promise<void> {
  const { services, cast, daysAgo } = teller;
  daysAgo(80);
  const request = await services.requests.ask(acting(cast, 'it'), slug, {
    purpose: 'Wir suchen einen Mängelmelder, den wir nicht selbst betreiben müssen.',
    plannedFor: '',
    questions: '',
    submission: submission('maengel'),
  });
  daysAgo(71);
  await services.requests.accept(cast.actor('digital'), request);
  daysAgo(8);
  await services.reuses.reportForOther(acting(cast, 'digital'), slug, 'Gemeinde Beispielhausen (Beispiel)', {
    stage: 'trial',
    since: at(20),
    releaseNumber: 1,
    how: 'Eigene Seite eingerichtet, zwei Zuständigkeiten.',
  });
}

async function declinedAndWithdrawn(teller: Teller, dogTax: string, council: string): Promise<void> {
  const { services, cast, daysAgo } = teller;
  daysAgo(140);
  const declined = await services.requests.ask(acting(cast, 'digital'), dogTax, {
    purpose: 'Wir möchten das Formular für den ganzen Kreis betreiben.',
    plannedFor: '',
    questions: '',
    submission: submission('kreis'),
  });
  daysAgo(133);
  await services.requests.decline(
    cast.actor('freigabe'),
    declined,
    'Die Hundesteuer erheben bei Ihnen die Gemeinden; bitte fragen Sie mit ihnen gemeinsam an.',
  );
  daysAgo(50);
  const withdrawn = await services.requests.ask(acting(cast, 'dienst'), council, {
    purpose: 'Prüfung für drei Mitgliedsgemeinden.',
    plannedFor: '',
    questions: '',
    submission: submission('rat'),
  });
  daysAgo(44);
  await services.requests.withdraw(cast.actor('dienst'), withdrawn, '', {
    reason: 'alreadyOther',
    text: 'Die Gemeinden haben sich für ein anderes Verfahren entschieden.',
  });
}

async function newRelease(teller: Teller, slug: string): Promise<void> {
  const { services, cast, daysAgo } = teller;
  daysAgo(40);
  const editor = cast.actor('redaktion');
  await services.solutions.startRelease(editor, slug);
  const added = await addFile(services, editor, slug, {
    file: 'hundesteuer-datenschutz.md',
    title: 'Vorprüfung zum Datenschutz',
    kind: 'dsfa',
    licence: 'CC-BY-4.0',
    access: 'publicBodies',
  });
  const { working } = await confirmRights(services, editor, added);
  const revision = working?.revision ?? 0;
  await services.solutions.submit(editor, slug, {
    revision,
    changeNote: 'Vorprüfung zum Datenschutz ergänzt.',
  });
  daysAgo(38);
  await services.solutions.approve(cast.actor('freigabe'), slug, { revision });
}

async function openCases(teller: Teller, council: string): Promise<void> {
  const { services, cast, daysAgo } = teller;
  daysAgo(12);
  await services.requests.ask(acting(cast, 'it'), council, {
    purpose: 'Unser Rat möchte ab Januar ohne Papier arbeiten.',
    plannedFor: '',
    questions: 'Passt die Schulung auch für 22 Ratsmitglieder an einem Abend?',
    submission: submission('papierlos'),
  });
}

async function unfinished(teller: Teller): Promise<void> {
  const { services, cast, daysAgo } = teller;
  const editor = cast.actor('redaktion');
  const { content } = examples.council;
  daysAgo(6);
  const submitted = await services.solutions.createDraft(editor, {
    ...content,
    title: 'Beispiel: Wohnsitz ummelden ohne Termin',
    summary: 'Ummeldung mit Online-Ausweis; der neue Aufkleber kommt per Post.',
    description: 'Dies ist ein **erfundenes Beispiel** für die Vorführung. Es wartet auf die Freigabe.',
    transferable: 'Einführungsplan und Textbausteine.',
    leadIds: [cast.organisationId('musterstadt')],
  });
  await services.solutions.submit(editor, submitted.slug, {
    revision: submitted.working?.revision ?? 0,
    changeNote: '',
  });
  daysAgo(4);
  await services.solutions.createDraft(editor, {
    ...content,
    title: 'Beispiel: Gewerbeanmeldung mit Rückfrage in Echtzeit (Entwurf)',
    summary: '',
    description: '',
    terms: { ...content.terms, rightsConfirmed: false },
    leadIds: [cast.organisationId('musterstadt')],
  });
}
