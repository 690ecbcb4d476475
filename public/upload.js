/**
 * Shows progress, speed and time left for forms with data-upload, and lets people stop. The server sees
 * "X-Requested-With: fetch" and answers { location } on success or problem+json ({ detail, errors }); a redirect to a
 * page is followed too. Without this script the same form is sent by the browser itself.
 */

const units = ['Byte', 'kB', 'MB', 'GB'];
const decimals = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

for (const form of document.querySelectorAll('form[data-upload]')) {
  form.addEventListener('submit', (event) => {
    const files = [...form.querySelectorAll('input[type="file"]')].flatMap((field) => [...field.files]);
    if (files.length === 0) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}

function send(form, submitter) {
  const data = new FormData(form, submitter);
  const panel = makePanel();
  const request = new XMLHttpRequest();
  const started = performance.now();
  if (form.previousElementSibling?.matches('.upload')) form.previousElementSibling.remove();
  form.before(panel.element);
  form.hidden = true;
  panel.cancel.addEventListener('click', () => request.abort());
  panel.element.focus();

  request.open('POST', submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? location.href);
  request.setRequestHeader('Accept', 'application/json');
  request.setRequestHeader('X-Requested-With', 'fetch');
  request.setRequestHeader('X-CSRF-Token', String(data.get('_csrf') ?? ''));
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) panel.show(event.loaded, event.total, (performance.now() - started) / 1000);
  });
  request.addEventListener('load', () => {
    const answer = parse(request.responseText);
    if (request.status < 400) location.assign(answer?.location ?? request.responseURL);
    else fail(faults(request.status, answer));
  });
  request.addEventListener('error', () =>
    fail([
      'Die Verbindung ist abgebrochen. Ihre Auswahl steht noch im Formular.',
      'Senden Sie es noch einmal, sobald die Verbindung wieder da ist. Was schon angekommen war, wird nicht doppelt gespeichert.',
    ]),
  );
  request.addEventListener('abort', () => fail(['Es wurde nichts gespeichert.'], 'Hochladen abgebrochen'));
  request.send(data);

  function fail(messages, title) {
    form.hidden = false;
    panel.fail(messages, title);
  }
}

function makePanel() {
  const element = document.createElement('div');
  const title = document.createElement('p');
  const bar = document.createElement('progress');
  const line = document.createElement('p');
  const cancel = document.createElement('button');
  const label = document.createElement('span');
  const messages = document.createElement('div');
  let announced = -1;
  element.className = 'upload';
  element.tabIndex = -1;
  title.textContent = 'Dateien werden hochgeladen';
  bar.max = 1;
  bar.setAttribute('aria-label', 'Fortschritt des Hochladens');
  line.className = 'muted upload__line';
  line.textContent = 'Verbindung wird aufgebaut …';
  messages.setAttribute('role', 'status');
  messages.className = 'sr-only';
  cancel.type = 'button';
  cancel.className = 'kern-btn kern-btn--secondary';
  label.className = 'kern-label';
  label.textContent = 'Hochladen abbrechen';
  cancel.append(label);
  element.append(title, bar, line, messages, cancel);
  return { element, cancel, show, fail };

  function show(loaded, total, seconds) {
    const share = loaded / total;
    const speed = loaded / Math.max(seconds, 0.1);
    bar.value = share;
    line.textContent =
      loaded < total
        ? `${size(loaded)} von ${size(total)} · ${size(speed)}/s · ${timeLeft((total - loaded) / speed)}`
        : 'Die Dateien sind gesendet und werden geprüft.';
    // From here on the server goes on by itself, and "nothing was stored" would not be true.
    cancel.hidden = loaded >= total;
    // told to screen readers in quarters only
    const quarter = Math.floor(share * 4);
    if (quarter !== announced) {
      announced = quarter;
      messages.textContent = `${Math.round(share * 100)} Prozent hochgeladen`;
    }
  }

  function fail(texts, heading = 'Das Hochladen hat nicht geklappt') {
    title.textContent = heading;
    bar.remove();
    line.remove();
    cancel.remove();
    messages.className = '';
    messages.setAttribute('role', 'alert');
    messages.replaceChildren(
      ...texts.map((text) => {
        const p = document.createElement('p');
        p.textContent = text;
        return p;
      }),
    );
    element.focus();
  }
}

function faults(status, answer) {
  const atFields = (answer?.errors ?? []).map((fault) => fault.message);
  if (atFields.length > 0) return atFields;
  if (answer?.detail) return [answer.detail];
  if (status === 413) return ['Eine Datei ist größer als erlaubt.'];
  return ['Der Server konnte die Dateien nicht annehmen. Bitte versuchen Sie es noch einmal.'];
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function size(bytes) {
  let amount = bytes;
  let unit = 0;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${decimals.format(amount)} ${units[unit]}`;
}

function timeLeft(seconds) {
  if (seconds < 60) return `noch ${counted(Math.max(1, Math.round(seconds)), 'Sekunde', 'Sekunden')}`;
  return `noch etwa ${counted(Math.round(seconds / 60), 'Minute', 'Minuten')}`;
}

function counted(amount, one, many) {
  return `${amount} ${amount === 1 ? one : many}`;
}
