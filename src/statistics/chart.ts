import type { Spec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';

export type Bar = { label: string; series: string; amount: number };

/** Order and colour stay the same on every chart: what is only reported is amber, what is confirmed is green. */
const seriesColours: Record<string, string> = { gemeldet: '#b26a00', bestätigt: '#1b7a43' };

/** Each label stands above its bars, so that the picture is as narrow as a phone and long names need no room beside it. */
const axis = {
  title: null,
  ticks: false,
  domain: false,
  labelAlign: 'left',
  labelBaseline: 'bottom',
  labelPadding: 0,
  labelOffset: -24,
  labelLimit: 0,
  labelFontSize: 16,
  labelColor: 'currentColor',
  aria: false,
} as const;

/**
 * Draws bars from zero as an SVG without inline styles, so that it passes the Content-Security-Policy; text takes the
 * page's colour. The picture carries no meaning of its own: the page says its message in words and shows the table.
 * @param bars one per label and series, in the order in which they are drawn
 */
export async function barChart(bars: Bar[]): Promise<string> {
  // Room for the amount at the end of the longest bar; bars of nothing but zeros still begin at the left.
  const most = Math.max(1, ...bars.map(({ amount }) => amount)) * 1.12;
  const spec: TopLevelSpec = {
    width: 400,
    height: { step: 20 },
    background: 'transparent',
    // Fixed room: Vega cannot measure text here and would make pictures with long names wider than others.
    autosize: 'none',
    padding: { left: 2, right: 2, top: 36, bottom: 0 },
    data: { values: bars },
    encoding: {
      y: {
        field: 'label',
        type: 'nominal',
        sort: null,
        scale: { paddingInner: 0.42, paddingOuter: 0.42 },
        axis,
      },
      yOffset: { field: 'series', sort: null },
      x: {
        field: 'amount',
        type: 'quantitative',
        axis: null,
        scale: { zero: true, domainMin: 0, domainMax: most },
      },
    },
    layer: [
      {
        mark: { type: 'bar', aria: false },
        encoding: {
          color: {
            field: 'series',
            sort: null,
            scale: { domain: Object.keys(seriesColours), range: Object.values(seriesColours) },
            legend: { title: null, orient: 'top', offset: 4 },
          },
        },
      },
      {
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 16, color: 'currentColor', aria: false },
        encoding: { text: { field: 'amount', type: 'quantitative' } },
      },
    ],
    config: {
      legend: {
        labelColor: 'currentColor',
        labelFontSize: 16,
        symbolType: 'square',
        symbolStrokeWidth: 0,
        aria: false,
      },
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
