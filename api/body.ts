import { type Fault, fault, Problem } from '../domain/problem.ts';

export const MiB = 1024 * 1024;

/** `64 MiB`, for messages. */
export function sizeText(bytes: number): string {
  return bytes >= MiB ? `${Math.floor(bytes / MiB)} MiB` : `${Math.floor(bytes / 1024)} KiB`;
}

/** A sender who is silent for so long has gone, or wants to keep a place that others need. */
const silenceMs = 20_000;

/** Passes chunks on until the limit (bytes) is exceeded or the sender falls silent. @throws Problem `body-too-large`, `body-too-slow` */
export async function* bounded(request: Request, limit: number, patienceMs = silenceMs): AsyncGenerator<Uint8Array> {
  const tooLarge = () => new Problem('body-too-large', { limit: sizeText(limit) });
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  let bytes = 0;
  if (!request.body) return;
  for await (const chunk of withoutSilence(request.body, patienceMs)) {
    bytes += chunk.byteLength;
    if (bytes > limit) throw tooLarge();
    yield chunk;
  }
}

async function* withoutSilence(body: ReadableStream<Uint8Array>, patienceMs: number): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), patienceMs);
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function within<T>(arrival: Promise<T>, patienceMs: number): Promise<T> {
  let silence: NodeJS.Timeout | undefined;
  const silent = new Promise<never>((_, reject) => {
    silence = setTimeout(() => reject(new Problem('body-too-slow', { seconds: patienceMs / 1_000 })), patienceMs);
    silence.unref();
  });
  return Promise.race([arrival, silent]).finally(() => clearTimeout(silence));
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

/**
 * Decodes and parses a JSON body.
 * @throws Problem `malformed-json`, or `invalid-input` naming where it holds text that PostgreSQL cannot store or is nested too deep.
 */
export function parseJson(bytes: Uint8Array): { text: string; value: unknown } {
  const text = decode(bytes);
  const value = parse(text);
  const found = unstorableIn(value, []);
  if (found) throw new Problem('invalid-input', {}, [found]);
  return { text, value };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new Problem('malformed-json');
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Problem('malformed-json');
    throw error;
  }
}

/** The first place whose text cannot be stored; the name of a field counts as part of what holds it. */
function unstorableIn(value: unknown, path: readonly string[]): Fault | null {
  const at = { path: path.join('.') };
  if (typeof value === 'string') return unstorable.test(value) ? fault('text-unstorable', at) : null;
  if (value === null || typeof value !== 'object') return null;
  if (path.length > deepest) return fault('nested-too-deep', at);
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorable.test(key) ? fault('text-unstorable', at) : unstorableIn(inner, [...path, key]);
    if (found) return found;
  }
  return null;
}
