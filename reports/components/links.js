import { addBasePath } from './evidence.js';
import { pages } from './pages.js';

/** @type {string[] | undefined} */
const addresses = pages;
const built = addresses?.map((address) => new RegExp(`^${address.replace(/\[\w+\]/g, '[^/]+')}$`));

/** @param {string} address as `/chi-tieu/tthc-dung-han/` */
const isPage = (address) => built === undefined || built.some((page) => page.test(address));

/**
 * Where a page stands, or undefined (an anchor that leads nowhere) where a commune has switched it off.
 *
 * @param {string} address as `/chi-tieu/tthc-dung-han/`
 */
export const linkTo = (address) => (isPage(address) ? addBasePath(address) : undefined);
