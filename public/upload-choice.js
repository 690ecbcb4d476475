/**
 * Says at a file field what was chosen and what of it cannot be taken, before anything is sent. The limits stand in
 * the form: data-largest (bytes of a file), data-most (files at once), data-free (bytes of storage). The server judges
 * all of it again; what is stored already needs no room, so too little of it only warns.
 */

const units = ['Byte', 'kB', 'MB', 'GB'];
const decimals = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

for (const limits of document.querySelectorAll('form[data-upload] [data-largest]')) {
  const field = limits.form.querySelector('input[type="file"]');
  const line = document.createElement('div');
  line.className = 'upload-choice';
  line.setAttribute('role', 'status');
  field.after(line);
  field.addEventListener('change', () => show(judge(limits.dataset, [...field.files])));
  limits.form.addEventListener('submit', (event) => {
    const judged = judge(limits.dataset, [...field.files]);
    show(judged);
    if (judged.faults.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    field.focus();
  });

  function show({ text, faults, warning }) {
    const paragraphs = [
      [text, 'muted'],
      ...faults.map((fault) => [fault, 'upload-choice__fault']),
      [warning, ''],
    ];
    line.replaceChildren(
      ...paragraphs
        .filter(([words]) => words !== '')
        .map(([words, className]) => {
          const p = document.createElement('p');
          p.textContent = words;
          p.className = className;
          return p;
        }),
    );
    field.setAttribute('aria-invalid', String(faults.length > 0));
  }
}

function judge({ largest, most, free }, files) {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const count = files.length === 1 ? '1 Datei' : `${files.length} Dateien`;
  const faults = files
    .filter((file) => file.size > Number(largest))
    .map((file) => `„${file.name}“ ist größer als die erlaubten ${size(Number(largest))}.`);
  for (const file of files) if (file.size === 0) faults.push(`„${file.name}“ ist leer.`);
  if (files.length > Number(most))
    faults.push(`Das sind zu viele auf einmal. Wählen Sie höchstens ${most} Dateien.`);
  return {
    text: files.length === 0 ? '' : `Gewählt: ${count}, zusammen ${size(total)}.`,
    faults,
    warning:
      total > Number(free)
        ? `Im Speicher Ihrer Organisation sind nur ${size(Number(free))} frei. Angenommen wird das nur, wenn genug davon schon gespeichert ist.`
        : '',
  };
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
