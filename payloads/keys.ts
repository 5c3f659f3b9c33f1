import { readFileSync } from 'node:fs';
import { isKeyList, KEY_LIST, type Settings } from '../domain/env.ts';
import { messageOf, StartFailure } from '../domain/failure.ts';

export interface Key {
  id: string;
  /** 32 bytes. */
  secret: Buffer;
}

/** The keys of payloads: one seals, all open. */
export interface KeyRing {
  current: Key;
  find(id: string): Key | undefined;
}

export type KeySettings = Pick<Settings, 'payloadKeys' | 'payloadKeysFile'>;

/** Reads the keys that `PAYLOAD_KEYS` or `PAYLOAD_KEYS_FILE` names. @throws StartFailure that repeats none of them. */
export function openKeyRing(settings: KeySettings): KeyRing {
  const list = settings.payloadKeysFile ? fromFile(settings.payloadKeysFile) : settings.payloadKeys!;
  const keys = list
    .trim()
    .split(/[\s,]+/)
    .map((entry): Key => {
      const [id, secret] = entry.split(':') as [string, string];
      return { id, secret: Buffer.from(secret, 'base64') };
    });
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (byId.size < keys.length) throw new StartFailure('PAYLOAD_KEYS: two keys have the same id; give each its own.');
  return { current: keys[0]!, find: (id) => byId.get(id) };
}

function fromFile(file: string): string {
  let list: string;
  try {
    list = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new StartFailure(`PAYLOAD_KEYS_FILE cannot be read: ${messageOf(error)}`);
  }
  if (!isKeyList(list)) throw new StartFailure(`PAYLOAD_KEYS_FILE ${file} is not valid: it must hold ${KEY_LIST}.`);
  return list;
}
