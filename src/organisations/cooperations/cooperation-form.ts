import type { FieldError } from '../../shared/errors.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import { isoDate } from '../../shared/german.ts';
import type { Organisations } from '../organisations.ts';
import { cooperationSchema } from './cooperation.forms.ts';
import type { Cooperation } from './cooperation.service.ts';
import type { CooperationInput } from './cooperation-acts.service.ts';

const mostOrganisations = 50;
/** Two fields to type into, since two organisations are the least. */
const typingFields = ['organisation', 'organisation2'] as const;

/** What the form's page shows: the organisations chosen so far, with what was typed and what is wrong. */
export type CooperationForm = {
  chosen: { value: string; label: string }[];
  typed: FormValues;
  errors: FieldError[];
};

export const emptyForm: CooperationForm = { chosen: [], typed: {}, errors: [] };

/** The form filled in with what is recorded. */
export function formOf(cooperation: Cooperation): CooperationForm {
  const { title, signedOn, description, documentUrl, source, organisations } = cooperation;
  return {
    chosen: organisations.map(({ id, fullName }) => ({ value: id, label: fullName })),
    typed: {
      title,
      signedOn: signedOn === null ? '' : isoDate(signedOn),
      undated: signedOn === null ? 'ja' : '',
      description,
      documentUrl: documentUrl ?? '',
      source,
    },
    errors: [],
  };
}

/** Reads the form of a cooperation; organisations are those that stayed ticked and those typed, in this order. */
export function makeCooperationReader(organisations: Organisations) {
  /** The organisation typed into a field, by the chosen suggestion or by what the text says. */
  async function typedOrganisation(field: string, typed: FormValues): Promise<string | FieldError | null> {
    const [slug, text] = [typed[`${field}Slug`], typed[field]];
    if (typeof slug === 'string' && slug !== '') {
      const chosen = await organisations.getBySlug(slug);
      if (chosen) return chosen.id;
    }
    if (typeof text !== 'string' || text.trim() === '') return null;
    const { match, suggestions } = await organisations.lookUp(text.slice(0, 200));
    if (match) return match.id;
    const near = suggestions
      .slice(0, 5)
      .map(({ fullName, ags }) => (ags === null ? `„${fullName}“` : `„${fullName}“ (${ags})`));
    const message =
      near.length > 0
        ? `Nicht eindeutig. Meinten Sie ${near.join(', ')}?`
        : 'Diese Organisation ist nicht verzeichnet. Fügen Sie sie zuerst unter „Organisationen“ hinzu.';
    return { field, message };
  }

  /**
   * What was sent, in a form that can be shown again: whoever was typed and found stands among the chosen.
   * @returns `input` where nothing is wrong
   */
  return async (body: unknown): Promise<{ form: CooperationForm; input: CooperationInput | null }> => {
    const typed = formValues(body);
    const ticked = [typed.organisationIds ?? []].flat().slice(0, mostOrganisations);
    const found = await Promise.all(typingFields.map((field) => typedOrganisation(field, typed)));
    const ids = new Set([...ticked, ...found.filter((one) => typeof one === 'string')]);
    const known = await organisations.getByIds([...ids]);
    const chosen = [...ids].flatMap((id) => known.get(id) ?? []);
    const errors = found.filter((one) => typeof one === 'object' && one !== null);
    const failed = new Set(errors.map(({ field }) => field));
    for (const field of typingFields) if (!failed.has(field)) typed[field] = '';
    if (errors.length === 0 && chosen.length < 2)
      errors.push({
        field: 'organisation',
        message: 'Bitte geben Sie mindestens zwei beteiligte Organisationen an.',
      });
    const parsed = parseForm(cooperationSchema, body);
    errors.push(...(parsed.ok ? [] : parsed.errors), ...dateFaults(typed));
    const form = {
      chosen: chosen.map(({ id, fullName }) => ({ value: id, label: fullName })),
      typed,
      errors: inOrder(errors),
    };
    if (!parsed.ok || errors.length > 0) return { form, input: null };
    const { undated: _said, ...fields } = parsed.value;
    return { form, input: { ...fields, organisationIds: chosen.map(({ id }) => id) } };
  };
}

function dateFaults({ signedOn = '', undated = '' }: FormValues): FieldError[] {
  if ((signedOn === '') !== (undated === '')) return [];
  const message =
    signedOn === ''
      ? 'Bitte geben Sie das Datum an oder sagen Sie, dass es nicht angegeben ist.'
      : 'Bitte geben Sie entweder ein Datum an oder sagen Sie, dass es nicht angegeben ist.';
  return [{ field: 'signedOn', message }];
}

const fieldOrder = ['title', ...typingFields, 'signedOn', 'description', 'documentUrl', 'source'];

/** Faults in the order of the fields, one for each field. */
function inOrder(errors: FieldError[]): FieldError[] {
  const byField = new Map(errors.map((error) => [error.field, error]));
  return fieldOrder.flatMap((field) => byField.get(field) ?? []);
}
