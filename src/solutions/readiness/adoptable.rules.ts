import type { Artifact } from '../artifacts/artifact.ts';
import { operatingModelLabels } from '../record/content.ts';
import { artifactOf, failed, heldBack, type Judged, passed, type Rule, stated, usable } from './check.ts';

/** "übernehmbar": the parts, the rights and the help are there; a town can begin tomorrow. */
export const adoptableRules: Rule[] = [
  {
    id: 'artifact',
    step: 'adoptable',
    label: 'Etwas zum Übernehmen',
    why: 'Eine Website zeigt eine Lösung, übergibt sie aber nicht.',
    remedy: 'Laden Sie mindestens ein Projektergebnis hoch oder verweisen Sie auf den Quellcode.',
    field: 'projektergebnisse',
    judge(judged) {
      const counts = ({ kind }: Artifact) => kind !== 'website' && kind !== 'picture';
      const titles = usable(judged)
        .filter(counts)
        .map(({ title }) => `„${title}“`);
      if (titles.length > 0) return passed(`Hinterlegt: ${titles.join(', ')}.`);
      const back = heldBack(judged, counts);
      return back === ''
        ? failed('Es ist kein Projektergebnis hinterlegt, das man übernehmen kann.')
        : failed(`Was hinterlegt ist, kann man nicht übernehmen:${back}`);
    },
  },
  {
    id: 'confirmed',
    step: 'adoptable',
    label: 'Von den Bereitstellenden freigegeben',
    why: 'Angaben aus öffentlichen Quellen hat niemand zugesagt.',
    remedy: 'Übernehmen Sie den Eintrag und veröffentlichen Sie eine eigene Version.',
    field: '',
    judge: ({ inventory }) =>
      inventory === null
        ? passed('Die bereitstellende Organisation hat die Angaben selbst freigegeben.')
        : failed('Der Eintrag stammt aus öffentlichen Quellen und ist von niemandem bestätigt.'),
  },
  {
    id: 'rights',
    step: 'adoptable',
    label: 'Rechte bestätigt',
    why: 'Nur wer die Rechte hat, kann sie weitergeben.',
    remedy:
      'Bestätigen Sie, dass Ihre Organisation die Rechte hat und die Nachnutzung frei von Lizenzkosten ist.',
    field: 'rightsConfirmed',
    judge({ release: { content } }) {
      const { rightsConfirmed, licenceFree } = content.terms;
      if (!rightsConfirmed) return failed('Die Rechte zur Weitergabe sind nicht bestätigt.');
      return licenceFree === true
        ? passed('Die Rechte sind bestätigt, die Nachnutzung ist frei von Lizenzkosten.')
        : failed('Die Rechte sind bestätigt, nicht aber, dass die Nachnutzung frei von Lizenzkosten ist.');
    },
  },
  {
    id: 'thirdParty',
    step: 'adoptable',
    label: 'Bestandteile Dritter genannt',
    why: 'Fremde Software, Bilder und Daten bringen eigene Bedingungen mit.',
    remedy: 'Nennen Sie fremde Bestandteile. Wo es keine gibt, schreiben Sie „keine“.',
    field: 'thirdParty',
    judge: ({ release: { content } }) =>
      stated(
        content.terms.thirdParty,
        'Die Bestandteile Dritter sind angegeben.',
        'Bestandteile Dritter sind nicht angegeben.',
      ),
  },
  {
    id: 'guidance',
    step: 'adoptable',
    label: 'Handbuch oder Schulungsunterlage',
    why: 'Wer übernimmt, muss ohne die Entwicklerinnen und Entwickler zurechtkommen.',
    remedy:
      'Legen Sie ein Handbuch oder eine Schulungsunterlage bei, verweisen Sie auf die Dokumentation, oder sagen Sie, warum keines nötig ist.',
    field: 'projektergebnisse',
    judge: judgeGuidance,
  },
  {
    id: 'support',
    step: 'adoptable',
    label: 'Unterstützung geklärt',
    why: 'Die Einführung gelingt eher, wenn feststeht, wer hilft und bis wann.',
    remedy: 'Sagen Sie, welche Unterstützung es gibt, auch wenn es keine gibt.',
    field: 'support',
    judge: ({ release: { content } }) =>
      stated(
        content.terms.support,
        'Die Unterstützung ist beschrieben.',
        'Unterstützung ist nicht angegeben.',
      ),
  },
  {
    id: 'operation',
    step: 'adoptable',
    label: 'Betrieb geklärt',
    why: 'Kleine Kommunen betreiben selten selbst; sie müssen wissen, wer es kann.',
    remedy:
      'Geben Sie die Betriebsmodelle an, oder bitten Sie einen IT-Dienstleister um ein Betriebsangebot.',
    field: 'operatingModels',
    judge({ release: { content } }, { operatingOffers }) {
      if (operatingOffers > 0)
        return passed(
          operatingOffers === 1
            ? 'Es gibt ein Betriebsangebot.'
            : `Es gibt ${operatingOffers} Betriebsangebote.`,
        );
      const models = content.operatingModels.map((one) => operatingModelLabels[one]);
      return models.length > 0
        ? passed(`Vorgesehen: ${models.join(', ')}.`)
        : failed('Es ist nicht angegeben, wie die Lösung betrieben wird, und es gibt kein Betriebsangebot.');
    },
  },
  {
    id: 'securityNotice',
    step: 'adoptable',
    label: 'Kein kritischer Sicherheitshinweis offen',
    why: 'Was eine offene, kritische Lücke hat, sollte niemand neu einführen.',
    remedy:
      'Beheben Sie die Ursache, veröffentlichen Sie eine neue Version, und melden Sie den Hinweis als erledigt.',
    field: '',
    judge({ release, notices }) {
      const open = notices.find(
        ({ severity, resolved, releases }) =>
          severity === 'critical' && resolved === null && releases.includes(release.number),
      );
      return open
        ? failed(`Offen ist: „${open.title}“.`)
        : passed('Zur aktuellen Version ist kein kritischer Sicherheitshinweis offen.');
    },
  },
];

function judgeGuidance(judged: Judged) {
  const { links, waivedDocuments } = judged.release.content;
  const document = artifactOf(judged, 'manual', 'training');
  if (document) return passed(`Es liegt bei: „${document.title}“.`);
  if (links.some(({ kind }) => kind === 'documentation'))
    return passed('Auf eine Dokumentation ist verwiesen.');
  const waived = waivedDocuments.find(({ kind }) => kind === 'manual' || kind === 'training');
  return waived
    ? passed(`Nicht nötig, weil: ${waived.reason}`)
    : failed(
        `Weder Handbuch noch Schulungsunterlage noch ein Verweis auf eine Dokumentation ist zu haben.${heldBack(judged, ({ kind }) => kind === 'manual' || kind === 'training')}`,
      );
}
