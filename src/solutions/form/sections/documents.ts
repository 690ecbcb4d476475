import { optionalLine } from '../../../shared/fields.ts';
import { artifactKindLabels } from '../../artifacts/artifact.ts';
import { documentKinds } from '../../record/documentation.ts';
import { field } from '../form-field.ts';
import type { Section } from '../sections.ts';

/** Documents that a solution needs none of; those that it has are artifacts. */
export const documentsSection = (): Section => ({
  key: 'unterlagen',
  title: 'Unterlagen',
  intro:
    'Andere Kommunen fragen nach diesen Unterlagen. Was es gibt, fügen Sie bei den Projektergebnissen hinzu, mit Stand der Prüfung und wer es bekommt.',
  fields: documentKinds.map((kind) =>
    field(
      {
        name: `waived-${kind}`,
        label: `${artifactKindLabels[kind]}: nicht nötig, weil`,
        input: 'line',
      },
      optionalLine(artifactKindLabels[kind], { max: 300 }),
      ({ waivedDocuments }) => waivedDocuments.find((one) => one.kind === kind)?.reason ?? '',
      (content, reason) => {
        const others = content.waivedDocuments.filter((one) => one.kind !== kind);
        const all = reason === '' ? others : [...others, { kind, reason }];
        content.waivedDocuments = documentKinds.flatMap(
          (one) => all.find((entry) => entry.kind === one) ?? [],
        );
      },
    ),
  ),
});
