import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { type Actor, hasRole } from '../../shared/actor.ts';
import { notFound } from '../../shared/errors.ts';
import { statedViews } from '../competences/stated.view.ts';
import { cooperationView } from '../cooperations/cooperation.view.ts';
import type { Organisations } from '../organisations.ts';
import { competencesPath, contactPath, membersPath, operatorPath, organisationPath } from '../paths.ts';
import type { OrganisationPorts } from '../ports.ts';
import type { Organisation } from '../record/organisation.types.ts';
import { factsOf } from '../record/organisation.view.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts };

const administers = (actor: Actor | null, organisation: Organisation): boolean =>
  actor?.organisation?.id === organisation.id && hasRole(actor, 'administrator');

const keeps = (actor: Actor | null, organisation: Organisation): boolean =>
  actor?.organisation?.id === organisation.id &&
  (hasRole(actor, 'editor') || hasRole(actor, 'administrator'));

/** An organisation's own page. */
export function addDetailRoutes(routes: Routes, { organisations, ports }: Dependencies): void {
  routes.get('/organisationen/:slug', everyone(), async (req, res) => {
    const organisation = await organisations.getBySlug(req.params.slug);
    if (organisation === null) throw notFound('Diese Organisation gibt es nicht.');
    const current = await organisations.resolveSuccession(organisation.id);
    if (current !== null && current.id !== organisation.id)
      return res.redirect(301, organisationPath(current.slug));
    const [portfolio, cooperations, held, providers, predecessors, follower, stated] = await Promise.all([
      ports.portfolioOf(organisation.id),
      organisations.cooperationsOf(organisation.id),
      organisations.idsHeldBy(organisation.id),
      organisations.todayByIds(organisation.serviceProviders),
      organisations.predecessorsOf(organisation.id),
      organisation.succession && organisations.getById(organisation.succession.successorId),
      statedViews(organisations, organisation.id),
    ]);
    res.page('organisations/detail', {
      organisation,
      ...portfolio,
      follower: follower && {
        name: follower.fullName,
        href: organisationPath(follower.slug),
        since: organisation.succession?.since,
      },
      stated,
      competencesHref: keeps(req.actor, organisation) ? competencesPath : null,
      cooperations: cooperations.map((one) => cooperationView(one, held)),
      facts: factsOf(organisation, { providers: [...providers.values()], predecessors }),
      contactHref: req.actor?.organisation?.id === organisation.id ? null : contactPath(organisation.slug),
      membersHref: administers(req.actor, organisation) ? membersPath(organisation.slug) : null,
      successorHref:
        req.actor?.platformRoles.includes('kdn') && !req.actor.platformRoles.includes('operator')
          ? `${organisationPath(organisation.slug)}/nachfolge`
          : null,
      operatorHref: req.actor?.platformRoles.includes('operator') ? operatorPath(organisation.slug) : null,
    });
  });
}
