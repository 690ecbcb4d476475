/** One line of "Meine Vorgänge", whichever feature it comes from. */
export type CaseLine = {
  /** The word for what it is: "Anfrage", "Nachricht", "Nachnutzung", "Eigennutzung". */
  kindLabel: string;
  /** What it is about, e.g. the solution's title. */
  subject: string;
  href: string;
  /** The organisation on the other side. */
  counterpart: string;
  state: { kind: 'success' | 'warning' | 'danger' | 'info' | 'neutral'; label: string };
  /** What happens next, as a sentence. */
  nextStep: string;
  waitsFor: 'me' | 'other' | 'nobody';
  /** Until when the next step is promised; null where nothing is promised. */
  dueAt: Date | null;
  changedAt: Date;
};
