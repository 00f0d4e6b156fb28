// The brief: its button prints it.
addEventListener('DOMContentLoaded', () => {
  for (const button of document.querySelectorAll('[data-print]')) {
    button.addEventListener('click', () => print());
    button.removeAttribute('hidden');
  }
});
