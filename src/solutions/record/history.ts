/** What can stand in the history of a solution, with the words shown. */
export const historyActionLabels = {
  created: 'Entwurf angelegt',
  imported: 'Als Bestandseintrag aus öffentlichen Quellen übernommen',
  submitted: 'Zur Freigabe eingereicht',
  recalled: 'Einreichung zurückgeholt',
  returned: 'Zur Überarbeitung zurückgegeben',
  published: 'Freigegeben und veröffentlicht',
  releaseStarted: 'Neue Version begonnen',
  discarded: 'Arbeitsfassung verworfen',
  withdrawn: 'Zurückgezogen',
  adoptionAsked: 'Übernahme des Bestandseintrags beantragt',
  adoptionAccepted: 'Übernahme des Bestandseintrags angenommen',
  adoptionDeclined: 'Übernahme des Bestandseintrags abgelehnt',
  releaseNotRecommended: 'Ältere Version als nicht mehr empfohlen gekennzeichnet',
  releaseRecommended: 'Kennzeichnung einer älteren Version aufgehoben',
  announced: 'Als „In Abschluss“ angekündigt',
  announcementChanged: 'Ankündigung geändert',
  announcementWithdrawn: 'Ankündigung zurückgenommen',
  artifactBlocked: 'Projektergebnis gesperrt',
  artifactUnblocked: 'Sperre eines Projektergebnisses aufgehoben',
  noticePublished: 'Sicherheitshinweis veröffentlicht',
  noticeSupplemented: 'Sicherheitshinweis ergänzt',
  noticeResolved: 'Sicherheitshinweis als erledigt gemeldet',
} as const;
export type HistoryAction = keyof typeof historyActionLabels;

export type HistoryEntry = {
  at: Date;
  /** User id; null for imports. */
  by: string | null;
  /** The organisation acted for; null for KDN, the operator and imports. */
  organisationId: string | null;
  action: HistoryAction;
  reason: string;
  release: number | null;
};

type Act = { at: Date; by: string | null; organisationId: string | null };

/** An entry to `$push` onto `history` in the step's own update. */
export function historyEntry(
  action: HistoryAction,
  act: Act,
  more: { reason?: string; release?: number } = {},
): HistoryEntry {
  return { ...act, action, reason: more.reason ?? '', release: more.release ?? null };
}
