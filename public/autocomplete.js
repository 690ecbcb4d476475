/**
 * Suggestions below a text field, after the ARIA combobox pattern (list, no inline completion). The source answers GET
 * ?q=text with { items: [{ label, hint?, group?, value? or href? }] }, those of one group beside each other. An entry
 * with `href` leads there; one with `value` fills the field, and a hidden field carries the value while the text is
 * unchanged. The field stays an ordinary one: what is typed is sent as it is.
 */

const WAIT_MS = 180;
const MIN_LENGTH = 2;

for (const box of document.querySelectorAll('[data-combobox]')) enhance(box);

function enhance(box) {
  const input = box.querySelector('input:not([type="hidden"])');
  const chosen = box.querySelector('input[type="hidden"]');
  const list = element('div', 'combobox__list', { role: 'listbox', 'aria-label': 'Vorschläge' });
  const status = element('div', 'sr-only', { role: 'status' });
  let items = [];
  let options = [];
  let active = -1;
  let timer;
  let request;

  list.id = `${input.id}-vorschlaege`;
  list.hidden = true;
  box.append(list, status);
  // ARIA in HTML knows no combobox that is a search field.
  if (input.type === 'search') input.type = 'text';
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');
  if (chosen) chosen.disabled = chosen.value === '';

  input.addEventListener('input', () => {
    if (chosen) {
      chosen.value = '';
      chosen.disabled = true;
    }
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT_MS);
  });
  input.addEventListener('keydown', onKey);
  input.addEventListener('blur', close);
  // mousedown comes before blur, so the list is still there to be chosen from
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) choose(options.indexOf(option));
  });

  async function suggest() {
    const text = input.value.trim();
    request?.abort();
    if (text.length < MIN_LENGTH) return close();
    const own = new AbortController();
    request = own;
    const address = new URL(box.dataset.source, location.href);
    address.searchParams.set('q', text);
    try {
      const answer = await fetch(address, {
        headers: { Accept: 'application/json', 'X-Requested-With': 'fetch' },
        signal: own.signal,
      });
      if (!answer.ok) return close();
      const found = (await answer.json()).items ?? [];
      if (!own.signal.aborted) show(found);
    } catch {
      // a newer keystroke took over, or the network is gone: the text field alone still works
      if (!own.signal.aborted) close();
    }
  }

  function show(found) {
    items = found;
    options = items.map(toOption);
    active = -1;
    list.replaceChildren(...grouped());
    const open = items.length > 0 && document.activeElement === input;
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    input.removeAttribute('aria-activedescendant');
    status.textContent =
      items.length === 0
        ? 'Keine Vorschläge'
        : items.length === 1
          ? 'Ein Vorschlag'
          : `${items.length} Vorschläge`;
  }

  function toOption(item, place) {
    const option = element('div', 'combobox__option', { role: 'option', 'aria-selected': 'false' });
    option.id = `${list.id}-${place}`;
    option.append(item.label);
    if (item.hint) {
      const hint = element('span', 'combobox__hint', {});
      hint.textContent = item.hint;
      option.append(hint);
    }
    return option;
  }

  /** The options, those of a group below its name. */
  function grouped() {
    const groups = new Map();
    return options.flatMap((option, place) => {
      const name = items[place].group;
      if (!name) return [option];
      const known = groups.get(name);
      if (known) {
        known.append(option);
        return [];
      }
      const group = element('div', 'combobox__group', { role: 'group', 'aria-label': name });
      const heading = element('div', 'combobox__heading', { 'aria-hidden': 'true' });
      heading.textContent = name;
      group.append(heading, option);
      groups.set(name, group);
      return [group];
    });
  }

  function onKey(event) {
    if (event.isComposing) return;
    if (list.hidden) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        suggest();
      } else if (event.key === 'Enter') close();
      return;
    }
    const last = options.length - 1;
    if (event.key === 'ArrowDown') moveTo(active === last ? 0 : active + 1);
    else if (event.key === 'ArrowUp') moveTo(active <= 0 ? last : active - 1);
    else if (event.key === 'Home' && active >= 0) moveTo(0);
    else if (event.key === 'End' && active >= 0) moveTo(last);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && active >= 0) choose(active);
    else {
      // Enter sends what was typed: an answer that is still on its way must not open the list again
      if (event.key === 'Enter') close();
      return;
    }
    event.preventDefault();
  }

  function moveTo(place) {
    options[active]?.setAttribute('aria-selected', 'false');
    active = place;
    const option = options[active];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  }

  function choose(place) {
    const item = items[place];
    if (item.href) {
      close();
      location.assign(new URL(item.href, location.href));
      return;
    }
    input.value = item.label;
    if (chosen) {
      chosen.value = item.value;
      chosen.disabled = false;
    }
    close();
    box.dispatchEvent(new CustomEvent('combobox:choose', { bubbles: true, detail: item }));
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    status.textContent = '';
  }
}

function element(tag, className, attributes) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
