// What shows its rows and waits for nothing is sent without scripts.
export const csr = false;
