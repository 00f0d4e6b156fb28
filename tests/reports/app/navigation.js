/** Stands for `$app/navigation`: nobody navigates while a page is prerendered. */
export function beforeNavigate() {}
export function replaceState() {}
export function goto() {}
