import { Problem } from '../domain/problem.ts';

export const MiB = 1024 * 1024;

/** `64 MiB`, for messages. */
export function sizeText(bytes: number): string {
  return bytes >= MiB ? `${Math.floor(bytes / MiB)} MiB` : `${Math.floor(bytes / 1024)} KiB`;
}

/** Passes chunks on until the limit (bytes) is exceeded. @throws Problem `body-too-large` */
export async function* bounded(request: Request, limit: number): AsyncGenerator<Uint8Array> {
  const tooLarge = () => new Problem('body-too-large', { limit: sizeText(limit) });
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limit) throw tooLarge();
    yield chunk;
  }
}

export async function readBounded(request: Request, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bounded(request, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

// NUL and half of a surrogate pair: jsonb refuses both.
const unstorable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
/** Text without what PostgreSQL cannot store, for what does not come as JSON. */
export const storable = (text: string) => text.replace(new RegExp(unstorable, 'g'), '');

// Deeper than any form; protects every recursive reader behind it.
const deepest = 32;

/** Decodes and parses a JSON body. @throws Problem `malformed-json`, also for text that PostgreSQL cannot store. */
export function parseJson(bytes: Uint8Array): { text: string; value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    if (isStorable(value, 0)) return { text, value };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw new Problem('malformed-json');
}

function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !unstorable.test(value);
  if (value === null || typeof value !== 'object') return true;
  if (depth > deepest) return false;
  return Object.entries(value).every(([key, inner]) => isStorable(key, depth) && isStorable(inner, depth + 1));
}
