/**
 * Keeps what is chosen for the comparison while one looks at several pages of results: in this tab only, nothing is
 * sent anywhere. Without it the checkboxes of one page and the address of the comparison still do.
 */

const MOST = 4;
const KEY = 'vergleich';

const bar = document.getElementById('vergleich');
const boxes = [...document.querySelectorAll('input[type="checkbox"][form="vergleich"]')];
const status = document.querySelector('[data-compare-status]');
const compared = document.querySelector('[data-compared]');
const add = document.querySelector('[data-compare-add]');

let chosen = read();
if (compared) {
  chosen = compared.dataset.compared.split(' ').filter(Boolean);
  write();
}
if (bar) {
  for (const box of boxes) {
    box.checked = chosen.includes(box.value);
    box.addEventListener('change', () => choose(box));
  }
  show();
  // Going back shows the page as it was left, not as it was chosen elsewhere since.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    chosen = read();
    for (const box of boxes) box.checked = chosen.includes(box.value);
    show();
  });
}
if (add) {
  const slugs = [...new Set([...chosen, add.dataset.compareAdd])];
  const address = new URL(add.href);
  address.search = new URLSearchParams(slugs.map((slug) => ['l', slug])).toString();
  add.href = address;
}

function choose(box) {
  if (box.checked && chosen.length >= MOST) {
    box.checked = false;
    status.textContent = `Es sind schon ${MOST} Lösungen gewählt. Nehmen Sie zuerst eine heraus.`;
    return;
  }
  chosen = chosen.filter((slug) => slug !== box.value);
  if (box.checked) chosen.push(box.value);
  write();
  show();
}

/** What was ticked on other pages is sent along by hidden fields. */
function show() {
  for (const field of bar.querySelectorAll('input[type="hidden"]')) field.remove();
  const here = new Set(boxes.map((box) => box.value));
  for (const slug of chosen.filter((one) => !here.has(one))) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name: 'l', value: slug });
    bar.append(field);
  }
  bar.classList.toggle('compare-bar--chosen', chosen.length > 0);
  if (chosen.length > 0) status.textContent = `${chosen.length} von ${MOST} Lösungen gewählt.`;
  else status.textContent = 'Bis zu vier Lösungen ankreuzen und nebeneinander ansehen.';
}

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function write() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(chosen.slice(0, MOST)));
  } catch {
    // a browser that keeps nothing: the choice holds on this page only
  }
}
