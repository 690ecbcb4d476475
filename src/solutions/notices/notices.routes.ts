import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actorOf, everyone, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { DomainError, type FieldError, InvalidInput } from '../../shared/errors.ts';
import { choices, line, text } from '../../shared/fields.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import { date } from '../../shared/german.ts';
import { pageNumber, pageSize, toPage } from '../../shared/paging.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { noticesPath, releasePath, solutionPath } from '../paths.ts';
import type { SecurityNotice, Solution } from '../record/solution.model.ts';
import { severities, severityLabels } from './notice.ts';
import { noticeView } from './notices.view.ts';

const responsible = () => role('approver', 'administrator');

const numbers = z
  .union([z.string().transform((one) => [one]), z.array(z.string())], {
    error: 'Wählen Sie die betroffenen Versionen.',
  })
  .refine((all) => all.length > 0 && all.every((one) => /^[1-9]\d{0,5}$/.test(one)), {
    error: 'Wählen Sie die betroffenen Versionen.',
  })
  .transform((all) => [...new Set(all.map(Number))]);

const noticeSchema = z.object({
  submission: z.uuid(),
  releases: numbers,
  severity: z.enum(severities, { error: 'Geben Sie an, wie groß die Gefahr ist.' }),
  title: line('einen Titel', { max: 150 }),
  text: text('was passieren kann', { max: 5000 }),
  remedy: text('was jetzt zu tun ist', { max: 5000 }),
});
const supplementSchema = z.object({ text: text('eine Ergänzung', { max: 5000 }) });
const resolveSchema = z.object({
  text: text('wodurch es erledigt ist', { max: 5000 }),
  seen: z.coerce.number().int().min(0).max(1000),
});
const states = ['offen', 'erledigt'] as const;

/** Sicherheitshinweise: everybody's list, and the provider's forms. */
export function addNoticeRoutes(routes: Routes, { solutions, organisations }: PageDependencies): void {
  const { notices } = solutions;

  routes.get('/sicherheitshinweise', everyone(), async (req, res) => {
    const [state] = choices(states, 'Stand').safeParse(req.query.stand ?? []).data ?? [];
    const all = await notices.everyNotice();
    const wanted = all.filter(({ notice }) => !state || (notice.resolved === null) === (state === 'offen'));
    const page = pageNumber(req.query.seite);
    const shown = wanted.slice((page - 1) * pageSize, page * pageSize);
    const providers = await organisations.todayByIds([...new Set(shown.map(({ providerId }) => providerId))]);
    res.page('solutions/notices', {
      state: state ?? '',
      open: all.filter(({ notice }) => notice.resolved === null).length,
      total: all.length,
      paging: toPage(
        shown.map(({ slug, title, notice, current, published, providerId }) => ({
          ...noticeView(slug, notice, current),
          solutionTitle: title,
          solutionHref: solutionPath(slug),
          withdrawn: !published,
          provider: providers.get(providerId)?.fullName ?? '',
        })),
        page,
        wanted.length,
      ),
      hrefFor: (number: number) => {
        const query = new URLSearchParams({
          ...(state && { stand: state }),
          ...(number > 1 && { seite: String(number) }),
        }).toString();
        return query === '' ? noticesPath : `${noticesPath}?${query}`;
      },
    });
  });

  const formPage = (solution: Solution, typed: FormValues, errors: FieldError[]) => ({
    slug: solution.slug,
    solutionTitle: solution.releases.at(-1)?.content.title ?? '',
    releaseOptions: solution.releases.toReversed().map(({ number, publishedAt }) => ({
      value: String(number),
      label: `Version ${number} vom ${date(publishedAt)}`,
    })),
    severityOptions: severities.map((value) => ({
      value,
      label: severityLabels[value],
      hint: severityHints[value],
    })),
    typed,
    errors,
  });

  routes.get('/loesungen/:slug/sicherheitshinweis', responsible(), async (req, res) => {
    const solution = await notices.warnable(actorOf(req), req.params.slug);
    const newest = String(solution.releases.at(-1)?.number ?? '');
    const typed = { submission: randomUUID(), releases: [newest] };
    res.page('solutions/notice-new', formPage(solution, typed, []));
  });

  routes.post('/loesungen/:slug/sicherheitshinweis', responsible(), async (req, res) => {
    const actor = actorOf(req);
    const { slug } = req.params;
    const solution = await notices.warnable(actor, slug);
    const form = parseForm(noticeSchema, req.body);
    const again = (errors: FieldError[]) => {
      const typed = formValues(req.body);
      const submission = z.uuid().safeParse(typed.submission).data ?? randomUUID();
      res.status(422).page('solutions/notice-new', formPage(solution, { ...typed, submission }, errors));
    };
    if (!form.ok) return again(form.errors.filter(({ field }) => field !== 'submission'));
    const { submission, ...input } = form.value;
    try {
      await notices.publishNotice(actor, slug, submission, input);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return again(error.errors);
    }
    res.done(`${solutionPath(slug)}#sicherheit`, {
      kind: 'success',
      title: 'Sicherheitshinweis veröffentlicht',
      text: 'Er steht ab sofort auf den Seiten der Lösung, in der Liste der Sicherheitshinweise und in der Schnittstelle.',
    });
  });

  /** The page on which an open notice is gone on with. */
  const goOn = (solution: Solution, notice: SecurityNotice, act: 'supplement' | 'resolve') => ({
    slug: solution.slug,
    solutionTitle: solution.releases.at(-1)?.content.title ?? '',
    warning: noticeView(solution.slug, notice, solution.releases.at(-1)?.number ?? 0),
    act,
    seen: notice.supplements.length,
    listHref: releasePath(solution.slug, notice.releases[0] ?? 1),
  });

  for (const { act, path, schema, done } of goingOn) {
    routes.get(`/loesungen/:slug/sicherheitshinweise/:hinweis/${path}`, responsible(), async (req, res) => {
      const { solution, notice } = await notices.openNotice(
        actorOf(req),
        req.params.slug,
        req.params.hinweis,
      );
      res.page('solutions/notice-go-on', { ...goOn(solution, notice, act), typed: {}, errors: [] });
    });

    routes.post(`/loesungen/:slug/sicherheitshinweise/:hinweis/${path}`, responsible(), async (req, res) => {
      const actor = actorOf(req);
      const { slug, hinweis } = req.params;
      const { solution, notice } = await notices.openNotice(actor, slug, hinweis);
      const form = parseForm(schema, req.body);
      const again = (status: number, errors: FieldError[]) =>
        res.status(status).page('solutions/notice-go-on', {
          ...goOn(solution, notice, act),
          typed: formValues(req.body),
          errors,
        });
      if (!form.ok) return again(422, form.errors);
      try {
        if (act === 'supplement') await notices.supplementNotice(actor, slug, hinweis, form.value.text);
        else await notices.resolveNotice(actor, slug, hinweis, resolveSchema.parse(formValues(req.body)));
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
        return again(409, [{ field: 'form', message: error.message }]);
      }
      res.done(`${solutionPath(slug)}#sicherheit`, { kind: 'success', title: done });
    });
  }
}

const goingOn = [
  { act: 'supplement', path: 'ergaenzen', schema: supplementSchema, done: 'Sicherheitshinweis ergänzt' },
  { act: 'resolve', path: 'erledigen', schema: resolveSchema, done: 'Sicherheitshinweis erledigt' },
] as const;

const severityHints = {
  low: 'Nur unter besonderen Umständen auszunutzen.',
  high: 'Daten oder Betrieb sind gefährdet; bald handeln.',
  critical: 'Sofort handeln. Die Lösung gilt nicht mehr als übernehmbar, bis der Hinweis erledigt ist.',
};
