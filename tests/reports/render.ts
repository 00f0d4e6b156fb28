import { resolve } from 'node:path';

interface Rendered {
  html: string;
  head: string;
}

/** A component as the build of the pages sees it. */
interface Component {
  default: { render(props: object, options?: object): Rendered };
}

/** Renders a component of `reports/`, as `components/Overview.svelte`, with these words in its slot. */
export async function render(path: string, props: object, slot = ''): Promise<Rendered> {
  const { default: component }: Component = await import(resolve('reports', path));
  return component.render(props, { $$slots: { default: () => slot } });
}

/** What a reader reads: without tags, with one blank between what stands apart. */
export const words = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:)])/g, '$1')
    .trim();
