/** A part of a form with files, before anything of it is taken apart. */
export interface Part {
  isFile: boolean;
  bytes: number;
}

/** The parts of a `multipart/form-data` body one after the other; none where it is not one. */
export function* partsOf(body: Buffer, contentType: string): Generator<Part> {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return;
  const delimiter = `--${boundary}`;
  for (let at = body.indexOf(delimiter); at >= 0; ) {
    const from = at + delimiter.length;
    const next = body.indexOf(`\r\n${delimiter}`, from);
    if (next < 0) return;
    // Looked for in this part alone: a body without any would be read to its end for each of its parts.
    const headed = body.subarray(from, next).indexOf('\r\n\r\n');
    const content = headed < 0 ? from : from + headed + 4;
    yield { isFile: /;\s*filename\*?=/i.test(body.toString('latin1', from, content)), bytes: next - content };
    at = next + 2;
  }
}
