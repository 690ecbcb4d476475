import type { Artifact } from '../artifacts/artifact.ts';
import { maturityLabels } from '../record/content.ts';
import {
  accessibilityMethodLabels,
  accessibilityStatusLabels,
  type DocumentKind,
  dataProtectionStatusLabels,
  personalDataLabels,
} from '../record/documentation.ts';
import { artifactOf, failed, heldBack, type Judged, passed, type Rule, stated, usable } from './check.ts';

/** Why a document is not needed, as the provider says; undefined where it says nothing. */
const waiver = ({ release: { content } }: Judged, kind: DocumentKind): string | undefined =>
  content.waivedDocuments.find((one) => one.kind === kind)?.reason;

/** "beurteilbar": IT, data protection and budget can judge it without writing a mail. */
export const assessableRules: Rule[] = [
  {
    id: 'maturity',
    step: 'assessable',
    label: 'Reifegrad angegeben',
    why: 'Ein Konzept verlangt andere Entscheidungen als ein Verfahren im Produktivbetrieb.',
    remedy: 'Geben Sie den Reifegrad an.',
    field: 'maturity',
    judge: ({ release: { content } }) =>
      content.maturity === ''
        ? failed('Der Reifegrad ist nicht angegeben.')
        : passed(`Reifegrad: ${maturityLabels[content.maturity]}.`),
  },
  {
    id: 'prerequisites',
    step: 'assessable',
    label: 'Voraussetzungen genannt',
    why: 'Die IT muss sehen, ob die Lösung in ihre Landschaft passt.',
    remedy: 'Sagen Sie, was vorher da sein muss. Wo nichts nötig ist, schreiben Sie „keine“.',
    field: 'prerequisites',
    judge: ({ release: { content } }) =>
      stated(
        content.prerequisites,
        'Die Voraussetzungen sind beschrieben.',
        'Voraussetzungen sind nicht angegeben.',
      ),
  },
  {
    id: 'effort',
    step: 'assessable',
    label: 'Aufwand genannt',
    why: 'Ohne Größenordnung lässt sich keine Einführung planen.',
    remedy: 'Nennen Sie den Aufwand der Übernahme, am besten in Personentagen.',
    field: 'effort',
    judge: ({ release: { content } }) =>
      stated(
        content.effort,
        'Der Aufwand der Übernahme ist beschrieben.',
        'Der Aufwand der Übernahme ist nicht angegeben.',
      ),
  },
  {
    id: 'cost',
    step: 'assessable',
    label: 'Kosten der Übernahme genannt',
    why: 'Frei von Lizenzkosten heißt nicht kostenlos.',
    remedy: 'Nennen Sie einmalige und laufende Kosten. Wo keine entstehen, schreiben Sie „keine“.',
    field: 'cost',
    judge: ({ release: { content } }) =>
      stated(
        content.cost,
        'Die Kosten der Übernahme sind beschrieben.',
        'Die Kosten der Übernahme sind nicht angegeben.',
      ),
  },
  {
    id: 'remainingCosts',
    step: 'assessable',
    label: 'Verbleibende Kosten genannt',
    why: 'Was nach der Einführung weiter zu bezahlen ist, gehört in den Haushalt.',
    remedy: 'Sagen Sie, welche Kosten bleiben, auch wenn es keine sind.',
    field: 'remainingCosts',
    judge: ({ release: { content } }) =>
      stated(
        content.terms.remainingCosts,
        'Die verbleibenden Kosten sind angegeben.',
        'Verbleibende Kosten sind nicht angegeben.',
      ),
  },
  {
    id: 'licences',
    step: 'assessable',
    label: 'Lizenz zu jedem Projektergebnis',
    why: 'Ohne Lizenz darf niemand etwas verwenden, auch wenn es öffentlich liegt.',
    remedy: 'Geben Sie zu jedem Projektergebnis die Lizenz an.',
    field: 'projektergebnisse',
    judge(judged) {
      const counts = ({ kind }: Artifact) => kind !== 'website';
      const needed = usable(judged).filter(counts);
      if (needed.length === 0)
        return failed(
          `Es ist kein Projektergebnis zu haben, zu dem eine Lizenz gehört.${heldBack(judged, counts)}`,
        );
      const without = needed.filter(({ licence }) => licence.trim() === '');
      return without.length === 0
        ? passed('Alle Projektergebnisse nennen ihre Lizenz.')
        : failed(`Ohne Lizenz: ${without.map(({ title }) => `„${title}“`).join(', ')}.`);
    },
  },
  {
    id: 'dataProtection',
    step: 'assessable',
    label: 'Stand des Datenschutzes',
    why: 'Die Datenschutzstelle prüft jede Übernahme und braucht einen Ausgangspunkt.',
    remedy:
      'Sagen Sie, ob personenbezogene Daten verarbeitet werden und was geprüft ist. Eine Datenschutz-Folgenabschätzung legen Sie bei, oder Sie sagen, warum keine nötig ist.',
    field: 'dataProtectionStatus',
    judge: judgeDataProtection,
  },
  {
    id: 'security',
    step: 'assessable',
    label: 'Sicherheitskonzept',
    why: 'Die Informationssicherheit muss wissen, wovon die Lösung ausgeht.',
    remedy: 'Legen Sie ein Sicherheitskonzept bei, oder sagen Sie, warum keines nötig ist.',
    field: 'projektergebnisse',
    judge(judged) {
      const { operatingModels } = judged.release.content;
      if (artifactOf(judged, 'securityConcept')) return passed('Ein Sicherheitskonzept liegt bei.');
      const reason = waiver(judged, 'securityConcept');
      if (reason !== undefined) return passed(`Nicht nötig, weil: ${reason}`);
      return operatingModels.length === 1 && operatingModels[0] === 'none'
        ? passed('Die Lösung braucht keinen IT-Betrieb.')
        : failed(
            `Ein Sicherheitskonzept liegt nicht bei, und es ist nicht gesagt, dass keines nötig ist.${heldBack(judged, ({ kind }) => kind === 'securityConcept')}`,
          );
    },
  },
  {
    id: 'accessibility',
    step: 'assessable',
    label: 'Stand der Barrierefreiheit',
    why: 'Öffentliche Stellen müssen barrierefrei anbieten; wer übernimmt, muss den Stand kennen.',
    remedy: 'Geben Sie den geprüften Stand an, auch wenn noch Barrieren bestehen.',
    field: 'accessibilityStatus',
    judge({ release: { content } }) {
      const { status, method } = content.accessibility;
      if (status === '') return failed('Der Stand der Barrierefreiheit ist nicht angegeben.');
      if (status === 'notTested') return failed('Die Barrierefreiheit ist nicht geprüft.');
      const how = method === '' ? '' : `, ${accessibilityMethodLabels[method]}`;
      return passed(`Angegeben: ${accessibilityStatusLabels[status]}${how}.`);
    },
  },
];

function judgeDataProtection(judged: Judged) {
  const { personalData, status } = judged.release.content.dataProtection;
  if (personalData === 'none') return passed('Es werden keine personenbezogenen Daten verarbeitet.');
  if (personalData === '')
    return {
      ...failed('Es ist nicht angegeben, ob personenbezogene Daten verarbeitet werden.'),
      field: 'personalData',
    };
  const data = personalDataLabels[personalData];
  if (status === 'dsfaNotNeeded') return passed(`Angegeben: ${data}; ${dataProtectionStatusLabels[status]}.`);
  if (artifactOf(judged, 'dsfa'))
    return passed(`Angegeben: ${data}; eine Datenschutz-Folgenabschätzung liegt bei.`);
  const reason = waiver(judged, 'dsfa');
  if (reason !== undefined)
    return passed(`Angegeben: ${data}; keine Datenschutz-Folgenabschätzung, weil: ${reason}`);
  const found = status === '' ? 'ein Prüfstand ist nicht angegeben' : dataProtectionStatusLabels[status];
  return failed(
    `Angegeben: ${data}; ${found}. Eine Datenschutz-Folgenabschätzung liegt nicht bei, und es ist nicht gesagt, dass keine nötig ist.${heldBack(judged, ({ kind }) => kind === 'dsfa')}`,
  );
}
