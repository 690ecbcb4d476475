import { z } from 'zod';
import { localPath } from '../../accounts/index.ts';
import { actorOf, signedIn } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { badRequest } from '../../shared/errors.ts';
import { optionalText, tick } from '../../shared/fields.ts';
import { parseForm } from '../../shared/form.ts';
import type { Bookmarks } from './bookmarks.service.ts';
import { bookmarksView, parseBookmarkFilter } from './bookmarks.view.ts';

const bookmarksPath = '/merkliste';

const keepSchema = z.object({ loesung: z.string().trim().min(1).max(200), zurueck: z.string().default('') });
const changeSchema = z.object({ note: optionalText('Die Notiz', { max: 2000 }), shared: tick() });

/** "Merkliste": keeping solutions, the list, notes. */
export function addBookmarkRoutes(routes: Routes, { bookmarks }: { bookmarks: Bookmarks }): void {
  routes.get(bookmarksPath, signedIn(), async (req, res) => {
    const all = await bookmarks.list(actorOf(req));
    res.page('catalogue/bookmarks', bookmarksView(all, parseBookmarkFilter(req.query)));
  });

  routes.post(bookmarksPath, signedIn(), async (req, res) => {
    const form = parseForm(keepSchema, req.body);
    if (!form.ok) throw badRequest();
    const { loesung, zurueck } = form.value;
    const { title } = await bookmarks.keep(actorOf(req), loesung);
    res.done(localPath(zurueck, bookmarksPath), {
      kind: 'success',
      title: 'Gemerkt',
      text: `„${title}“ steht jetzt auf Ihrer Merkliste. Dort können Sie eine Notiz ergänzen.`,
    });
  });

  routes.get('/merkliste/:id', signedIn(), async (req, res) => {
    const bookmark = await bookmarks.ownById(actorOf(req), req.params.id);
    res.page('catalogue/bookmark', { bookmark, note: bookmark.note, errors: [] });
  });

  routes.post('/merkliste/:id/aendern', signedIn(), async (req, res) => {
    const actor = actorOf(req);
    const form = parseForm(changeSchema, req.body);
    if (!form.ok) {
      const bookmark = await bookmarks.ownById(actor, req.params.id);
      const typed = { bookmark, note: form.values.note, errors: form.errors };
      return void res.status(422).page('catalogue/bookmark', typed);
    }
    await bookmarks.change(actor, req.params.id, form.value);
    res.done(bookmarksPath, { kind: 'success', title: 'Notiz gespeichert' });
  });

  routes.post('/merkliste/:id/entfernen', signedIn(), async (req, res) => {
    await bookmarks.remove(actorOf(req), req.params.id);
    res.done(bookmarksPath, { kind: 'success', title: 'Von der Merkliste entfernt' });
  });
}
