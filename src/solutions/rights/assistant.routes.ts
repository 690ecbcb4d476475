import type { Request, Response } from 'express';
import { actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { type FieldError, InvalidInput, notFound } from '../../shared/errors.ts';
import { type FormValues, formValues } from '../../shared/form.ts';
import { date } from '../../shared/german.ts';
import { type Editable, editable, revisionOf, staleCopy } from '../form/editable.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { editPath, rightsPath } from '../paths.ts';
import type { WorkingCopy } from '../record/solution.model.ts';
import { neighbours } from '../review/tasks.view.ts';
import { answer } from './answers.form.ts';
import { assistantOverview } from './assistant.view.ts';
import { euplInWords } from './eupl.ts';
import { tableSource } from './fit-words.ts';
import { licenceFields, partFields, questionOptions } from './question.view.ts';
import { type Question, questionAfter, questionBefore, questionOf, questions } from './questions.ts';

/** "Rechte klären": five questions, what follows from the answers, and the confirmation. */
export function addRightsAssistantRoutes(routes: Routes, { solutions }: PageDependencies): void {
  const editor = role('editor');

  const overview = (
    res: Response,
    { slug, working }: { slug: string; working: WorkingCopy },
    more: { errors?: FieldError[]; stale?: boolean } = {},
  ) => {
    const { terms, title } = working.content;
    res.page('solutions/rights/overview', {
      slug,
      solutionTitle: title,
      revision: working.revision,
      ...assistantOverview(slug, terms.rights, working.artifacts),
      previous: neighbours(slug, 'rechte', working).previous,
      confirmedOn: terms.rightsConfirmation === null ? '' : date(terms.rightsConfirmation.at),
      eupl: euplInWords,
      tableSource,
      errors: more.errors ?? [],
      stale: more.stale ?? false,
    });
  };

  routes.get('/loesungen/:slug/rechte', editor, async (req, res) => {
    const { solution, working } = await editable(solutions, actorOf(req), req.params.slug);
    overview(res, { slug: solution.slug, working });
  });

  routes.post('/loesungen/:slug/rechte', editor, async (req, res) => {
    const actor = actorOf(req);
    const { slug } = req.params;
    const typed = formValues(req.body);
    const revision = revisionOf(typed);
    try {
      await solutions.confirmRights(actor, slug, { revision, acknowledged: typed.acknowledged === 'ja' });
    } catch (error) {
      const now = staleCopy(error);
      if (now !== null) return overview(res.status(409), { slug, working: now }, { stale: true });
      if (!(error instanceof InvalidInput)) throw error;
      const { working } = await editable(solutions, actor, slug);
      return overview(res.status(422), { slug, working }, { errors: error.errors });
    }
    res.done(editPath(slug), {
      kind: 'success',
      title: 'Rechte bestätigt',
      text: 'Die Lizenzen stehen jetzt an den Projektergebnissen.',
    });
  });

  const asked = (key: string): Question => {
    const question = questionOf(key);
    if (question === undefined) throw notFound();
    return question;
  };

  function questionPage(
    res: Response,
    question: Question,
    { solution, working }: Editable,
    { typed = null, errors = [], stale = false }: QuestionState = {},
  ): void {
    const { slug } = solution;
    const { rights } = working.content.terms;
    const before = questionBefore(question.key);
    res.page('solutions/rights/question', {
      slug,
      solutionTitle: working.content.title,
      revision: working.revision,
      question,
      step: `Frage ${questions.indexOf(question) + 1} von ${questions.length}`,
      backHref: before === null ? rightsPath(slug) : `${rightsPath(slug)}/${before}`,
      options: questionOptions,
      answers: { ...rights, ...typed },
      partRows: partFields(rights, typed),
      artifacts: working.artifacts.map(({ id, title }) => ({ value: id, label: title })),
      licenceRows: licenceFields(rights, working.artifacts, typed),
      eupl: euplInWords,
      errors,
      stale,
    });
  }

  routes.get('/loesungen/:slug/rechte/:frage', editor, async (req, res) => {
    const question = asked(req.params.frage);
    questionPage(res, question, await editable(solutions, actorOf(req), req.params.slug));
  });

  routes.post('/loesungen/:slug/rechte/:frage', editor, (req, res) => saveAnswer(req, res));

  async function saveAnswer(req: Request<{ slug: string; frage: string }>, res: Response): Promise<void> {
    const actor = actorOf(req);
    const { slug } = req.params;
    const question = asked(req.params.frage);
    const page = await editable(solutions, actor, slug);
    const { content, artifacts } = page.working;
    const typed = formValues(req.body);
    const revision = revisionOf(typed);
    const { rights, errors } = answer(question.key, content.terms.rights, artifacts, typed);
    if (errors.length > 0) {
      const working = { ...page.working, revision };
      return questionPage(res.status(422), question, { ...page, working }, { typed, errors });
    }
    const changed = JSON.stringify(rights) !== JSON.stringify(content.terms.rights);
    const rightsConfirmed = content.terms.rightsConfirmed && !changed;
    try {
      const terms = { ...content.terms, rights, rightsConfirmed };
      await solutions.saveDraft(actor, slug, { revision, content: { ...content, terms } });
    } catch (error) {
      const now = staleCopy(error);
      if (now === null) throw error;
      return questionPage(res.status(409), question, { ...page, working: now }, { typed, stale: true });
    }
    res.done(nextPath(slug, question, typed), { kind: 'success', title: 'Antwort gespeichert' });
  }
}

type QuestionState = { typed?: FormValues | null; errors?: FieldError[]; stale?: boolean };

/** On to the next question, more rows on the same page, or the overview to go on later. */
function nextPath(slug: string, { key }: Question, { weiter }: FormValues): string {
  if (weiter === 'mehr') return `${rightsPath(slug)}/${key}`;
  const next = questionAfter(key);
  return weiter === 'spaeter' || next === null ? rightsPath(slug) : `${rightsPath(slug)}/${next}`;
}
