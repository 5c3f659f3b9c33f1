import type { KeySettings } from '../../domain/env.ts';
import { readKeyRing } from '../../sealing/key-ring.ts';
import { readIndexKey } from './index-key.ts';
import { type KeySource, keySourceOf } from './key-source.ts';
import { createVault, type Vault } from './vault.ts';

/** The vault of a process, from its settings. @throws StartFailure when the keys are missing or wrong. */
export async function openVault(settings: KeySettings, source: KeySource = keySourceOf(settings)): Promise<Vault> {
  return createVault({
    ring: readKeyRing(await source.read(), source.name),
    indexKey: readIndexKey(settings.personIndexKey),
    refusePlain: settings.plainPersonalData === 'refuse',
  });
}
