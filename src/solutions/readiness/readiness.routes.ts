import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { readinessPath } from '../paths.ts';
import { type ReadinessStep, readinessStepLabels, readinessSteps } from './check.ts';
import { readinessRules } from './readiness.ts';

/** What each step tells who searches. */
const meanings: Record<ReadinessStep, string> = {
  described: 'Die Lösung lässt sich finden, verstehen und erfragen.',
  assessable: 'IT, Datenschutz und Haushalt können sie beurteilen, ohne nachzufragen.',
  adoptable: 'Teile, Rechte und Hilfe sind da; eine Kommune kann anfangen.',
  proven: 'Andere haben sie übernommen, und beide Seiten bestätigen es.',
};

/** The page that explains the steps, printed from the very rules that judge. */
export function addReadinessRoutes(routes: Routes): void {
  routes.get(readinessPath, everyone(), (_req, res) => {
    res.page('solutions/readiness-rules', {
      steps: readinessSteps.map((id) => ({
        id,
        label: readinessStepLabels[id],
        meaning: meanings[id],
        rules: readinessRules.filter(({ step }) => step === id),
      })),
    });
  });
}
