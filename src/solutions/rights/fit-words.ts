import { date } from '../../shared/german.ts';
import { tableAsOf, type Verdict } from './compatibility.ts';
import type { PartFit } from './proposal.ts';

export type FitBadge = { kind: 'success' | 'warning' | 'danger' | 'neutral'; label: string };

const badges: Record<Verdict | 'unstated', FitBadge> = {
  fits: { kind: 'success', label: 'passt' },
  dependent: { kind: 'warning', label: 'zu prüfen' },
  unclear: { kind: 'warning', label: 'nicht geklärt' },
  notListed: { kind: 'warning', label: 'nicht geklärt' },
  unstated: { kind: 'warning', label: 'nicht geklärt' },
  conflict: { kind: 'danger', label: 'passt nicht' },
};

/** How a part fits, as a word with its colour. */
export const fitBadge = ({ verdict }: Pick<PartFit, 'verdict'>): FitBadge => badges[verdict];

/** Why, and what to do; never more than the table says. */
export function fitReason(own: string, { part, verdict, reverse }: PartFit): string {
  const { licence } = part;
  if (verdict === 'fits')
    return own === licence
      ? 'Beide haben dieselbe Lizenz.'
      : `Nach der Tabelle darf in ein Werk unter ${own} etwas unter ${licence} aufgenommen werden.`;
  if (verdict === 'conflict')
    return `Nach der Tabelle darf in ein Werk unter ${own} nichts unter ${licence} aufgenommen werden. ${
      reverse
        ? `Umgekehrt ginge es nach der Tabelle: das Ganze unter ${licence}.`
        : 'Ersetzen Sie den Bestandteil, geben Sie ihn getrennt weiter, oder fragen Sie Ihre Rechtsstelle.'
    }`;
  if (verdict === 'dependent')
    return `So, wie sie lauten, passen ${own} und ${licence} nach der Tabelle nicht zusammen. Eine der beiden erlaubt aber, zu einer neueren Fassung oder einer anderen Lizenz zu wechseln, mit der es geht. Fragen Sie Ihre Rechtsstelle.`;
  if (verdict === 'unclear')
    return `Die Tabelle entscheidet ${own} mit ${licence} nicht. Fragen Sie Ihre Rechtsstelle.`;
  if (verdict === 'unstated')
    return licence === ''
      ? 'Die Lizenz des Bestandteils ist nicht bekannt. Fragen Sie, wer ihn gemacht hat.'
      : 'Für das Projektergebnis ist noch keine Lizenz gewählt.';
  return `Für ${own} mit ${licence} enthält die Tabelle keine Angabe. Fragen Sie Ihre Rechtsstelle oder wer den Bestandteil gemacht hat.`;
}

/** Whose table it is; to be shown wherever it is used (CC-BY-4.0). */
export const tableSource = {
  text: `Ob Lizenzen zueinander passen, sagt die „OSADL license compatibility matrix“, Stand ${date(tableAsOf)}, © 2017 – 2021 Open Source Automation Development Lab (OSADL) eG und Mitwirkende, CC-BY-4.0, hier in Kurzform. Blaupause entscheidet nichts selbst.`,
  href: 'https://www.osadl.org/Access-to-raw-data.oss-compliance-raw-data-access.0.html',
  licenceHref: 'https://creativecommons.org/licenses/by/4.0/deed.de',
} as const;
