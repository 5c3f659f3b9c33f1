import pg from 'pg';
import { messageOf } from '../domain/failure.ts';

/** What to do about a database that cannot be used where a process starts. `setting` is the one that holds the URL; its password is not told. */
export function databaseFault(error: unknown, url: string, setting: string): string {
  return `The ${placeOf(url)} cannot be used: ${reason(error, url, setting)}`;
}

/** `database claims at db.example:5432` */
export function placeOf(url: string): string {
  const { name, host } = partsOf(url);
  return `database ${name} at ${host}`;
}

export function partsOf(url: string): { host: string; name: string; role: string } {
  const { host, pathname, username } = new URL(url);
  const role = decodeURIComponent(username);
  return { host, role, name: decodeURIComponent(pathname.slice(1)) || role };
}

function reason(error: unknown, url: string, setting: string): string {
  const { name, role } = partsOf(url);
  const code = (error as { code?: string } | null)?.code ?? '';
  const [database, user] = [name, role].map((word) => pg.escapeIdentifier(word));
  if (/^E[A-Z]+$/.test(code) || /timeout/i.test(messageOf(error))) {
    return `PostgreSQL does not answer (${code || messageOf(error)}). Start it, or correct ${setting}.`;
  }
  switch (code) {
    case '28P01':
      return `PostgreSQL does not accept role ${user} with this password. Correct ${setting}.`;
    case '28000':
      return `PostgreSQL does not let role ${user} in (${messageOf(error)}). Correct ${setting}, or pg_hba.conf.`;
    case '3D000':
      return `it does not exist. Correct ${setting}, or make it: CREATE DATABASE ${database} OWNER migrator;`;
    case '42P01':
      return 'its tables are missing. Run "npm run migrate" first.';
    case '42501':
      return `role ${user} may not read its tables. Let it have what the migrations grant: GRANT app TO ${user};`;
    default:
      return messageOf(error);
  }
}
