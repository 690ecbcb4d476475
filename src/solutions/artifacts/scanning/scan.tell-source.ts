import type { Model } from 'mongoose';
import type { Tell } from '../../../platform/tell.ts';
import { artifactsPath } from '../../paths.ts';
import type { Holding } from '../../record/holding.ts';
import type { Solution, SolutionModel } from '../../record/solution.model.ts';
import type { FileScan } from './scan.model.ts';
import { namedIn, titleIn } from './scans.service.ts';

type Dependencies = {
  scans: Model<FileScan>;
  model: SolutionModel;
  holding: Pick<Holding, 'holderId'>;
};

/** What the virus scanner's findings have to tell by mail, for the dispatcher of the notifications feature. */
export function makeScanTellSource({ scans, model, holding }: Dependencies) {
  return {
    name: 'fileScans',
    model: scans,
    async compose({ _id, signature }: FileScan, { audience }: Tell) {
      const named = await model.find(namedIn(_id)).lean<Solution[]>();
      const solutions: Solution[] = [];
      for (const solution of named) {
        const holder = await holding.holderId(solution.providerId);
        if (audience.platformRole !== null || audience.organisationIds.includes(holder))
          solutions.push(solution);
      }
      const [first] = solutions;
      if (first === undefined) return null;
      const titles = solutions.map((one) => `„${titleIn(one, _id)}“`).join(', ');
      return {
        subject: `Schadsoftware gefunden: ${titleIn(first, _id)}`,
        paragraphs: [
          `der Virenscanner hat in ${titles} Schadsoftware gefunden (${signature}). Das Projektergebnis ist gesperrt und wird von niemandem mehr heruntergeladen.`,
          'Bitte prüfen Sie den Rechner, von dem die Datei kam, und stellen Sie eine saubere Fassung als neues Projektergebnis ein. Halten Sie den Fund für einen Irrtum, wenden Sie sich an den Plattformbetrieb.',
        ],
        path: audience.platformRole === null ? artifactsPath(first.slug) : '/betrieb/dateien',
      };
    },
  };
}
