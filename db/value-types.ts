import pg from 'pg';
import type { Instant } from '../domain/calendar/date.ts';

// Dates stay local strings, sums stay numbers (safe below 2^53 fen) and instants carry the local offset:
// left alone, `pg` would answer with Date objects in the host's zone and with strings for int8.
const numberOf = (text: string) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 beyond 2^53: ${text}`);
  return value;
};
const localOffsetMs = 8 * 3_600_000;
const instantOf = (text: string): Instant =>
  new Date(Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')) + localOffsetMs)
    .toISOString()
    .replace('.000Z', '+08:00')
    .replace('Z', '+08:00');
pg.types.setTypeParser(20, numberOf);
pg.types.setTypeParser(1700, numberOf);
pg.types.setTypeParser(1082, (text) => text);
pg.types.setTypeParser(1184, instantOf);
