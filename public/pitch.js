/**
 * Presents the slides of a deck one by one: full screen where the browser allows it, a clock per item that counts down,
 * keys for slides and clock. Without it the slides stand below each other. Each [data-item] holds [data-slide]s and has
 * data-seconds; data-skip leaves it out.
 */

const SOON_SECONDS = 30;
const TICK_MS = 250;

for (const deck of document.querySelectorAll('[data-deck]')) present(deck);

function present(deck) {
  const one = (name) => deck.querySelector(`[data-${name}]`);
  const opener = document.querySelector('[data-present]');
  const bar = one('bar');
  const items = [...deck.querySelectorAll('[data-item]:not([data-skip])')].map((element) => ({
    title: element.dataset.title,
    seconds: Number(element.dataset.seconds),
    slides: [...element.querySelectorAll('[data-slide]')],
    spentMs: 0,
  }));
  const slides = items.flatMap((item) => item.slides.map((element) => ({ element, item })));
  if (slides.length === 0) return;
  const planned = items.reduce((sum, { seconds }) => sum + seconds, 0);
  let place = 0;
  let runningSince = null;
  let inertOnes = [];

  const isLive = () => deck.classList.contains('deck--live');
  const item = () => slides[place].item;

  function book() {
    if (runningSince === null) return;
    const now = Date.now();
    item().spentMs += now - runningSince;
    runningSince = now;
  }

  function show(wanted) {
    const next = Math.min(Math.max(wanted, 0), slides.length - 1);
    book();
    slides[place].element.classList.remove('slide--shown');
    place = next;
    const { element } = slides[place];
    element.classList.add('slide--shown');
    deck.scrollTo(0, 0);
    const heading = element.querySelector('h1, h2, h3')?.textContent ?? '';
    one('place').textContent = `${place + 1} von ${slides.length}`;
    one('heard').textContent = `Folie ${place + 1} von ${slides.length}: ${heading}`;
    tick();
  }

  function jump(step) {
    const at = items.indexOf(item());
    const next = items[Math.min(Math.max(at + step, 0), items.length - 1)];
    show(slides.findIndex((slide) => slide.item === next));
  }

  function tick() {
    book();
    const left = Math.ceil(item().seconds - item().spentMs / 1000);
    const clock = one('clock');
    clock.textContent = time(left);
    clock.dataset.state = left <= 0 ? 'over' : left <= SOON_SECONDS ? 'soon' : 'fine';
    say(left <= 0 ? 'Zeit abgelaufen' : left <= SOON_SECONDS ? `Noch ${SOON_SECONDS} Sekunden` : '');
    const total = one('total');
    if (total) total.textContent = totalText();
  }

  /** Written only when it changes, so that it is read aloud once. */
  function say(word) {
    if (one('word').textContent !== word) one('word').textContent = word;
  }

  function totalText() {
    const spent = items.reduce((sum, { spentMs }) => sum + spentMs, 0) / 1000;
    const before = items.slice(0, items.indexOf(item())).reduce((sum, { seconds }) => sum + seconds, 0);
    const due = before + Math.min(item().seconds, item().spentMs / 1000);
    const late = Math.round(spent - due);
    const against =
      late > 0 ? `, ${time(late)} hinter dem Plan` : late < 0 ? `, ${time(-late)} vor dem Plan` : '';
    return `Gesamt ${time(Math.floor(spent))} von ${time(planned)}${against}`;
  }

  function run(start) {
    book();
    runningSince = start ? Date.now() : null;
    one('run').querySelector('.kern-label').textContent = start ? 'Uhr anhalten' : 'Uhr starten';
    tick();
  }

  function reset() {
    run(false);
    item().spentMs = 0;
    tick();
  }

  function enter() {
    inertOnes = othersOf(deck).filter((element) => !element.inert);
    for (const element of inertOnes) element.inert = true;
    deck.classList.add('deck--live');
    bar.hidden = false;
    show(place);
    deck.focus({ preventScroll: true });
    deck.requestFullscreen?.().catch(() => {});
  }

  function leave() {
    if (!isLive()) return;
    run(false);
    for (const element of inertOnes) element.inert = false;
    deck.classList.remove('deck--live');
    bar.hidden = true;
    if (document.fullscreenElement === deck) document.exitFullscreen().catch(() => {});
    opener.focus();
  }

  const acts = {
    next: () => show(place + 1),
    previous: () => show(place - 1),
    'next-item': () => jump(1),
    'previous-item': () => jump(-1),
    run: () => run(runningSince === null),
    reset,
    leave,
  };
  const keys = {
    ArrowRight: 'next',
    PageDown: 'next',
    ArrowLeft: 'previous',
    PageUp: 'previous',
    'Shift+ArrowRight': 'next-item',
    'Shift+ArrowLeft': 'previous-item',
    ' ': 'run',
    Escape: 'leave',
  };

  bar.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-act]');
    if (!button) return;
    acts[button.dataset.act]();
    // The space bar belongs to the clock again after a click; who presses buttons by keyboard stays there.
    if (event.detail > 0 && isLive()) deck.focus({ preventScroll: true });
  });
  document.addEventListener('keydown', (event) => {
    if (!isLive() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === ' ' && event.target.closest?.('button')) return;
    const act = keys[event.shiftKey ? `Shift+${event.key}` : event.key];
    if (!act) return;
    event.preventDefault();
    acts[act]();
  });
  document.addEventListener('fullscreenchange', () => {
    if (document.fullscreenElement === null) leave();
  });
  setInterval(() => {
    if (runningSince !== null) tick();
  }, TICK_MS);
  opener.hidden = false;
  opener.addEventListener('click', enter);
}

/** Everything beside an element, from its siblings up to those of the page's parts. */
function othersOf(element) {
  const others = [];
  for (let at = element; at !== document.body; at = at.parentElement)
    others.push(...[...at.parentElement.children].filter((sibling) => sibling !== at));
  return others;
}

/** "3:00", "0:09", "−0:12". */
function time(seconds) {
  const whole = Math.abs(seconds);
  return `${seconds < 0 ? '−' : ''}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
