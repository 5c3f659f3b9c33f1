import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The file with the keys of a rehearsal's personal data: made once, and kept beside the data that it opens. */
export function personalKeysIn(dataDir: string): string {
  const file = resolve(join(dataDir, 'personal-keys'));
  if (!existsSync(file)) writeFileSync(file, `rehearsal:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return file;
}
