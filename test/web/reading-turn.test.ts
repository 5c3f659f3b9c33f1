import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { formsInTurn } from '../../api/rosters/turn.ts';
import { readLessons } from '../../api/web/pages/claimant/lessons.ts';
import { correctionOf } from '../../api/web/pages/claimant/people.ts';

test('learning records, and a roster that is put right, are read a few at a time', async () => {
  const ends: (() => void)[] = [];
  const others = [1, 2].map(() => formsInTurn(() => new Promise<void>((end) => ends.push(end))));
  const read: string[] = [];
  const lessons = readLessons({ text: '1,第一课,2020-04-08 19:00,45' }, async () => ({
    known: new Set(),
    now: 0,
  })).then((lots) => {
    read.push('lessons');
    return lots;
  });
  const content = new Blob(['姓名,性别,身份证号码,手机号码\n陈海涛,男,320200197305140010,19900000002']);
  const programme = { forms: { rosterRow: { schema: {} } } } as never;
  const correction = correctionOf({ content, type: 'text/csv' }, programme, [], () => '').then((found) => {
    read.push('roster');
    return found;
  });
  await sleep(100);
  expect(read).toEqual([]);
  for (const end of ends) end();
  await Promise.all(others);
  expect(await lessons).toMatchObject([{ records: [{ ref: '1', minutes: 45 }] }]);
  expect(await correction).toMatchObject({ whole: true, rows: [expect.arrayContaining(['陈海涛'])] });
});
