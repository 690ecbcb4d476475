import type { Demo } from '../demo.ts';
import type { Sample } from '../samples.ts';

/** Succession, programmes and the landscape of competences. */
export async function regionPages(_demo: Demo): Promise<Sample[]> {
  const programme = '/programme/digitale-modellregionen-nrw';
  return [
    { route: '/kdn/verwaist', at: '/kdn/verwaist', who: 'kdn' },
    { route: '/programme/:key', at: programme, who: 'kdn' },
    { route: '/programme/:key/eintraege/neu', at: `${programme}/eintraege/neu`, who: 'kdn' },
    { route: '/programme/:key/eintraege/:id', at: `${programme}/eintraege/dmr-beginn`, who: 'kdn' },
    { route: '/kompetenzlandschaft', at: '/kompetenzlandschaft' },
    { route: '/kompetenzlandschaft', at: '/kompetenzlandschaft?thema=Tourismus&angebot=funding' },
    { route: '/meine-kompetenzen', at: '/meine-kompetenzen', who: 'editor' },
  ];
}
