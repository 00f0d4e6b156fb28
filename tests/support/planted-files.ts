/** A chunk of a PNG; nobody checks its sum here. */
export const chunk = (kind: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  return Buffer.concat([head, Buffer.from(kind, 'latin1'), data, Buffer.alloc(4)]);
};

export const pngOf = (...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks, chunk('IEND', Buffer.alloc(0))]);

/** A picture in which somebody has left a note. */
export const pngWithNote = (note: string): Buffer =>
  pngOf(chunk('iTXt', Buffer.concat([Buffer.from('Comment\0\0\0vi\0\0', 'latin1'), Buffer.from(note)])));

/** Where in a drawing it may stand. */
const inDrawing = {
  'van-ban': (text: string) => `<text x="1" y="2">${text}</text>`,
  'mo-ta': (text: string) => `<desc>${text}</desc>`,
  'tieu-de': (text: string) => `<title>${text}</title>`,
  // As programs of drawing note the name of a layer or of a file.
  'thuoc-tinh': (text: string) => `<g data-name="${text}"><path d="M0 0L1 1"/></g>`,
};

export const drawing = (place: keyof typeof inDrawing, text: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg">${inDrawing[place](text)}</svg>`;
