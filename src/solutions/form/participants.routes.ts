import { actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { FieldError } from '../../shared/errors.ts';
import { type FormValues, formValues } from '../../shared/form.ts';
import type { PageDependencies } from '../pages/pages.ts';
import type { WorkingCopy } from '../record/solution.model.ts';
import { afterSave, editable, revisionOf, staleCopy } from './edit.routes.ts';

const key = 'beteiligte';
const mostOrganisations = 50;

/** Organisations that take part: chosen from the registry only, so that each exists once and its page lists them. */
export function addParticipantRoutes(routes: Routes, { solutions, organisations }: PageDependencies): void {
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

  /** Ids that stayed ticked and are in the registry. */
  async function kept(values: string | string[] | undefined): Promise<string[]> {
    const ids = [values ?? []].flat().slice(0, mostOrganisations);
    const known = await organisations.getByIds(ids);
    return ids.filter((id) => known.has(id));
  }

  async function page(slug: string, { content, revision }: WorkingCopy, typed: FormValues = {}) {
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
    };
  }

  routes.get('/loesungen/:slug/bearbeiten/beteiligte', role('editor'), async (req, res) => {
    const { solution, working } = await editable(solutions, actorOf(req), req.params.slug);
    res.page('solutions/participants', {
      ...(await page(solution.slug, working)),
      errors: [],
      stale: false,
    });
  });

  routes.post('/loesungen/:slug/bearbeiten/beteiligte', role('editor'), async (req, res) => {
    const actor = actorOf(req);
    const { slug } = req.params;
    const { working } = await editable(solutions, actor, slug);
    const typed = formValues(req.body);
    const revision = revisionOf(typed);
    const [leads, partners, lead, partner] = await Promise.all([
      kept(typed.leadIds),
      kept(typed.partnerIds),
      typedOrganisation('lead', typed),
      typedOrganisation('partner', typed),
    ]);
    const leadIds = [...new Set([...leads, ...lead.ids])];
    const content = {
      ...working.content,
      leadIds,
      partnerIds: [...new Set([...partners, ...partner.ids])].filter((id) => !leadIds.includes(id)),
      otherPartners: working.content.otherPartners.filter((one) =>
        [typed.otherPartners ?? []].flat().includes(one),
      ),
    };
    const errors = [...lead.errors, ...partner.errors];
    if (errors.length > 0) {
      const local = await page(slug, { ...working, content, revision }, typed);
      res.status(422).page('solutions/participants', { ...local, errors, stale: false });
      return;
    }
    try {
      await solutions.saveDraft(actor, slug, { revision, content });
    } catch (error) {
      const now = staleCopy(error);
      if (now === null) throw error;
      res
        .status(409)
        .page('solutions/participants', { ...(await page(slug, now, typed)), errors: [], stale: true });
      return;
    }
    res.done(afterSave(slug, key, typed), { kind: 'success', title: 'Gespeichert: Beteiligte' });
  });
}
