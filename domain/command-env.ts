import { type KeySettings, keySettings, POSTGRES, SettingsError } from './env.ts';
import { type Env, reader } from './env-reader.ts';

// Commands of an operator need a few settings each, and run where the others are not known.

/** For `npm run migrate`, which needs no more than the database's owner. @throws SettingsError */
export function readMigrationUrl(env: Env): { url: string; setting: string } {
  const faults: string[] = [];
  const setting = env.MIGRATION_DATABASE_URL?.trim() ? 'MIGRATION_DATABASE_URL' : 'DATABASE_URL';
  const url = reader(env, faults).url(setting, POSTGRES);
  if (!url) faults.push('MIGRATION_DATABASE_URL is missing; set it to the URL of the role that owns the database');
  if (url && faults.length === 0) return { url, setting };
  throw new SettingsError(faults);
}

/** For `npm run ledger:verify`, which needs no more than a role that may read. @throws SettingsError */
export function readDatabaseUrl(env: Env): string {
  const faults: string[] = [];
  const url = reader(env, faults).url('DATABASE_URL', POSTGRES);
  if (!url) faults.push('DATABASE_URL is missing; set it to the URL of the role app, or of another one that may read');
  if (url && faults.length === 0) return url;
  throw new SettingsError(faults);
}

/** For `npm run keys:rotate`, which reads and writes as the role app. @throws SettingsError */
export function readKeySettings(env: Env): KeySettings & { databaseUrl: string } {
  const faults: string[] = [];
  const databaseUrl = readDatabaseUrl(env);
  const keys = keySettings(reader(env, faults));
  if (faults.length > 0) throw new SettingsError(faults);
  return { ...keys, databaseUrl };
}
