/**
 * Suggestions for the text fields of the combobox partial, after the ARIA combobox pattern (list, no inline completion).
 * The source answers GET ?q=text with { items: [{ value, label, hint? }] }. The field stays an ordinary text field:
 * what is typed is sent as it is, the hidden field carries the chosen entry's value while the text is unchanged.
 */

const WAIT_MS = 180;
const MIN_LENGTH = 2;

for (const box of document.querySelectorAll('[data-combobox]')) enhance(box);

function enhance(box) {
  const input = box.querySelector('input[type="text"]');
  const chosen = box.querySelector('input[type="hidden"]');
  const list = document.createElement('ul');
  const status = document.createElement('div');
  let options = [];
  let active = -1;
  let timer;
  let request;

  list.id = `${input.id}-vorschlaege`;
  list.className = 'combobox__list';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Vorschläge');
  status.className = 'sr-only';
  status.setAttribute('role', 'status');
  box.append(list, status);
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
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const item = event.target.closest('[role="option"]');
    if (item) choose([...list.children].indexOf(item));
  });

  async function suggest() {
    const text = input.value.trim();
    request?.abort();
    if (text.length < MIN_LENGTH) return close();
    request = new AbortController();
    const address = new URL(box.dataset.source, location.href);
    address.searchParams.set('q', text);
    try {
      const answer = await fetch(address, {
        headers: { Accept: 'application/json', 'X-Requested-With': 'fetch' },
        signal: request.signal,
      });
      if (!answer.ok) return close();
      show((await answer.json()).items ?? []);
    } catch {
      // a newer keystroke took over, or the network is gone: the text field alone still works
      if (!request.signal.aborted) close();
    }
  }

  function show(items) {
    options = items;
    active = -1;
    list.replaceChildren(...items.map(toOption));
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

  function toOption(item, index) {
    const option = document.createElement('li');
    option.id = `${list.id}-${index}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.append(item.label);
    if (item.hint) {
      const hint = document.createElement('span');
      hint.className = 'combobox__hint';
      hint.textContent = item.hint;
      option.append(hint);
    }
    return option;
  }

  function onKey(event) {
    if (list.hidden) {
      if (event.key === 'ArrowDown') suggest();
      return;
    }
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && active >= 0) choose(active);
    else return;
    event.preventDefault();
  }

  function move(step) {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = (active + step + options.length) % options.length;
    const option = list.children[active];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  }

  function choose(index) {
    const item = options[index];
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
