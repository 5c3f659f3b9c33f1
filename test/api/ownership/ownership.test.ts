import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access, roles } from '../../../api/auth/access.ts';
import type { Actor } from '../../../api/auth/tokens.ts';
import { problemOf } from '../support/api.ts';
import { type Answers, answers } from './answers.ts';
import { callOf, callsOf, rolesOf, targetOf } from './calls.ts';
import { openWorld, type Piece, type World } from './world.ts';

// Every role × every call × whose it is. Generated from the access table; what has to come out is told in answers.ts.

let world: World;
let call: Awaited<ReturnType<typeof callsOf>>;
beforeAll(async () => {
  world = await openWorld();
  call = await callsOf(world);
});
afterAll(() => world?.api.close());

type Names = Extract<Answers, { names: unknown }>;
type Lists = Extract<Answers, { lists: unknown }>;
const rows = <A extends Answers>(kind: string) =>
  access
    .filter((row) => kind in (answers[callOf(row)] ?? {}))
    .map((row) => [callOf(row), row, answers[callOf(row)] as A] as const);

test('every call says what it answers to whom', () => {
  expect(Object.keys(answers).sort()).toEqual(access.map(callOf).sort());
});

test('what is the same for everybody is what is open', () => {
  for (const [, row] of rows('toldBy')) {
    const text = readFileSync((answers[callOf(row)] as { toldBy: string }).toldBy, 'utf8');
    for (const part of row.path.split(/\{\w+\}/)) expect(text, callOf(row)).toContain(part);
  }
  // Some let in whoever signs: whose it is, another test tells.
  const open = access.filter((row) => row.allow === 'open' && !('toldBy' in answers[callOf(row)]!));
  expect(rows('open').map(([name]) => name)).toEqual(open.map(callOf));
});

test.each(rows<Names>('names'))('%s: one’s own, and no other', async (_, row, { names, own, foreign }) => {
  for (const role of rolesOf(row))
    for (const { as, own: mine, foreign: theirs } of world.callers(role, names)) {
      const expected = typeof own === 'number' ? own : (own[role] ?? own.others);
      for (const piece of onePerPlace(mine)) {
        const response = await call(row, as, piece);
        expect(response.status, `${nameOf(as)}, ${piece.tag}: ${await response.text()}`).toBe(expected);
      }
      const nothing = await problemOf(await call(row, as, undefined));
      expect(nothing.status, nameOf(as)).toBe(foreign);
      // A batch and a place are those of many claims.
      const known = new Set(mine.map((piece) => targetOf(names, piece)));
      for (const piece of theirs.filter((one) => !known.has(targetOf(names, one)))) {
        const problem = await problemOf(await call(row, as, piece));
        // Word for word what is said of something that does not exist.
        expect(anonymous(problem), `${nameOf(as)}, ${piece.tag}`).toBe(anonymous(nothing));
      }
    }
});

test.each(rows<Names>('names'))('%s: for another role nothing depends on whose it is', async (_, row) => {
  for (const role of roles.filter((one) => !rolesOf(row).includes(one)))
    for (const { as, own, foreign } of world.callers(role))
      for (const piece of [own[0], foreign[0], undefined])
        expect(await problemOf(await call(row, as, piece))).toMatchObject({ status: 403, code: 'role-not-allowed' });
});

test.each(rows<Lists>('lists'))('%s: one’s own, and no other, whatever is asked for', async (_, row, { lists }) => {
  for (const role of rolesOf(row))
    for (const { as, own, foreign } of world.callers(role, lists)) {
      const asked = [
        '',
        '?jurisdiction=chongqing',
        '?jurisdiction=wuxi',
        '?open=true',
        '?status=overdue',
        '?overdue=true',
      ];
      const cursors = (await cursorsOf(row.path)).map((cursor) => `?cursor=${cursor}`);
      for (const query of [...asked, ...cursors]) {
        const text = await (await world.api.get(`${row.path}${query}`, as)).text();
        const shown = foreign.filter(({ tag, ids }) => text.includes(tag) || text.includes(ids.payment));
        expect(
          shown.map(({ tag }) => tag),
          `${nameOf(as)} ${query}`,
        ).toEqual([]);
        if (query || lists === 'place' || row.path === '/v1/tasks') continue;
        expect(
          own.filter((piece) => !text.includes(targetOf(lists, piece))),
          nameOf(as),
        ).toEqual([]);
      }
    }
});

/** Cursors that a list has given to somebody who sees everything: they stand at what others must not see. */
async function cursorsOf(path: string): Promise<string[]> {
  const found: string[] = [];
  for (let query = '?limit=4'; found.length < 3; query = `?limit=4&cursor=${found.at(-1)}`) {
    const list = (await (await world.api.get(`${path}${query}`, { role: 'auditor', subject: 'all' })).json()) as {
      nextCursor?: string | null;
    };
    if (!list.nextCursor) break;
    found.push(list.nextCursor);
  }
  return found;
}

/** They differ in whose they are, and to who sees them all that makes no difference. */
const onePerPlace = (pieces: Piece[]) => [...new Map(pieces.map((piece) => [piece.jurisdiction, piece])).values()];

const nameOf = ({ role, jurisdiction = 'everywhere' }: Actor) => `${role} (${jurisdiction})`;

const numbers =
  /nothing-there|\b(claim|file|objection|recovery|repayment|finding|key)-[a-z]{3}-[a-z]{3}\b|\b[a-z]+\.skill-[\w-]+\.[\d-]+/g;

/** A problem without the number that the caller gave. */
const anonymous = (problem: object) => JSON.stringify(problem).replace(numbers, '…');
