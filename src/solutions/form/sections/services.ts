import { optionalLine } from '../../../shared/fields.ts';
import { ozgMaturityOf, ozgMaturityOptions, ozgMaturityValue } from '../../documents/ozg.ts';
import { leikaText } from '../../documents/services.view.ts';
import { isKnownXoev, xoevStandards } from '../../documents/xoev.ts';
import { ozgFields } from '../../record/documentation.ts';
import { choicesField, field, linesOf, selectField } from '../form-field.ts';
import { onePerLine } from '../hints.ts';
import type { Section } from '../sections.ts';

const leika = 'Leistungsschlüssel (LeiKa)';
const ozgId = 'Nummer der OZG-Leistung';
const otherXoev = 'Weitere XÖV-Standards';

/** Keys by which other registers know the public service, and the standards of its data. */
export const servicesSection = (): Section => ({
  key: 'leistungen',
  title: 'Leistungen und Standards',
  intro:
    'Damit findet die Lösung auch, wer nach einer Verwaltungsleistung sucht. Wo es keine gibt, lassen Sie die Felder leer.',
  fields: [
    choicesField(
      {
        name: 'ozgFields',
        label: 'Themenfelder des OZG',
        options: ozgFields.map((value) => ({ value, label: value })),
      },
      (content) => content.ozgFields,
      (content, values) => {
        content.ozgFields = values;
      },
    ),
    field(
      {
        name: 'leikaKeys',
        label: leika,
        input: 'text',
        rows: 3,
        hint: `14 Ziffern, zum Beispiel 99 050 012 104 000. ${onePerLine}`,
      },
      linesOf(leika)
        .transform((list) => [...new Set(list.map((one) => one.replace(/\s/g, '')))])
        .refine((list) => list.every((one) => /^\d{14}$/.test(one)), {
          error: `${leika}: Ein Schlüssel hat genau 14 Ziffern, zum Beispiel 99 050 012 104 000.`,
        }),
      ({ leikaKeys }) => leikaKeys.map(leikaText).join('\n'),
      (content, keys) => {
        content.leikaKeys = keys;
      },
    ),
    field(
      { name: 'ozgId', label: ozgId, input: 'line', hint: 'Die Nummer aus dem OZG-Umsetzungskatalog.' },
      optionalLine(ozgId, { max: 10 }).refine((value) => /^\d*$/.test(value), {
        error: `${ozgId}: Bitte nur Ziffern angeben.`,
      }),
      ({ ozg }) => ozg.id,
      (content, id) => {
        content.ozg = { ...content.ozg, id };
      },
    ),
    selectField(
      {
        name: 'ozgMaturity',
        label: 'OZG-Reifegrad',
        options: ozgMaturityOptions,
        hint: 'Mit der Fassung des Reifegradmodells: 1.1 zählt von 0 bis 4, 2.0 seit Juli 2025 von 0 bis 7.',
      },
      ({ ozg }) => ozgMaturityValue(ozg),
      (content, value) => {
        content.ozg = { id: content.ozg.id, ...ozgMaturityOf(value) };
      },
    ),
    choicesField(
      {
        name: 'xoev',
        label: 'XÖV-Standards',
        options: xoevStandards.map((value) => ({ value, label: value })),
      },
      ({ xoev }) => xoev.filter(isKnownXoev),
      (content, values) => {
        content.xoev = [...values, ...content.xoev.filter((one) => !isKnownXoev(one))];
      },
    ),
    field(
      {
        name: 'xoevOther',
        label: otherXoev,
        input: 'text',
        rows: 2,
        hint: `Der Kurzname wie im XRepository. ${onePerLine}`,
      },
      linesOf(otherXoev),
      ({ xoev }) => xoev.filter((one) => !isKnownXoev(one)).join('\n'),
      (content, names) => {
        const ticked = content.xoev.filter(isKnownXoev);
        content.xoev = [...new Set([...ticked, ...names])];
      },
    ),
  ],
});
