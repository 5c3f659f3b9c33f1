import type { Settings } from '../domain/env.ts';
import { readKeyFile } from '../sealing/key-file.ts';
import { type KeyRing, readKeyRing } from '../sealing/key-ring.ts';

export type KeySettings = Pick<Settings, 'payloadKeys' | 'payloadKeysFile'>;

const setting = 'PAYLOAD_KEYS_FILE';

/** Reads the keys that `PAYLOAD_KEYS` or `PAYLOAD_KEYS_FILE` names. @throws StartFailure that repeats none of them. */
export function openKeyRing({ payloadKeys, payloadKeysFile }: KeySettings): KeyRing {
  if (payloadKeysFile) return readKeyRing(readKeyFile(payloadKeysFile, setting), `${setting} ${payloadKeysFile}`);
  return readKeyRing(payloadKeys ?? '', 'PAYLOAD_KEYS');
}
