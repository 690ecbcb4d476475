import { modelRegions, programmes } from '../../../organisations/index.ts';
import { topics } from '../../record/topics.ts';
import { choicesField, lineField, selectField } from '../form-field.ts';
import type { Section } from '../sections.ts';

/** What a solution is found and ordered by. */
export const basicsSection = (): Section => ({
  key: 'grundlagen',
  title: 'Grundlagen',
  intro: 'Damit wird die Lösung gefunden und eingeordnet.',
  fields: [
    lineField('title', 'Titel', {
      needed: true,
      max: 150,
      hint: 'Kurz und so, wie andere danach suchen.',
    }),
    lineField('summary', 'Ein Satz dazu', {
      needed: true,
      max: 300,
      hint: 'Was die Lösung für wen tut. Steht in jeder Trefferliste.',
    }),
    lineField('contactFunction', 'Fachliche Ansprechstelle', {
      needed: true,
      hint: 'Eine Stelle, keine Person, zum Beispiel „Projektbüro Digitale Modellregion“. Nachrichten kommen über Formulare.',
    }),
    choicesField(
      { name: 'topics', label: 'Themen', options: topics.map((value) => ({ value, label: value })) },
      (content) => content.topics,
      (content, values) => {
        content.topics = values;
      },
    ),
    selectField(
      {
        name: 'modelRegion',
        label: 'Modellregion',
        options: modelRegions().map(({ key, name }) => ({ value: key, label: name })),
        hint: 'Wo die Lösung entstanden ist.',
      },
      (content) => content.modelRegion,
      (content, value) => {
        content.modelRegion = value;
      },
    ),
    selectField(
      {
        name: 'programme',
        label: 'Programm',
        options: programmes().map(({ key, name }) => ({ value: key, label: name })),
      },
      (content) => content.programme,
      (content, value) => {
        content.programme = value;
      },
    ),
  ],
});
