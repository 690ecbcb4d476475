import { linksField, relatedField, relationField, sourcesField } from '../form-field-kinds.ts';
import type { Section } from '../sections.ts';

/** What there is elsewhere. */
export const linksSection = (): Section => ({
  key: 'verweise',
  title: 'Verweise und Quellen',
  intro: 'Was es anderswo dazu gibt.',
  fields: [
    linksField('website', 'linkWebsite', 'Website', 'Eine Adresse pro Zeile.'),
    linksField('repository', 'linkRepository', 'Quellcode-Repositorium', 'Eine Adresse pro Zeile.'),
    linksField('demo', 'linkDemo', 'Vorführung', 'Wo man die Lösung ausprobieren kann.'),
    linksField('documentation', 'linkDocumentation', 'Dokumentation', 'Eine Adresse pro Zeile.'),
    relationField(
      'buildsOn',
      'Lösungen, aus denen diese entstanden ist. Die Adresse der Lösung auf Blaupause, eine pro Zeile.',
    ),
    relationField('needs', 'Lösungen, ohne die diese nicht arbeitet. Eine Adresse pro Zeile.'),
    relationField(
      'replaces',
      'Lösungen, deren Nachfolgerin diese ist. Auf deren Seite steht dann ein Hinweis. Eine Adresse pro Zeile.',
    ),
    relatedField('Verwandte Lösungen', 'Die Adresse der Lösung auf Blaupause, eine pro Zeile.'),
    sourcesField(
      'Quellen',
      'Eine Quelle pro Zeile: zuerst die Adresse, dann ein Leerzeichen und wer sie veröffentlicht hat.',
    ),
  ],
});
