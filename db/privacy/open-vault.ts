import type { Settings } from '../../domain/env.ts';
import { readIndexKey } from './index-key.ts';
import { readKeyRing } from './key-ring.ts';
import { type KeySettings, type KeySource, keySourceOf } from './key-source.ts';
import { createVault, type Vault } from './vault.ts';

export type VaultSettings = KeySettings & Pick<Settings, 'personIndexKey' | 'plainPersonalData'>;

/** The vault of a process, from its settings. @throws StartFailure when the keys are missing or wrong. */
export async function openVault(settings: VaultSettings, source: KeySource = keySourceOf(settings)): Promise<Vault> {
  return createVault({
    ring: readKeyRing(await source.read(), source.name),
    indexKey: readIndexKey(settings.personIndexKey),
    refusePlain: settings.plainPersonalData === 'refuse',
  });
}
