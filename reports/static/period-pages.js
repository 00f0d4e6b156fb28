// A page of one period, each of which has an address of its own: text that needs nothing but this. Loaded before the first paint.
(() => {
  const memory = 'nq57-kpi.period';
  const { pages = '/', shown, follows } = document.currentScript?.dataset ?? {};
  const { pathname } = location;
  const named = pathname.startsWith(pages) ? pathname.slice(pages.length).replace(/\/$/, '') : '';
  // An address that names a period (`/?ky=2026-09`) leads to the page of that period. The first page knows nothing of what was chosen on
  // others; where one follows that, it is told which periods there are.
  const asked = new URLSearchParams(location.search).get('ky');
  const chosen = sessionStorage.getItem(memory) ?? '';
  const wanted = asked ?? (follows?.split(' ').includes(chosen) ? chosen : undefined);
  const read = named || (wanted === shown ? wanted : undefined);
  if (read) sessionStorage.setItem(memory, read);
  else if (wanted && /^[\w-]{4,20}$/.test(wanted)) location.replace(`${pages}${wanted}/`);
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
