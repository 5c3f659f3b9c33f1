import type { KeySettings } from '../../domain/env.ts';
import { StartFailure } from '../../domain/failure.ts';
import { readKeyFile } from '../../sealing/key-file.ts';

/**
 * Where the keys of personal data come from, asked once at start. A key management service stands behind this by keeping the keys wrapped
 * under its own: `read` has it unwrap them.
 */
export interface KeySource {
  /** For messages: what an operator corrects. */
  name: string;
  /** `id:base64` pairs, the current one first. @throws StartFailure */
  read(): Promise<string>;
}

/** The source that the settings name. @throws StartFailure when they name none, or two. */
export function keySourceOf({
  personalKeys,
  personalKeysFile,
}: Pick<KeySettings, 'personalKeys' | 'personalKeysFile'>): KeySource {
  if (personalKeys && personalKeysFile) {
    throw new StartFailure('PERSONAL_KEYS and PERSONAL_KEYS_FILE are both set. Set only one of them.');
  }
  if (personalKeysFile) return fileSource(personalKeysFile);
  if (personalKeys) return { name: 'PERSONAL_KEYS', read: async () => personalKeys };
  throw new StartFailure(
    'PERSONAL_KEYS or PERSONAL_KEYS_FILE is missing. Set one of them; docs/operating.md says how.',
  );
}

function fileSource(file: string): KeySource {
  const name = 'PERSONAL_KEYS_FILE';
  return { name, read: async () => readKeyFile(file, name) };
}
