import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { Notice } from '../../platform/views.ts';
import { type FieldError, InvalidInput, notFound } from '../../shared/errors.ts';
import { type FormResult, type FormValues, parseForm } from '../../shared/form.ts';
import { bytes, counted } from '../../shared/german.ts';
import { artifactsPath } from '../paths.ts';
import type { Solution } from '../record/solution.model.ts';
import type { Artifact } from './artifact.ts';
import { artifactSchemas, artifactValues } from './artifacts.form.ts';
import type { Artifacts } from './artifacts.ts';
import { artifactEntries, artifactOptions } from './artifacts.view.ts';
import { storageView } from './quota/storage.view.ts';

/** Files that one form may send at once. */
const filesAtOnce = 10;
/** Made with each form: sent a second time after a broken connection, it adds nothing twice. */
const keySchema = z.uuid();
const list = '/loesungen/:slug/projektergebnisse';
const one = `${list}/:artifactId` as const;

type Dependencies = { artifacts: Artifacts; config: { maxUploadBytes: number } };

/** The pages on which editors of the providing organisation write the artifacts of a working copy. */
export function addArtifactEditingRoutes(routes: Routes, { artifacts, config }: Dependencies): void {
  const { editing, counter, recordFor, uploads, quotas, fileFacts } = artifacts;
  const schemas = artifactSchemas(artifacts.now);
  const editor = role('editor');

  async function listPage(
    req: Request<{ slug: string }>,
    res: Response,
    form: { errors?: FieldError[]; values?: FormValues } = {},
  ): Promise<void> {
    const solution = await recordFor(req.actor, req.params.slug);
    const { working, releases, slug } = solution;
    const shown = working?.artifacts ?? releases.at(-1)?.artifacts ?? [];
    const downloads = await counter.downloadsOf(String(solution._id));
    res.page('solutions/artifacts', {
      ...frame(solution),
      entries: artifactEntries(slug, shown, downloads, await fileFacts(shown)),
      storage: working?.state === 'draft' ? storageView(await quotas.useOf(solution.providerId)) : null,
      uploadKey: keySchema.safeParse(req.body?.vorgang).data ?? randomUUID(),
      mostFiles: filesAtOnce,
      largestBytes: config.maxUploadBytes,
      editable: working?.state === 'draft',
      submitted: working?.state === 'submitted',
      options: artifactOptions,
      most: counted(filesAtOnce, 'Datei', 'Dateien'),
      largest: bytes(config.maxUploadBytes),
      errors: form.errors ?? [],
      typed: form.values ?? {},
    });
  }

  function artifactIn({ working }: Solution, id: string): Artifact {
    const found = working?.artifacts.find((artifact) => artifact.id === id);
    if (found === undefined) throw notFound('Dieses Projektergebnis gibt es nicht oder nicht mehr.');
    return found;
  }

  routes.get(list, editor, (req, res) => listPage(req, res));

  const mayAdd: RequestHandler<{ slug: string }> = async (req, _res, next) => {
    const { providerId } = await editing.editable(actorOf(req), req.params.slug);
    await quotas.refuseBeyond(providerId, Number(req.get('content-length') ?? 0));
    next();
  };
  routes.post(
    list,
    { access: editor, multipart: true },
    mayAdd,
    ...uploads.uploadFiles<{ slug: string }>({ field: 'dateien', maxFiles: filesAtOnce }),
    async (req, res) => {
      const { slug } = req.params;
      const files = req.uploads ?? [];
      const form = withFiles(parseForm(schemas.files, req.body), files.length);
      if (!form.ok) {
        if (sentByScript(req)) throw new InvalidInput(form.errors);
        res.status(422);
        return listPage(req, res, form);
      }
      const uploadKey = keySchema.safeParse(req.body.vorgang).data;
      await editing.addFiles(actorOf(req), slug, files, form.value, uploadKey);
      const title = `${counted(files.length, 'Datei', 'Dateien')} hinzugefügt`;
      done(req, res, artifactsPath(slug), { kind: 'success', title });
    },
  );

  const linkPage = (
    res: Response,
    solution: Solution,
    { errors = [], values = {} }: { errors?: FieldError[]; values?: FormValues } = {},
  ) =>
    res.page('solutions/artifacts-form', {
      ...frame(solution),
      heading: 'Verweis hinzufügen',
      submitLabel: 'Verweis hinzufügen',
      isLink: true,
      filename: '',
      options: artifactOptions,
      errors,
      typed: values,
    });

  routes.get(`${list}/link`, editor, async (req, res) => {
    linkPage(res, await editing.editable(actorOf(req), req.params.slug));
  });

  routes.post(`${list}/link`, editor, async (req, res) => {
    const { slug } = req.params;
    const solution = await editing.editable(actorOf(req), slug);
    const form = parseForm(schemas.link, req.body);
    if (!form.ok) return linkPage(res.status(422), solution, form);
    await editing.addLink(actorOf(req), slug, form.value);
    res.done(artifactsPath(slug), { kind: 'success', title: 'Verweis hinzugefügt' });
  });

  const changePage = (
    res: Response,
    solution: Solution,
    artifact: Artifact,
    { errors = [], values = artifactValues(artifact) }: { errors?: FieldError[]; values?: FormValues } = {},
  ) =>
    res.page('solutions/artifacts-form', {
      ...frame(solution),
      heading: `„${artifact.title}“ bearbeiten`,
      submitLabel: 'Änderungen speichern',
      isLink: artifact.source.type === 'link',
      filename: artifact.source.type === 'file' ? artifact.source.filename : '',
      options: artifactOptions,
      errors,
      typed: values,
    });

  routes.get(one, editor, async (req, res) => {
    const solution = await editing.editable(actorOf(req), req.params.slug);
    changePage(res, solution, artifactIn(solution, req.params.artifactId));
  });

  routes.post(one, editor, async (req, res) => {
    const { slug, artifactId } = req.params;
    const solution = await editing.editable(actorOf(req), slug);
    const artifact = artifactIn(solution, artifactId);
    const form = parseForm(artifact.source.type === 'link' ? schemas.link : schemas.fileChange, req.body);
    if (!form.ok) return changePage(res.status(422), solution, artifact, form);
    await editing.change(actorOf(req), slug, artifactId, form.value);
    res.done(artifactsPath(slug), { kind: 'success', title: 'Änderungen gespeichert' });
  });

  routes.get(`${one}/entfernen`, editor, async (req, res) => {
    const solution = await editing.editable(actorOf(req), req.params.slug);
    const artifact = artifactIn(solution, req.params.artifactId);
    const released = solution.releases.some(({ artifacts }) =>
      artifacts.some(({ id }) => id === artifact.id),
    );
    res.page('solutions/artifacts-remove', { ...frame(solution), artifactTitle: artifact.title, released });
  });

  routes.post(`${one}/entfernen`, editor, async (req, res) => {
    const { slug, artifactId } = req.params;
    await editing.remove(actorOf(req), slug, artifactId);
    res.done(artifactsPath(slug), { kind: 'success', title: 'Projektergebnis entfernt' });
  });

  routes.post(`${one}/verschieben`, editor, async (req, res) => {
    const { slug, artifactId } = req.params;
    await editing.move(actorOf(req), slug, artifactId, req.body.richtung === 'hoch' ? 'up' : 'down');
    res.redirect(303, `${artifactsPath(slug)}#artifact-${encodeURIComponent(artifactId)}`);
  });
}

/** What every page here needs for its head. */
function frame({ slug, working, releases }: Solution) {
  const content = working?.content ?? releases.at(-1)?.content;
  return { slug, solutionTitle: content?.title || 'Neue Lösung', listPath: artifactsPath(slug) };
}

/** A form without files lacks what it is for. */
function withFiles<T>(form: FormResult<T>, count: number): FormResult<T> {
  if (count > 0) return form;
  const fault = { field: 'dateien', message: 'Bitte wählen Sie mindestens eine Datei.' };
  return { ok: false, errors: [fault, ...(form.ok ? [] : form.errors)], values: form.ok ? {} : form.values };
}

const sentByScript = <P>(req: Request<P>): boolean => req.headers['x-requested-with'] === 'fetch';

/** The script reads where to go, so that the notice is not used up by a page that nobody sees. */
function done<P>(req: Request<P>, res: Response, path: string, notice: Notice): void {
  if (sentByScript(req)) {
    req.session.notice = notice;
    res.json({ location: path });
  } else res.done(path, notice);
}
