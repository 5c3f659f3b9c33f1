import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, type Db, rows } from '../../db/pool.ts';
import { ofLearningEvent } from '../../db/privacy/context.ts';
import { eraseClaim, eraseDue, neverErased, overdueErasures, remainders } from '../../db/privacy/erasure.ts';
import { rotateColumn } from '../../db/privacy/rotation.ts';
import { sealedColumns } from '../../db/privacy/sealed-columns.ts';
import { problemOf } from '../api/support/api.ts';
import {
  approver,
  bankAccount,
  enterprise,
  filing,
  type Office,
  openOffice,
  people,
  preparer,
  reviewer,
} from '../api/support/office.ts';
import { done, paidClaims } from '../api/support/paid.ts';
import { adminUrlOf } from '../support/stack.ts';

let office: Office;
let admin: Db;
let db: Db;
let claimId: string;
let fileId: string;
beforeAll(async () => {
  office = await openOffice();
  ({ db } = office.house.deps);
  admin = createPool(adminUrlOf(office.house.settings.databaseUrl), 1);
  [claimId] = (await paidClaims(office, people(2))) as [string];
  const upload = { 'Content-Type': 'application/pdf', 'X-Filename': 'scan.pdf' };
  ({ fileId } = (await (await office.api.post('/v1/files', '%PDF-1.4 scan %%EOF', enterprise, upload)).json()) as {
    fileId: string;
  });
  await admin.query(`insert into dossier_files select id, $1 from dossiers where claim_id = $2 and kind = 'filing'`, [
    fileId,
    claimId,
  ]);
}, 180_000);
afterAll(async () => {
  await admin?.end();
  await office?.close();
});

const get = async (path: string, as: Parameters<Office['api']['get']>[1]) =>
  (await office.api.get(path, as)).json() as Promise<Record<string, unknown>>;
const another = { training: { classOpensOn: '2020-06-08', classEndsOn: '2020-07-10' } };
const failed: unknown[] = [];
const erase = (now: string) => eraseDue(db, now, 10, (one) => failed.push(one));
/** The last act was in June 2020, and two years are the pinned figure. */
const [tooEarly, over, later] = ['2022-05-31T12:00:00+08:00', '2022-07-02T12:00:00+08:00', '2024-07-02T12:00:00+08:00'];

test('every sealed column has a rule that empties it', () => {
  expect(neverErased).toEqual([]);
});

test('before its time nothing is erased, nor while something about it is open', async () => {
  expect(await erase(tooEarly)).toBe(0);
  await admin.query(
    `insert into recoveries (id, claim_id, jurisdiction, fund, amount_fen, reason, opened_at) select 'R-open', id, jurisdiction, 'f', 1, 'x', now() from claims`,
  );
  expect(await eraseClaim(db, claimId, over)).toBeUndefined();
  // Ended, and 150 fen are owed to the claimant.
  await admin.query(`update recoveries set closed = true, status = 'repaid', repaid_fen = 151 where id = 'R-open'`);
  expect(await eraseClaim(db, claimId, over)).toBeUndefined();
  await admin.query(`update recoveries set repaid_fen = 1 where id = 'R-open'`);
  await admin.query(
    `insert into repayments (id, recovery_id, amount_fen, received_on, bank_reference, status, reported_by, reported_at)
     values ('P-late', 'R-open', 1, '2020-06-03', 'B-late', 'reported', 'x', $1)`,
    ['2020-06-03T12:00:00+08:00'],
  );
  expect(await eraseClaim(db, claimId, over)).toBeUndefined();
  // Reported a month before its time was over, and refused: two years from then.
  await admin.query(`update repayments set status = 'refused', reported_at = $1`, ['2022-05-02T12:00:00+08:00']);
  expect(await eraseClaim(db, claimId, over)).toBeUndefined();
  await admin.query(`delete from repayments where id = 'P-late'`);
  await admin.query(`delete from recoveries where id = 'R-open'`);
  await admin.query(
    `insert into fraud_findings (id, claim_id, jurisdiction, reason_code, personal, status, reported_by, reported_at)
     select 'F-open', id, jurisdiction, 'x', '{}', 'open', 'x', $1 from claims`,
    ['2020-06-02T12:00:00+08:00'],
  );
  expect(await eraseClaim(db, claimId, over)).toBeUndefined();
  await admin.query(`delete from fraud_findings where id = 'F-open'`);
  await admin.query(
    `insert into objections (id, notice_id, claim_id, personal, filed_at) select 'O-open', id, claim_id, '{}', published_at from public_notices`,
  );
  expect(await eraseClaim(db, claimId, over)).toBeUndefined();
  await admin.query(`delete from objections where id = 'O-open'`);
  expect((await get(`/v1/claims/${claimId}/dossier`, reviewer)).roster).toMatchObject({ items: [{}, {}] });
});

test('when its time is over, what is personal goes, and totals, lines and acts stay', async () => {
  const [person] = people(2) as { idNumber: string }[];
  const wrong = { idNumber: person!.idNumber, name: '欧阳晓明', reason: '已核对。' };
  expect((await office.api.post('/v1/people/correction', wrong, reviewer)).status).toBe(200);
  const made = { connector: 'L1', at: '2020-05-20T10:00:00+08:00' };
  await admin.query(
    `insert into connectors (id, name, jurisdictions, made_by, made_at) values ($1, 'x', '{}', 'x', $2)`,
    [...[made.connector, made.at]],
  );
  await admin.query(
    `insert into learning_events (connector_id, event_id, claim_id, ref, kind, at, detail, personal, sha256, received_at)
     values ($1, 'e1', $2, '1', 'feedback', $3, '{"rating":5}', $4, '', $3)`,
    [
      ...[made.connector, claimId, made.at],
      JSON.stringify(db.vault.seal({ text: '讲得好' }, ofLearningEvent(`${made.connector}/e1`))),
    ],
  );
  await admin.query(`insert into learning_rejections values ($1, 'e2', 'ref-unknown', '', $2, '9', $3)`, [
    ...[made.connector, claimId, made.at],
  ]);
  const before = await get(`/v1/claims/${claimId}`, reviewer);
  const trace = await get(`/v1/claims/${claimId}/trace`, reviewer);
  // Two workers at the same moment erase it once.
  await Promise.all([erase(over), erase(over)]);
  const [erasure] = await rows<Record<string, unknown>>(db, 'select * from erasures');
  expect(erasure).toMatchObject({
    ...{ claim_id: claimId, law: { value: 2, source: expect.anything() } },
    counts: {
      'roster_rows.personal': 2,
      'people.personal': 2,
      'payees.personal': 1,
      'payments.personal': 1,
      'files.content': 1,
      'roster_rows facts': 2,
      learning_records: 24,
      'learning_events.personal': 1,
      learning_events: 1,
      learning_rejections: 1,
    },
  });
  expect(await remainders(db)).toEqual([]);
  expect(await rows(db, `select act, purpose, outcome, claim_id from audit_log where act = 'erase'`)).toEqual([
    { act: 'erase', purpose: 'retention', outcome: 'done', claim_id: claimId },
  ]);
  const after = await get(`/v1/claims/${claimId}`, reviewer);
  expect(after).toEqual({ ...before, erasedAt: over });
  expect(after.amountFen).toBeGreaterThan(0);
  expect(await problemOf(await office.api.get(`/v1/claims/${claimId}/dossier`, reviewer))).toMatchObject({
    ...{ status: 410, code: 'dossier-erased' },
  });
  const traced = await get(`/v1/claims/${claimId}/trace`, reviewer);
  const { lines } = trace as { lines: { records: unknown[]; attendance: object }[] };
  expect(lines.map(({ records, attendance }) => [records.length, attendance])).toEqual([
    [12, expect.anything()],
    [12, expect.anything()],
  ]);
  const without = lines.map((line) => ({ ...line, records: [], attendance: null }));
  expect(traced).toEqual({ ...trace, lines: without, hash: null, unchanged: null });
  expect(await rows(db, 'select relation, sex, hired_on, insured_from, contract from roster_rows')).toEqual(
    lines.map(() => ({ relation: 'employee', sex: null, hired_on: null, insured_from: null, contract: null })),
  );
  expect(traced.hashAtApproval).toBe(trace.hash);
  expect(await problemOf(await office.api.get(`/v1/files/${fileId}`, enterprise))).toMatchObject({
    ...{ status: 410, code: 'file-erased' },
  });
  // Turning keys over finds nothing in it to seal.
  const content = sealedColumns.find(({ form }) => form === 'bytes')!;
  await rotateColumn(db, content);
  expect(await remainders(db)).toEqual([]);
  const file = '/v1/disbursements/wuxi.skill-action-special-account.2020-05/bank-file';
  expect(await problemOf(await office.api.get(file, preparer))).toMatchObject({ code: 'accounts-erased' });
  expect((await office.api.get(`/v1/claims/${claimId}/timeline`, reviewer)).status).toBe(200);
  expect((await get('/v1/ledger/verification', preparer)).ok).toBe(true);
});

test('what is erased is filed no more, neither the roster nor the document', async () => {
  const { rosterId } = await get(`/v1/claims/${claimId}`, reviewer);
  const { roster: _roster, ...body } = filing([], another);
  const again = await office.api.post('/v1/claims', { ...body, rosterId }, enterprise);
  expect(await problemOf(again)).toMatchObject({ status: 422, errors: [{ code: 'roster-unknown' }] });
  const { filing: form, ...rest } = filing(people(2), another) as unknown as {
    filing: { materials: { fileId: string }[] };
  };
  const [one, ...others] = form.materials;
  const materials = [{ ...one, fileId }, ...others];
  const named = await office.api.post('/v1/claims', { ...rest, filing: { ...form, materials } }, enterprise);
  expect(await problemOf(named)).toMatchObject({ status: 422, errors: [{ code: 'file-unknown' }] });
});

test('a notice whose people are erased is read all the same', async () => {
  await admin.query('update claims set closed = false where id = $1', [claimId]);
  await admin.query(`insert into public_notices (id, claim_id, published_at, ends_at) values ('N-bare', $1, $2, $2)`, [
    ...[claimId, over],
  ]);
  const { items } = (await get('/v1/public-notices', enterprise)) as { items: { lines: { name: null }[] }[] };
  expect(items[0]!.lines[0]).toMatchObject({ ref: '1', name: null });
  await admin.query(`delete from public_notices where id = 'N-bare'`);
  await admin.query('update claims set closed = true where id = $1', [claimId]);
});

test('a filing and an eraser that meet at a roster wait for one another', async () => {
  const { rosterId } = (await (await office.api.post('/v1/rosters', people(1, 40), enterprise)).json()) as {
    rosterId: string;
  };
  const { roster: _roster, ...body } = filing([], another);
  const waiting = (what: string) => async () =>
    (await rows(admin, `select from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%${what}%'`))
      .length;
  // The eraser comes first: what it takes is not filed.
  const eraser = await db.connect();
  await eraser.query('begin');
  await eraser.query('select from rosters where id = $1 for update', [rosterId]);
  const late = office.api.post('/v1/claims', { ...body, rosterId }, enterprise);
  await expect.poll(waiting('insert into filed_rosters'), { timeout: 20_000 }).toBe(1);
  const named = await rows<{ personal: object }>(
    admin,
    `select personal from roster_rows where roster_id = '${rosterId}'`,
  );
  await eraser.query(`update roster_rows set personal = '{}' where roster_id = $1`, [rosterId]);
  await eraser.query('commit');
  expect(await problemOf(await late)).toMatchObject({ status: 422, errors: [{ code: 'roster-unknown' }] });
  await admin.query('update roster_rows set personal = $2 where roster_id = $1', [rosterId, named[0]!.personal]);

  // The filing comes first: the eraser of an older claim leaves it what it needs.
  const filed = await office.api.post('/v1/claims', { ...body, rosterId }, enterprise);
  const { id } = (await filed.json()) as { id: string };
  expect((await office.api.post(`/v1/claims/${id}/withdrawal`, {}, enterprise)).status).toBe(200);
  await eraser.query('begin');
  await eraser.query(
    `insert into claims select (jsonb_populate_record(c, '{"id": "C-next", "workflow_id": "next", "closed": false}')).* from claims c where id = $1`,
    [id],
  );
  await eraser.query(`insert into filed_rosters values ('C-next', $1)`, [rosterId]);
  const erased = eraseClaim(db, id, over);
  await expect.poll(waiting('select from rosters'), { timeout: 20_000 }).toBe(1);
  await eraser.query('commit');
  eraser.release();
  expect((await erased)!.counts).not.toHaveProperty('roster_rows.personal');
  expect(await rows(admin, `select from roster_rows where roster_id = '${rosterId}' and personal = '{}'`)).toEqual([]);
});

test('a correction that was still waiting can only be refused', async () => {
  const waiting = await get('/v1/people/corrections', reviewer);
  const [{ id }] = waiting.items as [{ id: string }];
  const another = { ...reviewer, subject: 'sun' };
  const decide = (decision: string) => office.api.post(`/v1/people/corrections/${id}/decision`, { decision }, another);
  expect(await problemOf(await decide('approve'))).toMatchObject({ status: 410, code: 'person-erased' });
  expect(await (await decide('reject')).json()).toMatchObject({ status: 'refused' });
  expect((await get('/v1/people/corrections', reviewer)).items).toEqual([]);
});

test('what is noted as erased cannot be unsaid, and what is put back is found', async () => {
  await expect(db.query('delete from erasures')).rejects.toThrow();
  await expect(admin.query(`update erasures set counts = '{}'`)).rejects.toThrow('stays on record');
  await admin.query(`update payees set personal = '{"accountNumber": "v1.x.y"}' where claim_id = $1`, [claimId]);
  expect(await remainders(db)).toEqual([{ claimId, part: 'payees.personal', rows: 1 }]);
  await admin.query(`update payees set personal = '{}'`);
});

test('somebody who comes again is known by the hash, and counts against their limits', async () => {
  const body = filing(people(2), another);
  const filed = await office.api.post('/v1/claims', body, enterprise);
  expect(filed.status).toBe(201);
  const [again] = await rows<{ n: number; held: number }>(
    db,
    `select count(*) as n, count(*) filter (where personal <> '{}') as held from people where person_id::text in (select person_id from lines)`,
  );
  expect(again).toEqual({ n: 2, held: 2 });
  expect(await overdueErasures(db, over)).toEqual([]);
});

test('money that moves late has a time of its own, and then it is erased as well', async () => {
  await office.advanceTo('2020-09-01T09:00:00+08:00');
  const [payment] = await rows<{ paymentId: string; amountFen: number }>(
    db,
    `select id as "paymentId", amount_fen as "amountFen" from payments where claim_id = $1`,
    [claimId],
  );
  const { paymentId } = payment!;
  const batch = (period: string) => `/v1/disbursements/wuxi.skill-action-special-account.${period}`;
  const returned = [{ ...payment, status: 'returned', reasonCode: 'AC01' }];
  await done(office, `${batch('2020-05')}/bank-results`, { results: returned }, preparer);
  const started = `select from payment_returns where claim_id = $1 and clock_offset_ms is not null`;
  await expect.poll(async () => (await rows(db, started, [claimId])).length, { timeout: 20_000 }).toBe(1);
  const path = `/v1/payment-returns/${paymentId}`;
  await done(office, `${path}/account-correction`, { bankAccount }, enterprise);
  await done(office, `${path}/confirmation`, { decision: 'approve' }, approver);
  await office.advanceTo('2020-10-01T03:00:00+08:00');
  await done(office, `${batch('2020-09')}/submission`, {}, preparer);
  await done(office, `${batch('2020-09')}/approval`, { decision: 'approve' }, approver);
  // The account of now is there, although the claim was erased before.
  expect((await office.api.get(`${batch('2020-09')}/bank-file`, preparer)).status).toBe(200);
  const again = await rows<{ paymentId: string; amountFen: number }>(
    db,
    `select id as "paymentId", amount_fen as "amountFen" from payments where claim_id = $1 and status = 'approved'`,
    [claimId],
  );
  // Nothing is erased, and nothing is amiss, while the bank has not answered, nor before the time is over that is counted from the answer.
  expect(await eraseClaim(db, claimId, later)).toBeUndefined();
  const results = again.map((one) => ({ ...one, status: 'paid' }));
  await done(office, `${batch('2020-09')}/bank-results`, { results }, preparer);
  await office.house.reaches(claimId, 'paid');
  await admin.query(`update outbox set sent_at = now() where sent_at is null and params->>'claimId' = $1`, [claimId]);
  expect(await eraseClaim(db, claimId, over)).toBeUndefined();
  expect([await remainders(db), await overdueErasures(db, over)]).toEqual([[], []]);
  expect(await overdueErasures(db, later)).toContain(claimId);

  expect((await eraseClaim(db, claimId, later))!.counts).toMatchObject({
    ...{ 'payees.personal': 1, 'payments.personal': 1, 'payment_returns.personal': 1 },
    'dossiers.personal': expect.any(Number),
  });
  expect(await eraseClaim(db, claimId, later)).toBeUndefined();
  expect([await remainders(db), failed]).toEqual([[], []]);
  const noted = await rows(db, 'select no, erased_at from erasures where claim_id = $1 order by no', [claimId]);
  expect(noted).toEqual([
    { no: 1, erased_at: over },
    { no: 2, erased_at: later },
  ]);
  expect((await get(`/v1/claims/${claimId}`, reviewer)).erasedAt).toBe(over);
});
