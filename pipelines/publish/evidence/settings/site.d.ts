/** What a work folder tells its settings (`site.json`). */
export interface Site {
  /** Addresses of the pages that SvelteKit renders itself: where one of them needs Evidence's engine. */
  entries: string[];
  /** Plain pages by their address, as `/chi-tieu/[id]/`: names of their rows, and where their components lie. */
  plain: Record<string, { queries: string[]; components: Record<string, string> }>;
  /** Those of them that answer their reader: a script of theirs takes over what stands there. */
  living: string[];
  /** Files of the components that these are made of, as `components/PageHead.svelte`. */
  answering: string[];
  hasEngine: boolean;
  isFirstInGroup: boolean;
  /** What a release with the engine is made of, in short. */
  version: string;
}
