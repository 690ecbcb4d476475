/** For every page: focus on the summary of errors, menus that close by Escape or by a click beside them. */

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
