/**
 * Files of open data. A build writes them and their list in place of this one (publish/open-data/).
 *
 * @type {{ href: string, table: string, format: string, bytes: number, rows: number }[]}
 */
export const downloads = [];
