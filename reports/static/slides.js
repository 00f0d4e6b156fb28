// Slides for the wall of a meeting room: one at a time, turned by keys and buttons, each with an address (`#3`). Without this they stand
// below each other.
addEventListener('DOMContentLoaded', () => {
  const all = document.querySelector('.slides');
  const slides = [...document.querySelectorAll('.slide')];
  const screen = document.querySelectorAll('[data-full-screen]');
  /** By how much a key turns the slides; Infinity to the last one. @type {Record<string, number>} */
  const turns = {
    ArrowRight: 1,
    ArrowDown: 1,
    PageDown: 1,
    ' ': 1,
    ArrowLeft: -1,
    ArrowUp: -1,
    PageUp: -1,
    End: Number.POSITIVE_INFINITY,
    Home: Number.NEGATIVE_INFINITY,
  };
  let at = 0;

  function show() {
    const number = Number(location.hash.slice(1));
    if (Number.isInteger(number) && number >= 1) at = Math.min(number, slides.length) - 1;
    slides.forEach((slide, nth) => {
      slide.classList.toggle('away', nth !== at);
    });
    scrollTo(0, 0);
  }

  /** No step back in the history for each: the way back leads out of the slides. @param {string} hash */
  function open(hash) {
    history.replaceState(null, '', hash);
    show();
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else all?.requestFullscreen();
  }

  addEventListener('hashchange', show);
  addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // A button under the focus is pressed by the space bar.
    if (event.key === ' ' && event.target instanceof HTMLButtonElement) return;
    if (event.key === 'f' || event.key === 'F') return fullScreen();
    const by = turns[event.key];
    if (by === undefined) return;
    event.preventDefault();
    open(`#${Math.max(0, Math.min(slides.length - 1, at + by)) + 1}`);
  });
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (!link) return;
    event.preventDefault();
    open(link.getAttribute('href') ?? '');
  });
  for (const button of screen) {
    button.addEventListener('click', fullScreen);
    button.removeAttribute('hidden');
  }
  document.addEventListener('fullscreenchange', () => {
    for (const button of screen)
      button.setAttribute('aria-label', document.fullscreenElement ? 'Thoát toàn màn hình' : 'Toàn màn hình');
  });
  show();
});
