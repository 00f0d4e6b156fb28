/** Stands for `$app/environment`: components are rendered as the build renders them. */
export const browser = false;
