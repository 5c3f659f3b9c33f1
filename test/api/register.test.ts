import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { xlsxType } from '../../api/rosters/read.ts';
import { auditPage } from '../../db/audit/entries.ts';
import { rows } from '../../db/pool.ts';
import { transfer } from '../../domain/money/ledger.ts';
import { type Books, entitlement, fund, openBooks } from '../money/support/books.ts';
import { batch, claim, line, payment } from '../money/support/tables.ts';
import { problemOf, type TestApi, testApi } from './support/api.ts';

const auditor = { role: 'auditor', subject: 'sun' } as const;
const query = (format: string, period = '2020-05', jurisdiction = 'wuxi') =>
  `/v1/ledger/register?jurisdiction=${jurisdiction}&fund=${fund}&period=${period}&format=${format}`;

const headers = [
  ...[
    '批次 Batch',
    '付款编号 Payment',
    '申报编号 Claim',
    '项目 Programme',
    '申报单位代码 Claimant code',
    '申报单位 Claimant',
  ],
  ...['人数 Persons', '金额（元） Amount (yuan)', '金额（分） Amount (fen)', '资金 Fund', '状态 Status'],
  ...['发放日期 Paid on', '退票日期 Returned on'],
];
const programme = '在岗职工线上职业培训补贴';

/** A batch of many claims, more than two pages, and the cases that are special. */
async function office(): Promise<Books & { api: TestApi }> {
  const books = await openBooks();
  const { db } = books;
  const month = await batch(db, '2020-05');
  await batch(db, '2020-06');
  const names = [
    '=HYPERLINK("http://evil.example","点我")',
    '+86 公司',
    '-2',
    '@SUM(A1)',
    '甲,"乙";丙\uFFFF',
    '\t制表',
  ];
  for (const [i, name] of names.entries()) {
    await claim(db, `odd${i}`, { claimant_name: name });
    const of = { id: `A${i}`, batch: month, claim: `odd${i}`, fen: 10_001 + i, status: 'paid' };
    await payment(db, { ...of, paidAt: '2020-06-04T16:30:00Z' });
    await line(db, { claim: `odd${i}`, ref: '1', fen: 10_001 + i, status: 'paid', payment: `A${i}` });
  }
  for (const [i, status] of ['formed', 'refused', 'dropped', 'approved'].entries()) {
    await claim(db, `waiting${i}`, { trainees: 3 });
    const of = { id: `B${i}`, batch: month, claim: `waiting${i}`, fen: 99, status };
    await payment(db, { ...of, kind: status === 'approved' ? 'advance' : 'lines' });
  }
  // A person's own claim: called by the name of the account to which it was paid.
  await claim(db, 'own', { claimant_kind: 'individual', claimant: 'zhang', claimant_name: null, programme: 'gone' });
  const times = { paidAt: '2020-06-03T00:00:00+08:00', returnedAt: '2020-06-08T23:59:59+08:00' };
  await payment(db, { id: 'C1', batch: month, claim: 'own', fen: 44_400, status: 'returned', ...times });
  // Its line went on into a later payment; the ledger knows that it was in this one.
  await line(db, { claim: 'own', ref: '1', fen: 44_400, status: 'in-batch', payment: 'C2' });
  await payment(db, { id: 'C2', batch: `wuxi.${fund}.2020-06`, claim: 'own', fen: 44_400, status: 'approved' });
  await db.query(`update payments set personal = '{"accountName":"张小明"}' where claim_id = 'own'`);
  const entries = transfer('payable-to-claimants', 'bank', 44_400, '1');
  await books.post(entitlement(0, { cause: 'payment/C1', kind: 'payment', claimId: 'own', entries }));
  await db.query(
    `with c as (
       insert into claims select (jsonb_populate_record(c, jsonb_build_object('id', 'm' || n, 'workflow_id', 'w' || n))).*
       from claims c, generate_series(1, 2300) n where c.id = 'odd1' returning id
     ), p as (
       insert into payments (id, disbursement_id, claim_id, kind, amount_fen, status, personal, paid_at)
       select 'P' || lpad(n::text, 5, '0'), $1, 'm' || n, 'lines', 44400 + n, 'paid', '{}', '2020-06-05T10:00:00+08:00' from generate_series(1, 2300) n
     )
     insert into lines (claim_id, ref, component, fund, person_id, eligible, amount_fen, trace, status, payment_id)
     select 'm' || n, k::text, 'training-subsidy', $2, 'x', true, case k when 1 then 44400 else n end, '[]', 'paid', 'P' || lpad(n::text, 5, '0')
     from generate_series(1, 2300) n, generate_series(1, 2) k`,
    [month, fund],
  );
  return { ...books, api: await testApi({ pool: db }) };
}

const statuses: Record<string, string> = {
  paid: '已发放 paid',
  returned: '已退票 returned',
  approved: '未回盘 unanswered',
};

/** What the tables say, cell by cell: numbers as numbers, nothing as null. */
async function expected({ db }: Books, period: string): Promise<(string | number | null)[][]> {
  const found = await rows<Record<string, string | number | null>>(
    db,
    `select p.*, c.claimant, c.claimant_name, c.claimant_kind, c.programme, c.trainees,
       to_char(p.paid_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as paid_on, to_char(p.returned_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as returned_on
     from payments p join claims c on c.id = p.claim_id
     where p.disbursement_id like '%' || $1 and p.status in ('paid', 'returned', 'approved') order by p.id`,
    [period],
  );
  const personsOf = (id: unknown) => (String(id).startsWith('P') ? 2 : String(id).startsWith('B') ? 3 : 1);
  const cells = found.map((p) => [
    ...[p.disbursement_id, p.id, p.claim_id, p.programme === 'gone' ? 'gone' : programme, p.claimant],
    ...[p.claimant_kind === 'individual' ? '张*明' : p.claimant_name, personsOf(p.id)],
    ...[Number(p.amount_fen) / 100, p.amount_fen, fund, statuses[String(p.status)], p.paid_on, p.returned_on],
  ]);
  const groups = Object.entries(statuses).flatMap(([status, name]) => {
    const own = found.filter((p) => p.status === status);
    const fen = own.reduce((sum, p) => sum + Number(p.amount_fen), 0);
    const persons = own.reduce((sum, p) => sum + personsOf(p.id), 0);
    const total = ['合计 Total', own.length, null, null, null, null, persons, fen / 100, fen, fund, name, null, null];
    return [...cells.filter((row) => row[10] === name), total];
  });
  return [headers, ...groups] as (string | number | null)[][];
}

test('the CSV says in every cell what the tables say', async () => {
  const books = await office();
  const response = await books.api.get(query('csv'), auditor);
  expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('Content-Disposition')).toContain(`register-wuxi-${fund}-2020-05.csv`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const cells = parse(Buffer.from(bytes), { bom: true }) as string[][];
  const wanted = await expected(books, '2020-05');
  const asText = wanted.map((row, i) =>
    row.map((cell, column) => {
      if (cell === null) return '';
      if (column === 7 && i > 0) return Number(cell).toFixed(2);
      // What a spreadsheet would take for a formula begins with an apostrophe.
      return typeof cell === 'string' && /^[=+\-@\t]/.test(cell) ? `'${cell}` : String(cell);
    }),
  );
  expect(cells).toHaveLength(1 + 6 + 1 + 1 + 2_300 + 3);
  expect(cells).toEqual(asText);
});

test('the XLSX says the same, numbers as numbers and text as text', async () => {
  const books = await office();
  const response = await books.api.get(query('xlsx'), auditor);
  expect(response.headers.get('Content-Type')).toBe(xlsxType);
  const cells = await readSheet(Buffer.from(await response.arrayBuffer()), { trim: false });
  const wanted = await expected(books, '2020-05');
  // A character that XML does not have is left out.
  const plain = (cell: string | number | null) => (typeof cell === 'string' ? cell.replace('\uFFFF', '') : cell);
  expect(cells).toEqual(wanted.map((row) => row.map(plain)));
});

test('who reads a register, or prints it, has been shown the persons whom it pays themselves', async () => {
  const { db, api } = await office();
  const [person] = await rows<{ person_id: string }>(
    db,
    `insert into people (id_number_index, personal) values ('own', '{}') returning person_id`,
  );
  await db.query(`insert into rosters (id, owner, rows, accepted) values ('Rown', 'individual:zhang', 1, 1)`);
  await db.query(
    `insert into roster_rows (roster_id, row_no, ref, person_id, relation, personal) values ('Rown', 1, '1', $1, 'self', '{}')`,
    [person!.person_id],
  );
  const shown = async () => (await auditPage(db, null, {}, null, 1)) as object[];
  const read = { act: 'read-register', actor: auditor.subject, persons: [person!.person_id] };
  expect((await api.get(query('csv'), auditor)).status).toBe(200);
  expect(await shown()).toMatchObject([read]);
  expect((await api.get(`/v1/disbursements/wuxi.${fund}.2020-05/paper?format=xlsx`, auditor)).status).toBe(200);
  expect(await shown()).toMatchObject([{ ...read, concerns: [`wuxi.${fund}.2020-05`] }]);
});

test('a month without a batch has headers and totals of nothing', async () => {
  const books = await office();
  const text = await (await books.api.get(query('csv', '2020-04'), auditor)).text();
  const cells = parse(text, { bom: true }) as string[][];
  expect(cells.map(([first, payments, , , , , persons, yuan]) => [first, payments, persons, yuan]).slice(1)).toEqual(
    Array(3).fill(['合计 Total', '0', '0', '0.00']),
  );
  expect(parse(await (await books.api.get(query('csv', '2020-06'), auditor)).text(), { bom: true })).toHaveLength(5);
});

test('finance, supervisors and auditors read it, those of a place theirs only', async () => {
  const api = await testApi();
  const may = async (as: Partial<Actor>) => (await api.get(query('csv'), as)).status;
  for (const role of ['finance-preparer', 'finance-approver', 'supervisor', 'auditor'] as const) {
    expect(await may({ role })).toBe(200);
    expect(await may({ role, jurisdiction: 'wuxi' })).toBe(200);
    expect(await may({ role, jurisdiction: 'chongqing' })).toBe(404);
  }
  expect(await may({ role: 'admin' })).toBe(403);
  expect(await problemOf(await api.get(query('csv', '2020-05', 'atlantis'), auditor))).toMatchObject({ status: 404 });
  expect(await problemOf(await api.get(query('pdf'), auditor))).toMatchObject({
    errors: [{ path: 'format', code: 'field-choice' }],
  });
  await api.close();
});
