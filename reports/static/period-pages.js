// A page of one period, each of which has an address of its own: text that needs nothing but this. Loaded before the first paint.
(() => {
  const memory = 'nq57-kpi.period';
  const { pages = '/', shown, follows } = document.currentScript?.dataset ?? {};
  const { pathname } = location;
  const period = pathname.startsWith(pages) ? pathname.slice(pages.length).replace(/\/$/, '') : '';
  // An address that names a period (`/?ky=2026-09`) leads to the page of that period; of what was chosen on other pages the first page
  // knows nothing, the others do.
  const asked = new URLSearchParams(location.search).get('ky');
  const wanted = asked ?? (follows === undefined ? null : sessionStorage.getItem(memory));
  if (period) sessionStorage.setItem(memory, period);
  else if (wanted && wanted !== shown && /^[\w-]{4,20}$/.test(wanted)) location.replace(`${pages}${wanted}/`);
  addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.id !== 'period') return;
    sessionStorage.setItem(memory, target.value);
    location.assign(`${pages}${target.value}/`);
  });
  // Coming back, a browser fills in what was chosen last, and the page is of another period.
  addEventListener('pageshow', () => {
    const chooser = document.querySelector('#period');
    if (chooser instanceof HTMLSelectElement)
      for (const option of chooser.options) if (option.defaultSelected) chooser.value = option.value;
  });
})();
