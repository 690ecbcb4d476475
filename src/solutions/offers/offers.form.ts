import { z } from 'zod';
import type { FieldError } from '../../shared/errors.ts';
import { choices, monthAsTyped, optionalMonth, optionalText, text } from '../../shared/fields.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import type { PageOrganisations } from '../ports.ts';
import type { OperatingOffer } from './offer.model.ts';
import {
  type OfferInput,
  priceBases,
  priceBasisLabels,
  procurementBases,
  procurementBasisLabels,
  vatTreatmentLabels,
  vatTreatments,
} from './offer.ts';

/** Towns in an offer; a Zweckverband with more says so in its text. */
const mostTowns = 300;
/** Lines looked up in one go; each is a query. */
const mostLines = 100;

const schema = z.object({
  description: text('was Sie anbieten', { max: 5000 }),
  priceBasis: z.enum(priceBases, { error: 'Wählen Sie, wie sich der Preis bemisst.' }),
  priceText: optionalText('Preis in Worten', { max: 2000 }),
  vat: z.enum(vatTreatments, { error: 'Wählen Sie, wie Sie das Angebot bei der Umsatzsteuer behandeln.' }),
  procurement: choices(procurementBases, 'Vergabe').refine((all) => all.length > 0, {
    error: 'Wählen Sie mindestens eine Grundlage der Vergabe.',
  }),
  since: optionalMonth('Angeboten seit'),
});

/** What the form's page shows: the towns chosen so far, with what was typed and what is wrong. */
export type OfferForm = {
  towns: { value: string; label: string }[];
  typed: FormValues;
  errors: FieldError[];
};

/** The choices of the form. */
export const offerOptions = {
  priceBases: priceBases.map((value) => ({ value, label: priceBasisLabels[value] })),
  vat: vatTreatments.map((value) => ({ value, label: vatTreatmentLabels[value] })),
  procurement: procurementBases.map((value) => ({ value, label: procurementBasisLabels[value] })),
};

/** Fills the form in from a stored offer, or leaves it empty, and reads it when it is sent. */
export function makeOfferForms(organisations: PageOrganisations) {
  async function townOptions(ids: string[]): Promise<OfferForm['towns']> {
    const known = await organisations.getByIds(ids);
    return ids.flatMap((id) => {
      const town = known.get(id);
      return town ? [{ value: id, label: town.fullName }] : [];
    });
  }

  /** The organisations named in a text, one per line, and the lines that name none or several. */
  async function named(typed: string): Promise<{ ids: string[]; unclear: string[]; message: string | null }> {
    const lines = typed
      .split('\n')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    if (lines.length > mostLines)
      return { ids: [], unclear: lines, message: `Höchstens ${mostLines} Zeilen auf einmal.` };
    const found = await Promise.all(
      lines.map(async (one) => ({ line: one, ...(await organisations.lookUp(one.slice(0, 200))) })),
    );
    const unclear = found.filter(({ match }) => match === null);
    const words = unclear.slice(0, 5).map(({ line, suggestions }) => {
      const near = suggestions.slice(0, 3).map((one) => `„${one.fullName}“${one.ags ? ` (${one.ags})` : ''}`);
      return near.length > 0 ? `„${line}“ (gemeint: ${near.join(', ')}?)` : `„${line}“`;
    });
    return {
      ids: found.flatMap(({ match }) => match?.id ?? []),
      unclear: unclear.map(({ line }) => line),
      message: unclear.length === 0 ? null : `Nicht eindeutig oder nicht verzeichnet: ${words.join(', ')}.`,
    };
  }

  return {
    async filled(offer: OperatingOffer | null): Promise<OfferForm> {
      if (offer === null) return { towns: [], typed: {}, errors: [] };
      const { description, priceBasis, priceText, vat, procurement, townIds, since } = offer;
      return {
        towns: await townOptions(townIds),
        typed: { description, priceBasis, priceText, vat, procurement, since: monthAsTyped(since) },
        errors: [],
      };
    },

    /** @returns `input` where nothing is wrong; the form to show again in any case, towns found already among the chosen */
    async read(body: unknown): Promise<{ form: OfferForm; input: OfferInput | null }> {
      const typed = formValues(body);
      const ticked = [typed.townIds ?? []].flat().slice(0, mostTowns);
      const more = await named([typed.towns ?? []].flat().join('\n'));
      const towns = await townOptions([...new Set([...ticked, ...more.ids])]);
      const parsed = parseForm(schema, body);
      const errors = parsed.ok ? [] : parsed.errors;
      if (more.message !== null) errors.push({ field: 'towns', message: more.message });
      if (towns.length > mostTowns)
        errors.push({ field: 'towns', message: `Höchstens ${mostTowns} Organisationen.` });
      const form = { towns, typed: { ...typed, towns: more.unclear.join('\n') }, errors };
      if (!parsed.ok || errors.length > 0) return { form, input: null };
      return { form, input: { ...parsed.value, townIds: towns.map(({ value }) => value) } };
    },
  };
}
