import { expect } from 'chai';
import type { Inventory } from '../../../src/solutions/index.ts';
import { readinessStepLabels, readinessSteps } from '../../../src/solutions/index.ts';
import type { Evidence, Judged } from '../../../src/solutions/readiness/check.ts';
import { readinessOf, readinessRules } from '../../../src/solutions/readiness/readiness.ts';
import type { Content } from '../../../src/solutions/record/content.ts';
import { artifact, notice, readyContent, readySolution, wellUsed } from './readiness.helper.ts';

type Change = (judged: Judged, evidence: Evidence) => void;
/** Check, what was changed in a solution that passes all, whether it passes still, and a word of the reason. */
type Row = [id: string, what: string, passes: boolean, word: string, change: Change];

const write =
  (fields: Partial<Content>): Change =>
  ({ release }) => {
    Object.assign(release.content, fields);
  };
const terms =
  (fields: Partial<Content['terms']>): Change =>
  ({ release }) => {
    Object.assign(release.content.terms, fields);
  };
const accessible =
  (status: Content['accessibility']['status']): Change =>
  ({ release }) => {
    release.content.accessibility.status = status;
  };
const without = (judged: Judged, ...ids: string[]): void => {
  judged.release.artifacts = judged.release.artifacts.filter(({ id }) => !ids.includes(id));
};
const waive = (content: Content, kind: 'dsfa' | 'securityConcept' | 'manual' | 'training' | 'avv'): void => {
  content.waivedDocuments = [{ kind, reason: 'Es gibt nichts zu regeln.' }];
};

const rows: Row[] = [
  ['summary', 'none', false, 'keinen Satz', write({ summary: ' ' })],
  ['description', 'none', false, 'keine Beschreibung', write({ description: '' })],
  ['description', 'the summary again', false, 'wiederholt', write({ description: readyContent().summary })],
  ['description', '99 characters', false, '99 Zeichen', write({ description: 'x'.repeat(99) })],
  ['description', '100 characters', true, '100 Zeichen', write({ description: 'x'.repeat(100) })],
  ['benefit', 'none', false, 'nicht angegeben', write({ benefit: '' })],
  ['transferable', 'none', false, 'nicht angegeben', write({ transferable: '' })],
  ['targetGroups', 'none', false, 'Zielgruppen', write({ targetGroups: [] })],
  ['topics', 'none', false, 'Kein Thema', write({ topics: [] })],
  ['contact', 'none', false, 'Ansprechstelle', write({ contactFunction: '' })],
  ['maturity', 'none', false, 'Reifegrad', write({ maturity: '' })],
  ['maturity', 'a concept', true, 'Konzept', write({ maturity: 'concept' })],
  ['prerequisites', 'none', false, 'Voraussetzungen', write({ prerequisites: '' })],
  ['effort', 'none', false, 'Aufwand', write({ effort: '' })],
  ['cost', 'none', false, 'Kosten', write({ cost: '' })],
  ['remainingCosts', 'none', false, 'Verbleibende', terms({ remainingCosts: '' })],
  [
    'licences',
    'nothing to license',
    false,
    'kein Projektergebnis',
    ({ release }) => {
      release.artifacts = [];
    },
  ],
  [
    'licences',
    'only a website',
    false,
    'kein Projektergebnis',
    ({ release }) => {
      release.artifacts = [artifact('seite', 'website')];
    },
  ],
  [
    'licences',
    'one without',
    false,
    '„offen“',
    ({ release }) => {
      release.artifacts.push(artifact('offen', 'concept', { licence: '' }));
    },
  ],
  [
    'licences',
    'a website without',
    true,
    'Alle',
    ({ release }) => {
      release.artifacts.push(artifact('seite', 'website', { licence: '' }));
    },
  ],
  [
    'licences',
    'a blocked one without',
    true,
    'Alle',
    (judged) => {
      judged.release.artifacts.push(artifact('gesperrt', 'concept', { licence: '' }));
      judged.blocks = [{ artifactId: 'gesperrt', sha256: '', at: new Date(0), by: 'x', reason: 'Rechte' }];
    },
  ],
  [
    'dataProtection',
    'nothing stated',
    false,
    'nicht angegeben',
    write({ dataProtection: { personalData: '', status: '', on: '', note: '' } }),
  ],
  [
    'dataProtection',
    'no personal data and no document',
    true,
    'keine personenbezogenen Daten',
    (judged) => {
      without(judged, 'dsfa');
      judged.release.content.dataProtection = { personalData: 'none', status: '', on: '', note: '' };
    },
  ],
  [
    'dataProtection',
    'a DSFA that was done but is not there',
    false,
    'liegt nicht bei',
    (j) => without(j, 'dsfa'),
  ],
  [
    'dataProtection',
    'not checked and no document',
    false,
    'noch nicht geprüft',
    (judged) => {
      without(judged, 'dsfa');
      judged.release.content.dataProtection.status = 'open';
    },
  ],
  [
    'dataProtection',
    'not needed',
    true,
    'nicht erforderlich',
    (judged) => {
      without(judged, 'dsfa');
      judged.release.content.dataProtection.status = 'dsfaNotNeeded';
    },
  ],
  [
    'dataProtection',
    'waived',
    true,
    'Es gibt nichts zu regeln.',
    (judged) => {
      without(judged, 'dsfa');
      waive(judged.release.content, 'dsfa');
    },
  ],
  [
    'dataProtection',
    'another document waived',
    false,
    'liegt nicht bei',
    (judged) => {
      without(judged, 'dsfa');
      waive(judged.release.content, 'avv');
    },
  ],
  ['security', 'no concept', false, 'Sicherheitskonzept', (judged) => without(judged, 'sicherheit')],
  [
    'security',
    'blocked',
    false,
    'Sicherheitskonzept',
    (judged) => {
      judged.blocks = [{ artifactId: 'sicherheit', sha256: '', at: new Date(0), by: 'x', reason: 'Rechte' }];
    },
  ],
  [
    'security',
    'waived',
    true,
    'Es gibt nichts zu regeln.',
    (judged) => {
      without(judged, 'sicherheit');
      waive(judged.release.content, 'securityConcept');
    },
  ],
  [
    'security',
    'no IT at all',
    true,
    'keinen IT-Betrieb',
    (judged) => {
      without(judged, 'sicherheit');
      judged.release.content.operatingModels = ['none'];
    },
  ],
  [
    'security',
    'no IT beside others',
    false,
    'Sicherheitskonzept',
    (judged) => {
      without(judged, 'sicherheit');
      judged.release.content.operatingModels = ['none', 'cloud'];
    },
  ],
  ['accessibility', 'none', false, 'nicht angegeben', accessible('')],
  ['accessibility', 'not tested', false, 'nicht geprüft', accessible('notTested')],
  ['accessibility', 'barriers', true, 'nicht barrierefrei', accessible('none')],
  [
    'artifact',
    'nothing',
    false,
    'kein Projektergebnis',
    ({ release }) => {
      release.artifacts = [];
    },
  ],
  [
    'artifact',
    'a website and a picture',
    false,
    'kein Projektergebnis',
    ({ release }) => {
      release.artifacts = [artifact('seite', 'website'), artifact('bild', 'picture')];
    },
  ],
  [
    'artifact',
    'only a blocked one',
    false,
    'gesperrt',
    (judged) => {
      judged.release.artifacts = [artifact('code', 'sourceCode')];
      judged.blocks = [{ artifactId: 'code', sha256: '', at: new Date(0), by: 'x', reason: 'Rechte' }];
    },
  ],
  [
    'confirmed',
    'a Bestandseintrag',
    false,
    'öffentlichen Quellen',
    (judged) => {
      judged.inventory = {} as Inventory;
    },
  ],
  ['rights', 'not confirmed', false, 'nicht bestätigt', terms({ rightsConfirmed: false })],
  ['rights', 'costs a licence', false, 'Lizenzkosten', terms({ licenceFree: false })],
  ['rights', 'nothing said of costs', false, 'Lizenzkosten', terms({ licenceFree: null })],
  ['thirdParty', 'none', false, 'Dritter', terms({ thirdParty: '' })],
  ['guidance', 'none', false, 'Handbuch', (judged) => without(judged, 'handbuch')],
  [
    'guidance',
    'training instead',
    true,
    '„kurs“',
    (judged) => {
      without(judged, 'handbuch');
      judged.release.artifacts.push(artifact('kurs', 'training'));
    },
  ],
  [
    'guidance',
    'a link to the documentation',
    true,
    'Dokumentation',
    (judged) => {
      without(judged, 'handbuch');
      judged.release.content.links = [{ kind: 'documentation', url: 'https://doku.example' }];
    },
  ],
  [
    'guidance',
    'a link to a demonstration',
    false,
    'Handbuch',
    (judged) => {
      without(judged, 'handbuch');
      judged.release.content.links = [{ kind: 'demo', url: 'https://demo.example' }];
    },
  ],
  [
    'guidance',
    'waived',
    true,
    'Es gibt nichts zu regeln.',
    (judged) => {
      without(judged, 'handbuch');
      waive(judged.release.content, 'training');
    },
  ],
  ['support', 'none', false, 'Unterstützung', terms({ support: '' })],
  ['operation', 'none', false, 'kein Betriebsangebot', write({ operatingModels: [] })],
  [
    'operation',
    'an offer',
    true,
    'ein Betriebsangebot',
    ({ release }, evidence) => {
      release.content.operatingModels = [];
      evidence.operatingOffers = 1;
    },
  ],
  [
    'securityNotice',
    'an open critical one',
    false,
    'Lücke',
    (judged) => {
      judged.notices = [notice()];
    },
  ],
  [
    'securityNotice',
    'a grave one',
    true,
    'kein',
    (judged) => {
      judged.notices = [notice({ severity: 'high' })];
    },
  ],
  [
    'securityNotice',
    'about an old release',
    true,
    'kein',
    (judged) => {
      judged.notices = [notice({ releases: [0] })];
    },
  ],
  [
    'securityNotice',
    'a settled one',
    true,
    'kein',
    (judged) => {
      judged.notices = [notice({ resolved: { at: new Date(0), by: 'x', text: 'Behoben' } })];
    },
  ],
  [
    'firstReuse',
    'none',
    false,
    'Noch keine',
    (_j, evidence) => {
      evidence.confirmedReuses = 0;
    },
  ],
  [
    'firstReuse',
    'one',
    true,
    'Eine Nachnutzung',
    (_j, evidence) => {
      evidence.confirmedReuses = 1;
    },
  ],
  [
    'secondReuse',
    'one',
    false,
    'Eine Nachnutzung',
    (_j, evidence) => {
      evidence.confirmedReuses = 1;
    },
  ],
];

describe('readiness', () => {
  it('is proven where nothing lacks, and every check says why', () => {
    const { reached, checks } = readinessOf(readySolution(), wellUsed);
    expect(checks.filter(({ passed }) => !passed)).to.deep.equal([]);
    expect(reached).to.equal('proven');
    for (const { reason, remedy } of checks) {
      expect(reason).to.match(/\.$/);
      expect(remedy).to.equal('');
    }
  });

  for (const [id, what, passes, word, change] of rows)
    it(`${id}: ${what} ${passes ? 'passes' : 'fails'}`, () => {
      const judged = readySolution();
      const evidence = { ...wellUsed };
      change(judged, evidence);
      const check = readinessOf(judged, evidence).checks.find((one) => one.id === id);
      expect(check?.passed).to.equal(passes);
      expect(check?.reason).to.include(word);
      if (!passes) expect(check?.remedy).to.match(/\.$/);
    });

  it('has a row that fails for every check', () => {
    const failing = new Set(rows.filter(([, , passes]) => !passes).map(([id]) => id));
    expect(readinessRules.map(({ id }) => id).filter((id) => !failing.has(id))).to.deep.equal([]);
  });

  const lacks: [string, Change, string | null][] = [
    ['topics', write({ topics: [] }), null],
    ['effort', write({ effort: '' }), 'described'],
    ['support', terms({ support: '' }), 'assessable'],
    [
      'reuses',
      (_judged, evidence) => {
        evidence.confirmedReuses = 0;
      },
      'adoptable',
    ],
  ];
  for (const [what, change, reached] of lacks)
    it(`stops before the first step that lacks something: ${what}`, () => {
      const judged = readySolution();
      const evidence = { ...wellUsed };
      change(judged, evidence);
      expect(readinessOf(judged, evidence).reached).to.equal(reached);
    });

  it('names each check once, in the order of the steps, with a word for each step', () => {
    const ids = readinessRules.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    const places = readinessRules.map(({ step }) => readinessSteps.indexOf(step));
    expect(places).to.deep.equal(places.toSorted());
    expect(Object.values(readinessStepLabels)).to.deep.equal([
      'beschrieben',
      'beurteilbar',
      'übernehmbar',
      'bewährt',
    ]);
  });

  it('judges without changing what it judges', () => {
    const judged = readySolution();
    const before = JSON.stringify(judged);
    readinessOf(judged, wellUsed);
    expect(JSON.stringify(judged)).to.equal(before);
    expect(readyContent().topics).to.deep.equal(['Verwaltung']);
  });
});
