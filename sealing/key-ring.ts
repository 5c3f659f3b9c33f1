import { createSecretKey, type KeyObject } from 'node:crypto';
import { StartFailure } from '../domain/failure.ts';

export interface Key {
  id: string;
  secret: KeyObject;
}

/** Keys of 256 bits each: what is written is sealed under the current one, what is read may be under any. */
export interface KeyRing {
  current: Key;
  /** Where the keys came from, for messages. */
  source: string;
  find(id: string): Key | undefined;
}

const keyBytes = 32;
const form = /^([\w-]{1,20}):([A-Za-z0-9+/]{43}=)$/;

/**
 * Reads `id:base64` pairs, separated by commas or lines, the current one first.
 * @throws StartFailure that names the faulty key by its place; the text itself is never repeated.
 */
export function readKeyRing(text: string, source: string): KeyRing {
  const keys = new Map<string, Key>();
  for (const [i, part] of text
    .split(/[,\s]+/)
    .filter(Boolean)
    .entries()) {
    const [, id, base64] = form.exec(part) ?? [];
    const wrong = (what: string) => new StartFailure(`Key ${i + 1} in ${source} ${what}`);
    if (!id || !base64) {
      throw wrong(
        `is not <id>:<base64 of ${keyBytes} bytes>. Make one: echo "$(date +%Y)a:$(openssl rand -base64 ${keyBytes})"`,
      );
    }
    if (keys.has(id)) throw wrong(`has the id of another one: ${id}. Give every key an id of its own.`);
    keys.set(id, { id, secret: createSecretKey(Buffer.from(base64, 'base64')) });
  }
  const [current] = keys.values();
  if (!current) throw new StartFailure(`${source} names no key. Set it to <id>:<base64 of ${keyBytes} bytes>.`);
  return { current, source, find: (id) => keys.get(id) };
}
