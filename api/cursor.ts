import { fault, Problem } from '../domain/problem.ts';
import { Day, When } from './routes/fields.ts';

/** Where a list goes on. Opaque to callers: the sort key of the last item. */
export function cursorOf(key: object): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

type Kind = 'id' | 'day' | 'instant' | 'number' | 'uuid';

const fits: Record<Kind, (value: unknown) => boolean> = {
  id: (value) => typeof value === 'string' && /^\P{Cc}{1,200}$/u.test(value),
  day: (value) => Day.safeParse(value).success,
  instant: (value) => typeof value === 'string' && When.safeParse(value).success,
  uuid: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  number: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};

/** @throws Problem `invalid-input` for anything that this list cannot have given out. */
export function readCursor<T extends object>(cursor: string | undefined, kinds: Record<keyof T, Kind>): T | null {
  if (!cursor) return null;
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as T;
    if (Object.entries<Kind>(kinds).every(([name, kind]) => fits[kind](key[name as keyof T]))) return key;
  } catch {
    // Told below like any other wrong cursor.
  }
  throw new Problem('invalid-input', {}, [fault('cursor-invalid', { path: 'cursor' })]);
}

/** A page of a list that was asked for one item more than its limit. */
export function page<R, I>(rows: R[], limit: number, view: (row: R) => I, key: (row: R) => object) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: rows.length > limit && last ? cursorOf(key(last)) : null };
}
