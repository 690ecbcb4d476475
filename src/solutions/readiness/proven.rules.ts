import { failed, passed, type Rule } from './check.ts';

/** One reuse may have succeeded by nearness; a second one shows that taking over can be repeated. */
const reusesForProof = 2;

const remedy =
  'Bitten Sie Kommunen, die die Lösung nutzen, ihre Nachnutzung zu melden, und bestätigen Sie offene Meldungen.';

/** "bewährt": it runs elsewhere. Only what the other side confirmed counts. */
export const provenRules: Rule[] = [
  {
    id: 'firstReuse',
    step: 'proven',
    label: 'Eine bestätigte Nachnutzung',
    why: 'Erst die Übernahme durch andere zeigt, dass die Lösung übertragbar ist.',
    remedy,
    field: '',
    judge: (_judged, { confirmedReuses }) => atLeast(1, confirmedReuses),
  },
  {
    id: 'secondReuse',
    step: 'proven',
    label: 'Eine zweite bestätigte Nachnutzung',
    why: 'Die erste kann an der Nähe der Beteiligten gelegen haben; die zweite zeigt, dass sich die Übernahme wiederholen lässt.',
    remedy,
    field: '',
    judge: (_judged, { confirmedReuses }) => atLeast(reusesForProof, confirmedReuses),
  },
];

function atLeast(wanted: number, found: number) {
  const sentence =
    found === 0
      ? 'Noch keine Nachnutzung durch eine andere Organisation ist bestätigt.'
      : found === 1
        ? 'Eine Nachnutzung durch eine andere Organisation ist bestätigt.'
        : `${found} Nachnutzungen durch andere Organisationen sind bestätigt.`;
  return found >= wanted ? passed(sentence) : failed(sentence);
}
