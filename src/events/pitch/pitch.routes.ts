import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { Solutions } from '../../solutions/index.ts';
import { pitchMinutes } from '../order/order.ts';
import type { Pitches } from './pitches.ts';

type Dependencies = { solutions: Pick<Solutions, 'publishedBySlug'>; pitches: Pitches };

/** "Kurzpräsentation": a solution in three minutes. */
export function addPitchRoutes(routes: Routes, { solutions, pitches }: Dependencies): void {
  routes.get('/loesungen/:slug/kurzpraesentation', everyone(), async (req, res) => {
    const solution = await solutions.publishedBySlug(req.params.slug);
    const pitch = (await pitches.pitchesOf([solution])).get(solution.id);
    res.page('events/pitch', { pitch, seconds: pitchMinutes * 60 });
  });
}
