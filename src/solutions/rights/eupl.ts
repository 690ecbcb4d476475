/**
 * The EUPL-1.2 in three sentences, after its articles 1 ("Distribution or Communication" covers online access to the
 * essential functions), 2, 5 and its appendix.
 */
export const euplInWords = {
  title: 'Die EUPL-1.2 in drei Sätzen',
  sentences: [
    'Jede und jeder darf das Werk weltweit, ohne Lizenzgebühr und zu jedem Zweck nutzen, ändern und weitergeben, auch gegen Entgelt für andere betreiben (Artikel 2).',
    'Wer das Werk oder eine Bearbeitung weitergibt oder anderen seine wesentlichen Funktionen zugänglich macht, auch nur über das Netz, tut das unter derselben Lizenz, stellt den Quellcode bereit und lässt die Vermerke stehen (Artikel 1 und 5).',
    'Verbindet jemand es mit einem Werk unter einer Lizenz des Anhangs, darf das gemeinsame Werk unter jener weitergegeben werden: GPL 2 und 3, AGPL 3, LGPL 2.1 und 3, MPL 2, EPL 1.0, OSL 2.1 und 3.0, CeCILL 2.0 und 2.1, EUPL 1.1, LiLiQ-R und LiLiQ-R+ sowie CC BY-SA 3.0 für anderes als Software (Artikel 5 und Anhang).',
  ],
  href: 'https://eur-lex.europa.eu/legal-content/DE/TXT/?uri=CELEX:32017D0863',
  linkText: 'Amtlicher Text im Durchführungsbeschluss (EU) 2017/863',
} as const;
