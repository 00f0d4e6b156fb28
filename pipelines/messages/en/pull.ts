import type { pull as original } from '../vi/pull.ts';

export const pull: typeof original = {
  still_growing: (file) => `${file} is still being copied and is left for the next run.`,
  unreadable: (file) =>
    `${file} cannot be read (locked, no right to read, or a link). Copy it into the inbox again.`,
  not_expected: (file) =>
    `${file} is not of a kind this source takes. Move it away, or export it in the right form.`,
};
