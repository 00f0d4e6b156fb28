/** Stands for a cell whose text must go no further. */
export const hidden = '•••';
