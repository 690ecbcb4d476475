import type { Services } from '../../services.ts';
import type { Cast } from './people.ts';
import type { SetClock } from './story.ts';

type Teller = { services: Services; cast: Cast; daysAgo: SetClock };

const dayMs = 86_400_000;

/** What people keep, and two events of example organisations with their running orders. */
export async function keepAndPresent(teller: Teller, solutions: { shown: string[]; kept: string[] }) {
  await keepForLater(teller, solutions.kept);
  await holdEvent(teller, 45, -30, 'Beispiel: Werkstatt Online-Dienste', solutions.shown.slice(0, 2));
  await holdEvent(teller, 3, 21, 'Beispiel: Digitaltag im Kreis Musterland', solutions.shown);
}

async function keepForLater({ services, cast, daysAgo }: Teller, slugs: string[]): Promise<void> {
  const { bookmarks, savedSearches } = services.kept;
  const reuser = cast.actor('it');
  daysAgo(40);
  for (const slug of slugs) await bookmarks.keep(reuser, slug);
  const [first] = await bookmarks.list(reuser);
  if (first)
    await bookmarks.change(reuser, first.id, {
      note: 'Im Haushalt 2027 einplanen; vorher die Satzung abgleichen.',
      shared: true,
    });
  await savedSearches.save(reuser, { name: 'Bürgerdienste', query: 'q=online', shared: true });
}

/** An event `inDays` from today, written `daysBefore` today. */
async function holdEvent(
  { services, cast, daysAgo }: Teller,
  daysBefore: number,
  inDays: number,
  title: string,
  slugs: string[],
): Promise<void> {
  const { events } = services;
  const editor = cast.actor('digital');
  daysAgo(daysBefore);
  const day = new Date(Date.now() + inDays * dayMs);
  day.setUTCHours(9, 0, 0, 0);
  const slug = await events.create(editor, {
    title,
    startsAt: day,
    place: 'Kreishaus Musterland, Großer Saal (Beispiel)',
    link: 'https://treffen.musterland.example/digitaltag',
    text: 'Dies ist ein erfundenes Beispiel für die Vorführung. Jede Lösung hat drei Minuten.',
  });
  const step = async () => ({ slug, revision: (await events.ownBySlug(editor, slug)).revision });
  await events.addSolutions(editor, await step(), slugs.slice(0, 2));
  await events.addPause(editor, await step(), 'Pause', 15);
  await events.addSolutions(editor, await step(), slugs);
  await events.publish(editor, await step());
}
