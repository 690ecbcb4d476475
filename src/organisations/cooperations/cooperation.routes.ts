import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { isPlatform } from '../../shared/actor.ts';
import type { Organisations } from '../organisations.ts';
import { cooperationView } from './cooperation.view.ts';

type Dependencies = { organisations: Organisations };

/** Cooperations as everybody may read them. */
export function addCooperationRoutes(routes: Routes, { organisations }: Dependencies): void {
  routes.get('/kooperationen', everyone(), async (_req, res) => {
    const all = await organisations.allCooperations();
    res.page('organisations/cooperations', { cooperations: all.map((one) => cooperationView(one)) });
  });

  routes.get('/kooperationen/:key', everyone(), async (req, res) => {
    const cooperation = await organisations.cooperationByKey(req.params.key);
    res.page('organisations/cooperation', {
      cooperation: cooperationView(cooperation),
      mayChange: isPlatform(req.actor, 'operator'),
    });
  });
}
