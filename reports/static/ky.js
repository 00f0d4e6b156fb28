// Before the first paint of the overview: an address that names a period (`/?ky=2026-09`) leads to the page of that period.
(() => {
  const wanted = new URLSearchParams(location.search).get('ky');
  if (wanted && /^[\w-]{4,20}$/.test(wanted) && location.pathname === '/') location.replace(`/ky/${wanted}/`);
})();
