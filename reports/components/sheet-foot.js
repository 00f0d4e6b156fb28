/**
 * What stands at the foot of each printed sheet, beside its number: whose report this is, and as of when, for whoever holds only that
 * one. A `style` element, as only a style sheet can write there.
 *
 * @param {{ commune: string, as_of_text: string }} site
 */
export function sheetFoot({ commune, as_of_text }) {
  // A string of a style sheet within a page: neither may end in the midst of it.
  const text = `${commune} · số liệu đến ngày ${as_of_text}`.replace(/[^\p{L}\p{N} ./·-]/gu, ' ');
  return `<style>@page{@bottom-left{content:"${text}";font-size:8pt}}</style>`;
}
