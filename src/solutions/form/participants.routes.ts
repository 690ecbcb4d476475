import { actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { FieldError } from '../../shared/errors.ts';
import { type FormValues, formValues } from '../../shared/form.ts';
import type { PageDependencies } from '../pages/pages.ts';
import type { WorkingCopy } from '../record/solution.model.ts';
import { formFrame } from '../review/tasks.view.ts';
import { afterSave } from './edit.routes.ts';
import { editable, revisionOf } from './editable.ts';
import { makeSaving } from './saving.ts';

const key = 'beteiligte';
const mostOrganisations = 50;

/** Organisations that take part: chosen from the registry only, so that each exists once and its page lists them. */
export function addParticipantRoutes(routes: Routes, { solutions, organisations }: PageDependencies): void {
  const saving = makeSaving(solutions);

  /** The organisation typed into a field, by the slug of the chosen suggestion or by what the text says. */
  async function typedOrganisation(
    name: 'lead' | 'partner',
    typed: FormValues,
  ): Promise<{ ids: string[]; errors: FieldError[] }> {
    const chosen = typed[`${name}Slug`];
    const text = typed[name];
    if (typeof chosen === 'string' && chosen !== '') {
      const found = await organisations.getBySlug(chosen);
      if (found) return { ids: [found.id], errors: [] };
    }
    if (typeof text !== 'string' || text.trim() === '') return { ids: [], errors: [] };
    const { match, suggestions } = await organisations.lookUp(text.slice(0, 200));
    if (match) return { ids: [match.id], errors: [] };
    const near = suggestions.slice(0, 5).map(({ fullName }) => `„${fullName}“`);
    const message =
      near.length > 0
        ? `Nicht eindeutig. Meinten Sie ${near.join(', ')}?`
        : 'Diese Organisation ist nicht verzeichnet. Der Plattformbetrieb kann sie aufnehmen.';
    return { ids: [], errors: [{ field: name, message }] };
  }

  async function page(slug: string, working: WorkingCopy, typed: FormValues = {}) {
    const { content, revision } = working;
    const known = await organisations.getByIds([...content.leadIds, ...content.partnerIds]);
    const options = (ids: string[]) =>
      ids.flatMap((id) => {
        const one = known.get(id);
        return one ? [{ value: id, label: one.fullName }] : [];
      });
    return {
      slug,
      solutionTitle: content.title,
      revision,
      leads: options(content.leadIds),
      partners: options(content.partnerIds),
      otherPartners: content.otherPartners,
      typed,
      ...formFrame(slug, key, working),
    };
  }

  routes.get('/loesungen/:slug/bearbeiten/beteiligte', role('editor'), async (req, res) => {
    const { solution, working } = await editable(solutions, actorOf(req), req.params.slug);
    res.page('solutions/participants', {
      ...(await page(solution.slug, working)),
      errors: [],
    });
  });

  routes.post('/loesungen/:slug/bearbeiten/beteiligte', role('editor'), async (req, res) => {
    const actor = actorOf(req);
    const { slug } = req.params;
    const typed = formValues(req.body);
    revisionOf(typed);
    const [lead, partner] = await Promise.all([
      typedOrganisation('lead', typed),
      typedOrganisation('partner', typed),
    ]);
    const errors = [...lead.errors, ...partner.errors];
    const saved = await saving.saveOver(actor, slug, async ({ content: before }) => {
      const leadIds = changed(before.leadIds, 'leadIds', typed, lead.ids);
      const content = {
        ...before,
        leadIds,
        partnerIds: changed(before.partnerIds, 'partnerIds', typed, partner.ids).filter(
          (id) => !leadIds.includes(id),
        ),
        otherPartners: changed(before.otherPartners, 'otherPartners', typed, []),
      };
      return { result: { content }, write: errors.length === 0 };
    });
    if (errors.length > 0) {
      const { working, content } = saved;
      const local = await page(slug, { ...working, content }, typed);
      res.status(422).page('solutions/participants', { ...local, errors });
      return;
    }
    res.done(afterSave(slug, key, typed), { kind: 'success', title: 'Gespeichert: Beteiligte' });
  });
}

/**
 * A list with what the person did to it: without what the page showed and was unticked, with what was added. What
 * others added or removed meanwhile stays so, and nobody's change gets lost.
 */
function changed(
  before: string[],
  name: 'leadIds' | 'partnerIds' | 'otherPartners',
  typed: FormValues,
  added: string[],
): string[] {
  const ticked = [typed[name] ?? []].flat();
  const unticked = [typed[`${name}Shown`] ?? []].flat().filter((one) => !ticked.includes(one));
  return [...new Set([...before.filter((one) => !unticked.includes(one)), ...added])].slice(
    0,
    mostOrganisations,
  );
}
