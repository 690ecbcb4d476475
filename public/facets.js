/**
 * A field above each long list of filters that leaves only the values with the typed text. Without scripts every
 * value is reached by "weitere anzeigen".
 */

const plain = (text) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss');

for (const facet of document.querySelectorAll('[data-facet]')) enhance(facet);

function enhance(facet) {
  const options = [...facet.querySelectorAll('.filter-option')];
  const more = facet.querySelector('details');
  const name = facet.querySelector('legend').textContent;
  const wasOpen = more?.open ?? false;
  const label = document.createElement('label');
  const field = document.createElement('input');
  const status = document.createElement('p');

  field.type = 'text';
  field.autocomplete = 'off';
  label.className = 'facet-search';
  const which = document.createElement('span');
  which.className = 'sr-only';
  which.textContent = `: ${name}`;
  label.append('Eingrenzen', which, field);
  status.className = 'sr-only';
  status.setAttribute('role', 'status');
  facet.querySelector('legend').after(label, status);

  field.addEventListener('input', () => {
    const typed = plain(field.value.trim());
    let shown = 0;
    for (const option of options) {
      const fits = plain(option.querySelector('.filter-option__label').textContent).includes(typed);
      option.hidden = !fits;
      if (fits) shown += 1;
    }
    if (more) {
      more.open = typed !== '' || wasOpen;
      more.classList.toggle('more--filtered', typed !== '');
    }
    status.textContent = typed === '' ? '' : shown === 1 ? 'Ein Wert' : `${shown} Werte`;
  });
  // Enter would send the form with the filters half chosen
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
}
