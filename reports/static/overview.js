// The overview of a period: a page of text that needs nothing but this. Loaded before the first paint.
(() => {
  const memory = 'nq57-kpi.period';
  const [, base = '', here] = /^(.*?)\/(?:ky\/([\w-]+)\/?)?$/.exec(location.pathname) ?? [];
  // An address that names a period (`/?ky=2026-09`) leads to the page of that period.
  const wanted = new URLSearchParams(location.search).get('ky');
  if (here === undefined && wanted && /^[\w-]{4,20}$/.test(wanted)) location.replace(`${base}/ky/${wanted}/`);
  // Whoever has chosen a period finds it on the other pages too; the first page is of no period that anybody has chosen.
  if (here !== undefined) sessionStorage.setItem(memory, here);
  addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.id !== 'period') return;
    sessionStorage.setItem(memory, target.value);
    location.assign(`${base}/ky/${target.value}/`);
  });
  // Coming back, a browser fills in what was chosen last, and the page is of another period.
  addEventListener('pageshow', () => {
    const chooser = document.querySelector('#period');
    if (chooser instanceof HTMLSelectElement)
      for (const option of chooser.options) if (option.defaultSelected) chooser.value = option.value;
  });
})();
