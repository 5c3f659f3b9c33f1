import { readIndexKey } from '../../db/privacy/index-key.ts';
import { createVault, type Vault } from '../../db/privacy/vault.ts';
import { readKeyRing } from '../../sealing/key-ring.ts';

/** Keys of tests, in the form of `PERSONAL_KEYS`: the same for every process of a test. */
export const testKey = (id: string) => `${id}:${Buffer.alloc(32, id).toString('base64')}`;
export const testKeys = testKey('test');
export const testIndexKey = 'a key of tests that has thirty-two characters';

/** A vault with the keys of these ids, the current one first. */
export function vaultOf(ids: readonly string[], options: { indexKey?: string; refusePlain?: boolean } = {}): Vault {
  const { indexKey = testIndexKey, refusePlain } = options;
  const ring = readKeyRing(ids.map(testKey).join(), 'PERSONAL_KEYS');
  return createVault({ ring, indexKey: readIndexKey(indexKey), refusePlain });
}

export const testVault = vaultOf(['test']);
