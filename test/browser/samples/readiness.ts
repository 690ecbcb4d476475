import { type Demo, dogTax } from '../demo.ts';
import type { Sample } from '../samples.ts';

const solution = `/loesungen/${dogTax}`;
const defects = '/loesungen/beispiel-maengelmelder-fuer-kleine-gemeinden-ohne-eigene-it';

/** Readiness, Betriebsangebote and Sicherheitshinweise with their forms. */
export async function readinessPages({ as }: Demo): Promise<Sample[]> {
  const { $ } = await (await as('editor')).visit(solution);
  const comment = $('main a[href$="/anmerkung"]').first().attr('href') ?? '';
  const provider = await as('districtApprover');
  const open = (await provider.visit(defects)).$('main a[href$="/ergaenzen"]').first().attr('href') ?? '';
  const notice = '/loesungen/:slug/sicherheitshinweise/:hinweis';
  return [
    ...['/nachnutzungsreife', '/betriebsangebote', '/sicherheitshinweise'].map((at) => ({ route: at, at })),
    { route: '/betriebsangebote', at: '/betriebsangebote?dienstleister=gibt-es-nicht' },
    { route: '/sicherheitshinweise', at: '/sicherheitshinweise?stand=offen' },
    { route: '/loesungen/:slug', at: defects },
    { route: '/loesungen/:slug', at: solution, who: 'serviceProvider' },
    { route: '/loesungen/:slug', at: defects, who: 'districtApprover' },
    { route: '/loesungen/:slug/betriebsangebot', at: `${solution}/betriebsangebot`, who: 'serviceProvider' },
    { route: '/loesungen/:slug/betriebsangebot', at: `${defects}/betriebsangebot`, who: 'serviceProvider' },
    {
      route: '/loesungen/:slug/betriebsangebot/beenden',
      at: `${solution}/betriebsangebot/beenden`,
      who: 'serviceProvider',
    },
    { route: '/loesungen/:slug/betriebsangebote/:angebot/anmerkung', at: comment, who: 'editor' },
    {
      route: '/loesungen/:slug/sicherheitshinweis',
      at: `${solution}/sicherheitshinweis`,
      who: 'approver',
    },
    { route: `${notice}/ergaenzen`, at: open, who: 'districtApprover' },
    {
      route: `${notice}/erledigen`,
      at: open.replace('/ergaenzen', '/erledigen'),
      who: 'districtApprover',
    },
  ];
}
