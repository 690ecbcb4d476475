import type { OperatorPage } from '../accounts/index.ts';
import type { Services } from '../services.ts';
import type { Actor } from '../shared/actor.ts';

type Features = Pick<Services, 'organisations' | 'information' | 'artifacts'>;

/** What the operator's overview leads to, with how many wait. */
export function operatorPages({ organisations, information, artifacts }: Features) {
  return async (actor: Actor): Promise<OperatorPage[]> => {
    const [memberships, barriers, rights, files] = await Promise.all([
      organisations.waitingForOperator(),
      information.barrierReports.list(actor),
      artifacts.rightsReports.openCount(),
      artifacts.scans.overview(),
    ]);
    return [
      {
        path: '/betrieb/konten',
        title: 'Konten',
        text: 'Konten suchen, sperren und freigeben, die Rollen KDN und Plattformbetrieb vergeben.',
        waiting: null,
      },
      {
        path: '/betrieb/organisationen',
        title: 'Organisationen',
        text: 'Anträge auf Mitgliedschaft, Maildomains, Angaben und neue Organisationen.',
        waiting: memberships.length,
      },
      {
        path: '/betrieb/kooperationen',
        title: 'Kooperationen',
        text: 'Unterzeichnete Vereinbarungen zwischen Organisationen eintragen, berichtigen und beenden.',
        waiting: null,
      },
      {
        path: '/betrieb/dienstleister-import',
        title: 'IT-Dienstleister',
        text: 'Einlesen, welcher IT-Dienstleister welche Kommune betreut.',
        waiting: null,
      },
      {
        path: '/plattform/synonyme',
        title: 'Synonyme der Suche',
        text: 'Wörter pflegen, die für die Suche dasselbe bedeuten.',
        waiting: null,
      },
      {
        path: '/betrieb/barrieren',
        title: 'Gemeldete Barrieren',
        text: 'Meldungen mit ihren Fristen beantworten.',
        waiting: barriers.open.length,
      },
      {
        path: '/betrieb/rechtsverletzungen',
        title: 'Gemeldete Rechtsverletzungen',
        text: 'Meldungen zu Projektergebnissen prüfen, sperren und Sperren aufheben.',
        waiting: rights,
      },
      {
        path: '/betrieb/dateien',
        title: 'Dateien und Speicher',
        text: 'Wie viel Organisationen speichern und speichern dürfen, was der Virenscanner gefunden hat.',
        waiting: files.held.length,
      },
    ];
  };
}
