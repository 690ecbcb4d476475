/**
 * For every page: focus on the summary of errors, menus that close by Escape or by a click beside them, and an end to
 * what was kept of a person's forms once the person has left.
 */

const summary = document.querySelector('[data-error-summary]');
// autofocus does it without scripts; older browsers honour it on form fields only
if (summary) {
  requestAnimationFrame(() => {
    if (!summary.contains(document.activeElement)) summary.focus();
  });
}

// A link of the summary leads to a field; for a group that is its first choice.
summary?.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  const field = target.matches('input, select, textarea')
    ? target
    : target.querySelector('input, select, textarea');
  if (!field) return;
  event.preventDefault();
  (field.closest('.kern-form-input, fieldset') ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
});

const menus = document.querySelectorAll('details[data-menu]');
document.addEventListener('click', (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
for (const menu of menus) {
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}

// autosave.js keeps what could not be saved in the tab, also while one must log in anew. It goes when the person logs
// out, and when another one works in the same tab.
const logOuts = document.querySelectorAll('form[data-person]');
const leftKey = 'abgemeldet';
for (const form of logOuts) {
  form.addEventListener('submit', () => withStorage((storage) => storage.setItem(leftKey, 'ja')));
}
withStorage((storage) => {
  const person = logOuts[0]?.dataset.person;
  const left = storage.getItem(leftKey) !== null && person === undefined;
  storage.removeItem(leftKey);
  for (const key of Object.keys(storage)) {
    if (!key.startsWith('eingaben:')) continue;
    const other = person !== undefined && JSON.parse(storage.getItem(key))?.by !== person;
    if (left || other) storage.removeItem(key);
  }
});

function withStorage(act) {
  try {
    act(sessionStorage);
  } catch {
    // Storage is switched off: nothing is kept there either.
  }
}
