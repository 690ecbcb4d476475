import { counted } from '../../shared/german.ts';
import { failed, passed, type Rule, stated } from './check.ts';

/** Below this a text names a subject but does not describe it. */
const shortestDescription = 100;

/** "beschrieben": somebody who searches finds it, understands it and knows whom to ask. */
export const describedRules: Rule[] = [
  {
    id: 'summary',
    step: 'described',
    label: 'In einem Satz gesagt',
    why: 'Der Satz steht in jeder Trefferliste; nach ihm entscheidet sich, ob jemand weiterliest.',
    remedy: 'Sagen Sie in einem Satz, was die Lösung für wen tut.',
    field: 'summary',
    judge: ({ release: { content } }) =>
      stated(content.summary, 'Ein Satz sagt, was die Lösung tut.', 'Es gibt keinen Satz dazu.'),
  },
  {
    id: 'description',
    step: 'described',
    label: 'Worum es geht',
    why: 'Wer eine Übernahme vorschlägt, muss die Lösung anderen erklären können.',
    remedy: `Beschreiben Sie die Lösung ausführlicher als in einem Satz, mit mindestens ${shortestDescription} Zeichen.`,
    field: 'description',
    judge({ release: { content } }) {
      const text = content.description.trim();
      if (text === '') return failed('Es gibt keine Beschreibung.');
      if (text === content.summary.trim()) return failed('Die Beschreibung wiederholt nur den einen Satz.');
      return text.length < shortestDescription
        ? failed(`Die Beschreibung hat nur ${counted(text.length, 'Zeichen', 'Zeichen')}.`)
        : passed(`Eine Beschreibung mit ${counted(text.length, 'Zeichen', 'Zeichen')} liegt vor.`);
    },
  },
  {
    id: 'benefit',
    step: 'described',
    label: 'Nutzen genannt',
    why: 'Rat und Verwaltungsleitung fragen zuerst, was es bringt.',
    remedy: 'Sagen Sie, was andere Kommunen davon haben, möglichst mit Zahlen.',
    field: 'benefit',
    judge: ({ release: { content } }) =>
      stated(content.benefit, 'Der Nutzen ist beschrieben.', 'Der Nutzen ist nicht angegeben.'),
  },
  {
    id: 'transferable',
    step: 'described',
    label: 'Übertragbares benannt',
    why: 'Nicht jedes Projekt lässt sich ganz übernehmen; was davon übertragbar ist, entscheidet.',
    remedy: 'Sagen Sie, was andere übernehmen können.',
    field: 'transferable',
    judge: ({ release: { content } }) =>
      stated(
        content.transferable,
        'Es ist gesagt, was andere übernehmen können.',
        'Was übertragbar ist, ist nicht angegeben.',
      ),
  },
  {
    id: 'targetGroups',
    step: 'described',
    label: 'Zielgruppen genannt',
    why: 'Eine Gemeinde sieht daran, ob die Lösung für Organisationen wie sie gedacht ist.',
    remedy: 'Nennen Sie mindestens eine Zielgruppe.',
    field: 'targetGroups',
    judge: ({ release: { content } }) =>
      content.targetGroups.length > 0
        ? passed(`Genannt: ${content.targetGroups.join(', ')}.`)
        : failed('Zielgruppen sind nicht angegeben.'),
  },
  {
    id: 'topics',
    step: 'described',
    label: 'Thema zugeordnet',
    why: 'Ohne Thema fehlt die Lösung in den Filtern der Suche.',
    remedy: 'Ordnen Sie die Lösung mindestens einem Thema zu.',
    field: 'topics',
    judge: ({ release: { content } }) =>
      content.topics.length > 0
        ? passed(`Zugeordnet: ${content.topics.join(', ')}.`)
        : failed('Kein Thema ist zugeordnet.'),
  },
  {
    id: 'contact',
    step: 'described',
    label: 'Ansprechstelle benannt',
    why: 'Fragen brauchen eine Stelle, die bleibt, auch wenn Personen wechseln.',
    remedy: 'Nennen Sie die Stelle, die Anfragen beantwortet.',
    field: 'contactFunction',
    judge: ({ release: { content } }) =>
      stated(
        content.contactFunction,
        `Anfragen beantwortet: ${content.contactFunction}.`,
        'Eine fachliche Ansprechstelle ist nicht angegeben.',
      ),
  },
];
