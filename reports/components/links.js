import { addBasePath } from './evidence.js';
import { places } from './places.js';

/**
 * Address of a page of the menu, or undefined (an anchor that leads nowhere) where a commune has switched it off.
 *
 * @param {string} href as `/diem-766/`
 */
export const linkTo = (href) => (places.some((place) => place.href === href) ? addBasePath(href) : undefined);
