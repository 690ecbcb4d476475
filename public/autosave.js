/**
 * Saves the form inside [data-autosave] by itself: after a pause in typing and on leaving a field, to the address of
 * the form. The server answers { revision, seen, savedAt, faults, clash, others, progress }, with 409 where somebody
 * else changed the same field. What could not be saved is kept in the tab (sessionStorage) until it is. Without this
 * script the form's buttons do the same.
 */

/** Fields that belong to the page and not to what people typed. */
const carried = new Set(['_csrf', 'revision', 'seen']);
const form = document.querySelector('[data-autosave] form');
if (form) autosave(form);

function autosave(form) {
  const pauseMs = 1500;
  const retryMs = 15_000;
  const address = new URL(form.getAttribute('action') ?? location.href, location.href).pathname;
  const backup = makeBackup(`eingaben:${address}`);
  const line = makeLine(form);
  let saved = textOf(form);
  let timer;
  let underWay = null;
  let clashed = false;
  let leaving = false;

  form.addEventListener('input', () => {
    line.show('Noch nicht gespeichert …');
    plan(pauseMs);
  });
  form.addEventListener('change', () => plan(0));
  addEventListener('online', () => plan(0));
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (underWay) {
      // The button's own save must be made on what the one under way has written.
      event.preventDefault();
      const { submitter } = event;
      underWay.finally(() => form.requestSubmit(submitter));
      return;
    }
    backup.keep(form);
    leaving = true;
  });
  addEventListener('beforeunload', (event) => {
    if (!leaving && textOf(form) !== saved) event.preventDefault();
  });
  addEventListener('pagehide', () => {
    if (textOf(form) !== saved) backup.keep(form);
  });
  addEventListener('pageshow', () => {
    leaving = false;
  });
  offerBackup();

  function plan(ms) {
    clearTimeout(timer);
    if (clashed || textOf(form) === saved) return;
    timer = setTimeout(save, ms);
  }

  function save() {
    if (underWay) return;
    const sent = textOf(form);
    if (sent === saved) return;
    line.show('Wird gespeichert …');
    underWay = send(form, address)
      .then((answer) => took(answer, sent))
      .catch(() =>
        failed(
          'Keine Verbindung. Ihre Eingaben bleiben auf dieser Seite und werden gespeichert, sobald die Verbindung wieder da ist.',
          retryMs,
        ),
      )
      .finally(() => {
        underWay = null;
        if (textOf(form) !== sent) plan(pauseMs);
      });
  }

  function took({ status, body }, sent) {
    if (status === 401)
      return failed(
        'Sie sind nicht mehr angemeldet. Melden Sie sich in einem neuen Fenster an, dann speichert diese Seite weiter.',
        retryMs,
        { label: 'In neuem Fenster anmelden', href: '/anmelden' },
      );
    if (status === 413) return failed('Der Text ist zu lang. Kürzen Sie ihn.');
    if (body?.revision === undefined)
      return failed(
        body?.detail ?? 'Der Server antwortet nicht richtig.',
        status >= 500 || status === 429 ? retryMs : undefined,
      );
    form.elements.revision.value = body.revision;
    form.elements.seen.value = body.seen;
    showProgress(body.progress);
    if (body.clash) {
      clashed = true;
      return failed(`${body.clash} Ihre Eingabe steht noch hier.`, undefined, {
        label: 'Beide Fassungen vergleichen',
        press: compare,
      });
    }
    saved = sent;
    backup.drop();
    const rest = [...body.faults.map((fault) => `Nicht gespeichert: ${fault}`), body.others];
    line.show(
      [`Gespeichert um ${body.savedAt} Uhr.`, ...rest].filter(Boolean).join(' '),
      body.faults.length > 0,
    );
  }

  function failed(reason, againMs, act) {
    backup.keep(form);
    line.show(`Nicht gespeichert: ${reason}`, true, act);
    if (againMs !== undefined) timer = setTimeout(save, againMs);
  }

  function compare() {
    form.requestSubmit();
  }

  function offerBackup() {
    const kept = backup.read();
    if (kept === null || kept.text === saved) return backup.drop();
    line.show('In diesem Fenster stehen Eingaben, die noch nicht gespeichert sind.', true, {
      label: 'Eingaben wiederherstellen',
      press() {
        restore(form, new URLSearchParams(kept.text));
        form.elements.seen.value = kept.seen;
        line.show('Wiederhergestellt.');
        plan(0);
      },
    });
  }
}

/** Sends the form; with a new token where the session has changed meanwhile. */
async function send(form, address, again = true) {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(address, {
    method: 'POST',
    body,
    headers: { Accept: 'application/json', 'X-Requested-With': 'fetch' },
    signal: AbortSignal.timeout(20_000),
  });
  if (answer.status === 403 && again && (await renewToken(form))) return send(form, address, false);
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

async function renewToken(form) {
  const page = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
  if (!page.ok) return false;
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1];
  if (!token || token === form.elements._csrf.value) return false;
  form.elements._csrf.value = token;
  return true;
}

/** What people typed, as one comparable text. */
function textOf(form) {
  const values = [...new FormData(form)].filter(([name]) => !carried.has(name));
  return new URLSearchParams(values).toString();
}

function restore(form, values) {
  for (const field of form.elements) {
    if (!field.name || carried.has(field.name) || field.type === 'submit') continue;
    if (field.type === 'checkbox' || field.type === 'radio')
      field.checked = values.getAll(field.name).includes(field.value);
    else if (values.has(field.name)) field.value = values.get(field.name);
  }
}

/** A copy in this tab only; gone with it, and when its person leaves (page.js), so that nothing stays on a shared computer. */
function makeBackup(key) {
  const person = document.querySelector('form[data-person]')?.dataset.person;
  const guarded = (act) => {
    try {
      return act();
    } catch {
      return null; // no room, or storage is switched off: the page itself still holds the text
    }
  };
  return {
    keep: (form) =>
      guarded(() =>
        sessionStorage.setItem(
          key,
          JSON.stringify({ text: textOf(form), seen: form.elements.seen.value, by: person }),
        ),
      ),
    drop: () => guarded(() => sessionStorage.removeItem(key)),
    read: () => guarded(() => JSON.parse(sessionStorage.getItem(key))),
  };
}

function showProgress(progress) {
  const place = document.querySelector('[data-progress]');
  if (!place || !progress) return;
  place.querySelector('p').textContent = progress.text;
  place.querySelector('progress').value = progress.answered;
}

/** The line that says how saving stands: quiet for screen readers while all is well. */
function makeLine(form) {
  const element = form.querySelector('.autosave');
  const text = element.querySelector('[role="status"]');
  return {
    show(sentence, fault = false, act = null) {
      if (text.textContent !== sentence) text.textContent = sentence;
      element.classList.toggle('autosave--fault', fault);
      element.querySelector('a, button')?.remove();
      if (act) element.append(act.href ? link(act) : button(act));
    },
  };
}

function link({ label, href }) {
  const a = document.createElement('a');
  Object.assign(a, { href, target: '_blank', rel: 'opener', textContent: label });
  return a;
}

function button({ label, press }) {
  const element = document.createElement('button');
  const inner = document.createElement('span');
  element.type = 'button';
  element.className = 'kern-btn kern-btn--secondary';
  inner.className = 'kern-label';
  inner.textContent = label;
  element.append(inner);
  element.addEventListener('click', press);
  return element;
}
