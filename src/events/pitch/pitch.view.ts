import { counted, date } from '../../shared/german.ts';
import { maturityLabels, type Picture, type PublishedSolution, picturesOf } from '../../solutions/index.ts';
import { type SlideText, slideText } from './slide-text.ts';

export type Slide = {
  /** Unique within its pitch. */
  id: string;
  heading: string;
  text: SlideText | null;
  facts: { term: string; text: string }[];
  picture: Picture | null;
  /** An address in large type. */
  address: string;
};

/** A solution as it is presented. */
export type Pitch = {
  slug: string;
  title: string;
  summary: string;
  provider: string;
  /** Says that nobody has confirmed a Bestandseintrag; '' for any other. */
  origin: string;
  slides: Slide[];
};

/** What a pitch needs besides the solution. */
export type AroundPitch = {
  provider: string;
  /** Names of organisations that use it, confirmed. */
  users: string[];
  /** SHA-256 of contents that the virus scanner keeps from everybody. */
  heldBack: ReadonlySet<string>;
  baseUrl: string;
};

const mostPictures = 3;
const mostUsers = 4;

/** The slides of a solution from its own fields; what is not stated gives no slide. Pure. */
export function pitchOf(solution: PublishedSolution, around: AroundPitch): Pitch {
  const { slug, release, blocks, inventory } = solution;
  const { content, artifacts } = release;
  const about = content.description === content.summary ? '' : content.description;
  const pictures = picturesOf(slug, artifacts, blocks, around.heldBack).slice(0, mostPictures);
  return {
    slug,
    title: content.title,
    summary: content.summary,
    provider: around.provider,
    origin:
      inventory === null
        ? ''
        : 'Bestandseintrag: aus öffentlichen Quellen übernommen, von der genannten Organisation noch nicht bestätigt.',
    slides: [
      ...textSlide('ausgangslage', 'Ausgangslage', content.situation),
      ...textSlide('loesung', 'Was es ist', about),
      ...textSlide('besonders', 'Was besonders ist', content.special),
      ...pictures.map((picture, index) => ({
        ...blank,
        id: `bild-${index + 1}`,
        heading: picture.title,
        picture,
      })),
      ...textSlide('nutzen', 'Was es bringt', content.benefit),
      ...textSlide('uebertragbar', 'Was übertragbar ist', content.transferable),
      ...factSlide(solution, around.users),
      ...textSlide('quellen', 'Quellen', inventory ? sourcesOf(solution) : ''),
      {
        ...blank,
        id: 'weiter',
        heading: 'So geht es weiter',
        facts: stated([
          ['Bereitgestellt von', inventory === null ? around.provider : ''],
          ['Fachliche Ansprechstelle', content.contactFunction],
        ]),
        address: `${around.baseUrl}/loesungen/${slug}`,
      },
    ],
  };
}

const blank: Omit<Slide, 'id' | 'heading'> = { text: null, facts: [], picture: null, address: '' };

function textSlide(id: string, heading: string, markdown: string): Slide[] {
  const text = slideText(markdown);
  return text.blocks.length === 0 ? [] : [{ ...blank, id, heading, text }];
}

/** What decides whether one may and dares to take it over. */
function factSlide({ release, inventory }: PublishedSolution, users: string[]): Slide[] {
  const { content, artifacts, number, publishedAt } = release;
  const licences = [...new Set(artifacts.map(({ licence }) => licence))].filter((one) => one !== '');
  const facts = stated([
    ['Frei von Lizenzkosten', content.terms.licenceFree === true ? 'ja' : ''],
    ['Lizenz', licences.slice(0, 4).join(', ')],
    ['Reife', content.maturity === '' ? '' : maturityLabels[content.maturity]],
    ['Bestätigte Nachnutzungen', usersText(users)],
    ['Stand', inventory === null ? `Version ${number} vom ${date(publishedAt)}` : ''],
  ]);
  return facts.length === 0 ? [] : [{ ...blank, id: 'stand', heading: 'Auf einen Blick', facts }];
}

function usersText(users: string[]): string {
  if (users.length === 0) return '';
  const named = users.slice(0, mostUsers).join(', ');
  const more = users.length - mostUsers;
  return more > 0 ? `${named} und ${counted(more, 'weitere', 'weitere')}` : named;
}

const sourcesOf = ({ release }: PublishedSolution): string =>
  [...new Set(release.content.sources.map(({ publisher }) => publisher))].map((one) => `- ${one}`).join('\n');

const stated = (facts: [term: string, text: string][]): Slide['facts'] =>
  facts.filter(([, text]) => text !== '').map(([term, text]) => ({ term, text }));
