/** Larger chunks are read in pieces of this size, so that what is made of one piece stays small. Bytes. */
const pieceBytes = 64 * 1024;

/** The same bytes in pieces of bounded size; the first has at least `head` bytes unless the file is shorter. */
export async function* pieces(bytes: AsyncIterable<Uint8Array>, head = 0): AsyncGenerator<Uint8Array> {
  let first: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of bytes) {
    let rest = chunk;
    if (first) {
      first = Buffer.concat([first, chunk]);
      if (first.byteLength < head) continue;
      rest = first;
      first = undefined;
    }
    for (let at = 0; at < rest.byteLength; at += pieceBytes) yield rest.subarray(at, at + pieceBytes);
  }
  if (first?.byteLength) yield first;
}

/** Pieces of text → bytes, joined so that each chunk is worth sending. */
export async function* encoded(
  texts: AsyncIterable<string>,
  encode: (text: string) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  let buffer = '';
  for await (const text of texts) {
    buffer += text;
    if (buffer.length < pieceBytes) continue;
    yield encode(buffer);
    buffer = '';
  }
  if (buffer) yield encode(buffer);
}
