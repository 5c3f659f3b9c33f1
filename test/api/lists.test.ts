import { afterAll, beforeAll, expect, test } from 'vitest';
import { claim } from '../money/support/tables.ts';
import { type TestApi, testApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  const { pool } = api.deps;
  const due = (day: string) => `2020-${day}T00:00:00+08:00`;
  await claim(pool, 'Cpaid', { closed: true, stage: 'paid', filed_at: due('03-09') });
  await claim(pool, 'Clater', { stage: 'training', due_at: due('06-10'), filed_at: due('03-08') });
  await claim(pool, 'Cwaits', { stage: 'payable', filed_at: due('03-07') });
  await claim(pool, 'Csoon', { stage: 'returned', due_at: due('06-05'), overdue: true, filed_at: due('03-06') });
  await claim(pool, 'Creview', { stage: 'filing-review', due_at: due('06-06'), overdue: true, filed_at: due('03-05') });
  for (const [id, of, publishedAt, endsAt] of [
    ['N1', 'Clater', due('06-02'), due('06-09')],
    ['N2', 'Cwaits', due('06-01'), due('06-04')],
    ['N3', 'Csoon', due('06-03'), null],
    ['N4', 'Creview', due('06-03'), null],
  ])
    await pool.query('insert into public_notices (id, claim_id, published_at, ends_at) values ($1, $2, $3, $4)', [
      ...[id, of, publishedAt, endsAt],
    ]);
});
afterAll(() => api?.close());

const enterprise = { role: 'enterprise', subject: 'chen', uscc: '91320200MA0000001G' } as const;
const read = async <T>(path: string, as?: object) => {
  const response = await api.get(path, as);
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as T;
};
interface Page {
  items: { id: string }[];
  nextCursor: string | null;
}
const idsOf = ({ items }: Page) => items.map(({ id }) => id);

test('claims are told newest first, or by deadline: what is due first on top, what is closed last', async () => {
  expect(idsOf(await read('/v1/claims', enterprise))).toEqual(['Cpaid', 'Clater', 'Cwaits', 'Csoon', 'Creview']);
  const byDeadline = ['Csoon', 'Creview', 'Clater', 'Cwaits', 'Cpaid'];
  const first = await read<Page>('/v1/claims?order=due&limit=2', enterprise);
  const second = await read<Page>(`/v1/claims?order=due&limit=2&cursor=${first.nextCursor}`, enterprise);
  const third = await read<Page>(`/v1/claims?order=due&limit=2&cursor=${second.nextCursor}`, enterprise);
  expect([first, second, third].flatMap(idsOf)).toEqual(byDeadline);
  expect(third.nextCursor).toBeNull();
});

test('notices stand in the order in which they end', async () => {
  const first = await read<Page>('/v1/public-notices?limit=3');
  const second = await read<Page>(`/v1/public-notices?limit=3&cursor=${first.nextCursor}`);
  expect([first, second].flatMap(idsOf)).toEqual(['N2', 'N1', 'N3', 'N4']);
});

test('what the authority is late with is not held against the enterprise', async () => {
  const reviewer = { role: 'reviewer', subject: 'li', jurisdiction: 'wuxi' };
  expect(await read(`/v1/enterprises/${enterprise.uscc}`, reviewer)).toMatchObject({ claims: 5, overdue: 1 });
});
