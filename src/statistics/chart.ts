import type { Spec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';

export type Bar = { label: string; series: string; amount: number };

/** Order and colour stay the same on every chart: what is only reported is amber, what is confirmed is green. */
const seriesColours: Record<string, string> = { gemeldet: '#b26a00', bestätigt: '#1b7a43' };

/**
 * Draws bars from zero as an SVG without inline styles, so that it passes the Content-Security-Policy; text takes the
 * page's colour. The picture carries no meaning of its own: the page says its message in words and shows the table.
 * @param bars one per label and series, in the order in which they are drawn
 */
export async function barChart(bars: Bar[]): Promise<string> {
  const spec: TopLevelSpec = {
    width: 480,
    height: { step: 22 },
    background: 'transparent',
    padding: 4,
    data: { values: bars },
    mark: { type: 'bar', aria: false },
    encoding: {
      y: {
        field: 'label',
        type: 'nominal',
        sort: null,
        axis: { title: null, labelLimit: 0, ticks: false },
      },
      yOffset: { field: 'series', sort: null },
      x: {
        field: 'amount',
        type: 'quantitative',
        axis: { title: null, tickMinStep: 1, format: 'd' },
        scale: { zero: true, domainMin: 0 },
      },
      color: {
        field: 'series',
        sort: null,
        scale: { domain: Object.keys(seriesColours), range: Object.values(seriesColours) },
        legend: { title: null, orient: 'top' },
      },
    },
    config: {
      axis: {
        labelColor: 'currentColor',
        domainColor: 'currentColor',
        tickColor: 'currentColor',
        grid: false,
        labelFontSize: 14,
        aria: false,
      },
      legend: { labelColor: 'currentColor', labelFontSize: 14, aria: false },
      view: { stroke: null },
      font: 'Fira Sans, sans-serif',
    },
  };
  // Loaded when the first chart is drawn: it takes half a second that no start needs to wait for.
  const [{ parse, View }, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const view = new View(parse(compile(spec).spec as Spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
