/** The program's own: what prints the brief looks at the pages, too. */
export { launchBrowser } from '../../pipelines/publish/browser.ts';
