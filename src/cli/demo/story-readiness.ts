import type { Services } from '../../services.ts';
import type { Cast } from './people.ts';
import type { SetClock } from './story.ts';

type Teller = { services: Services; cast: Cast; daysAgo: SetClock };

/** Offers of operation and warnings: one offer with the provider's remark, one settled warning, one open. */
export async function tellReadiness(
  teller: Teller,
  { dogTax, defects, council }: { dogTax: string; defects: string; council: string },
): Promise<void> {
  await offersOfOperation(teller, dogTax, council);
  await warnings(teller, dogTax, defects);
}

async function offersOfOperation({ services, cast, daysAgo }: Teller, dogTax: string, council: string) {
  const { solutions } = services;
  const operator = cast.actor('dienst');
  daysAgo(110);
  const solution = await solutions.publishedBySlug(dogTax);
  await solutions.offers.save(
    operator,
    solution,
    {
      description:
        'Formularserver, Anbindung an das Steuerfachverfahren und Pflege der Satzungsdatei. Einrichtung in vier Wochen, Hilfe an Werktagen.',
      priceBasis: 'perInhabitant',
      priceText: '0,12 Euro pro Einwohner und Jahr, Einrichtung einmalig 1.900 Euro.',
      vat: 'publicLaw',
      procurement: ['inhouse', 'publicAgreement'],
      townIds: [cast.organisationId('beispielhausen'), cast.organisationId('musterstadt')],
      since: '2025-09',
    },
    0,
  );
  daysAgo(108);
  const [offer] = await solutions.offers.offersOf(solution.id);
  if (!offer) throw new Error('the offer is not there');
  await solutions.offers.comment(cast.actor('redaktion'), solution, offer.id, {
    seen: 1,
    text: 'Wir betreiben die Lösung selbst auf demselben Formularserver; die Satzungsdatei ist unverändert übernommen.',
  });
  daysAgo(95);
  await solutions.offers.save(
    operator,
    await solutions.publishedBySlug(council),
    {
      description:
        'Einführung und Schulung für Räte bis 40 Mitglieder, Bereitstellung der Sitzungsunterlagen.',
      priceBasis: 'onRequest',
      priceText: '',
      vat: 'unclear',
      procurement: ['inhouse', 'framework'],
      townIds: [],
      since: '2026-02',
    },
    0,
  );
}

async function warnings({ services, cast, daysAgo }: Teller, dogTax: string, defects: string) {
  const { notices } = services.solutions;
  const settled = '6f0d8a52-3a52-4c0e-9a53-0d6f5a1b7c01';
  daysAgo(45);
  await notices.publishNotice(cast.actor('freigabe'), dogTax, settled, {
    releases: [1],
    severity: 'high',
    title: 'Satzungsdatei war ohne Anmeldung zu lesen',
    text: 'Wer den Ordner der Konfiguration mit auf den Formularserver legt, macht die Satzungsdatei öffentlich abrufbar. Personenbezogene Daten stehen nicht darin.',
    remedy:
      'Legen Sie die Satzungsdatei außerhalb des öffentlichen Ordners ab und prüfen Sie die Adresse im Browser.',
  });
  daysAgo(36);
  await notices.resolveNotice(cast.actor('freigabe'), dogTax, settled, {
    text: 'Version 2 beschreibt den richtigen Ablageort. Wer Version 1 nutzt, verschiebt die Datei.',
    seen: 0,
  });
  const open = '6f0d8a52-3a52-4c0e-9a53-0d6f5a1b7c02';
  daysAgo(5);
  await notices.publishNotice(cast.actor('pruefer'), defects, open, {
    releases: [1, 2],
    severity: 'high',
    title: 'Fotos behalten ihren Aufnahmeort',
    text: 'Gemeldete Fotos werden mit den Ortsangaben der Kamera gespeichert. Wer eine Meldung öffentlich zeigt, zeigt damit womöglich den Wohnort der meldenden Person.',
    remedy: 'Schalten Sie die öffentliche Anzeige von Fotos ab, bis eine neue Version die Angaben entfernt.',
  });
  daysAgo(3);
  await notices.supplementNotice(
    cast.actor('pruefer'),
    defects,
    open,
    'Bereits gespeicherte Fotos lassen sich in der Verwaltung einzeln löschen; ein Weg für alle auf einmal folgt mit der neuen Version.',
  );
}
