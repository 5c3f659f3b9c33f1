import { readFileSync } from 'node:fs';
import type { Settings } from '../domain/env.ts';
import { messageOf, StartFailure } from '../domain/failure.ts';
import { type KeyRing, readKeyRing } from '../sealing/key-ring.ts';

export type KeySettings = Pick<Settings, 'payloadKeys' | 'payloadKeysFile'>;

/** Reads the keys that `PAYLOAD_KEYS` or `PAYLOAD_KEYS_FILE` names. @throws StartFailure that repeats none of them. */
export function openKeyRing({ payloadKeys, payloadKeysFile }: KeySettings): KeyRing {
  if (payloadKeysFile) return readKeyRing(textOf(payloadKeysFile), `PAYLOAD_KEYS_FILE ${payloadKeysFile}`);
  return readKeyRing(payloadKeys ?? '', 'PAYLOAD_KEYS');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartFailure(`PAYLOAD_KEYS_FILE cannot be read: ${messageOf(error)}`);
  }
}
