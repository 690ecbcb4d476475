import { everyone } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';

/** Pages that are text alone, with the view that holds it. */
const pages = {
  '/ueber': 'about',
  '/schnittstellen': 'interfaces',
  '/impressum': 'imprint',
  '/datenschutz': 'privacy',
  '/barrierefreiheit': 'accessibility',
  '/leichte-sprache': 'easy-language',
  '/gebaerdensprache': 'sign-language',
} as const;

/** Adds the pages of information to a feature's routes. */
export function addInformationPages(routes: Routes): void {
  for (const [path, view] of Object.entries(pages)) {
    routes.get(path, everyone(), (_req, res) => res.page(`information/${view}`));
  }
}
