import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '../../db/pool.ts';
import { sampleCompany } from '../../dev/sample-people.ts';
import { writeMail } from '../../domain/messages/mail.ts';
import type { MessageParams } from '../../domain/messages/message.ts';
import { specimens } from '../../jurisdictions/china/examples.ts';
import { problemOf } from './support/api.ts';
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
} from './support/office.ts';

let office: Office;
let id: string;
beforeAll(async () => {
  office = await openOffice();
  const response = await office.api.post('/v1/claims', filing(people(3)), enterprise);
  id = ((await response.json()) as { id: string }).id;
});
afterAll(() => office?.close());

const supervisor = { role: 'supervisor', subject: 'sun', jurisdiction: 'wuxi' } as const;

const act = (name: string, body: unknown, as: Parameters<typeof office.api.post>[2] = enterprise) =>
  office.api.post(`/v1/claims/${id}/${name}`, body, as);
const ok = async (response: Response) => {
  const body = (await response.json()) as Record<string, unknown>;
  expect([response.status, body]).toEqual([200, body]);
  return body;
};
const get = async (path: string, as?: Parameters<typeof office.api.get>[1]) => ok(await office.api.get(path, as));

const lesson = (ref: string, n: number) => ({
  ref,
  lesson: `L${n}`,
  startedAt: `2020-04-${String(6 + n).padStart(2, '0')}T19:00:00+08:00`,
  minutes: 90,
});

test('the class runs and is recorded', async () => {
  await ok(await act('filing-review', { decision: 'approve' }, reviewer));
  await office.advanceTo('2020-04-25T09:00:00+08:00');
  const records = ['1', '2', '3'].flatMap((ref) => Array.from({ length: 12 }, (_, i) => lesson(ref, i + 1)));
  await ok(await act('learning-records', { records }));
  const unknown = await problemOf(await act('learning-records', { records: [lesson('99', 1)] }));
  expect(unknown).toMatchObject({ errors: [{ path: 'records.0.ref', code: 'ref-unknown' }] });
  await office.advanceTo('2020-05-18T09:00:00+08:00');
  const scan = { 'Content-Type': 'application/pdf', 'X-Filename': 'evidence.pdf' };
  const upload = await office.api.post('/v1/files', Buffer.from('%PDF-1.4 scan %%EOF'), enterprise, scan);
  const { fileId } = (await upload.json()) as { fileId: string };
  const completion = (file: string) => ({
    classEndedOn: '2020-05-15',
    evidence: [{ ref: '1', kind: 'sign-in', fileId: file }],
  });
  expect(await problemOf(await act('training-completion', completion('nowhere')))).toMatchObject({
    errors: [{ code: 'file-unknown' }],
  });
  expect(await ok(await act('training-completion', completion(fileId)))).toMatchObject({
    stage: 'application-open',
    dueAt: '2020-10-01T00:00:00+08:00',
  });
});

test('the application names certificates and account, in the form of the programme', async () => {
  const certificates = ['1', '2', '3'].map((ref) => ({
    ref,
    kind: 'completion',
    number: `SP-${ref}`,
    issuedOn: '2020-05-18',
  }));
  const materials = specimens('subsidy-roster', 'teaching-record', 'certificates');
  const wrong = { certificates, bankAccount: { ...bankAccount, accountNumber: 'abc' }, materials };
  expect(await problemOf(await act('application', wrong))).toMatchObject({
    errors: [{ path: 'bankAccount.accountNumber', code: 'account-number-invalid' }],
  });
  expect(await ok(await act('application', { certificates, bankAccount, materials }))).toMatchObject({
    stage: 'application-review',
    amountFen: null,
  });
  expect(await ok(await act('application-review', { decision: 'approve' }, reviewer))).toMatchObject({
    stage: 'public-notice',
    amountFen: 3 * 44_400,
    lines: [{ ref: '1', amountFen: 44_400, status: 'fixed' }, { ref: '2' }, { ref: '3' }],
    notice: { ended: false, endsAt: '2020-05-26T00:00:00+08:00' },
  });
});

test('the notice shows masked names to everybody', async () => {
  const { items } = (await get('/v1/public-notices?jurisdiction=wuxi')) as {
    items: { claimId: string; lines: { name: string }[] }[];
  };
  const notice = items.find(({ claimId }) => claimId === id);
  expect(notice?.lines).toMatchObject([{ ref: '1', amountFen: 44_400 }, { ref: '2' }, { ref: '3' }]);
  for (const { name } of notice?.lines ?? []) expect(name).toContain('*');
});

test('anybody objects to a line, and a reviewer rules', async () => {
  const notice = `/v1/public-notices/N${id}/objections`;
  const objection = { ref: '2', text: '未参加培训', contact: 'a@example.com' };
  expect(await problemOf(await office.api.post(notice, { ...objection, ref: '77' }))).toMatchObject({
    errors: [{ path: 'ref', code: 'ref-unknown' }],
  });
  expect(await problemOf(await office.api.post('/v1/public-notices/N0/objections', objection))).toMatchObject({
    status: 404,
  });
  const response = await office.api.post(notice, objection);
  expect(response.status).toBe(201);
  const filed = (await response.json()) as { id: string };

  expect(await get(`/v1/claims/${id}`, reviewer)).toMatchObject({
    objections: [{ status: 'open', text: '未参加培训', contact: 'a@example.com' }],
  });
  for (const as of [supervisor, { ...reviewer, subject: enterprise.subject }] as const) {
    const [seen] = ((await get(`/v1/claims/${id}`, as)) as { objections: object[] }).objections;
    expect(seen).toMatchObject({ text: '未参加培训' });
    expect(seen).not.toHaveProperty('contact');
  }
  const forClaimant = (await get(`/v1/claims/${id}`, enterprise)) as { objections: object[] };
  expect(forClaimant.objections[0]).not.toHaveProperty('text');
  const { items } = (await get('/v1/tasks', reviewer)) as { items: object[] };
  expect(items).toContainEqual(expect.objectContaining({ claimId: id, act: 'ruling', objectionId: filed.id }));

  const ruling = (as: typeof reviewer | object) =>
    office.api.post(
      `/v1/objections/${filed.id}/ruling`,
      { decision: 'uphold', reason: '属实' },
      { ...reviewer, ...as },
    );
  expect(await problemOf(await ruling({ jurisdiction: 'chongqing' }))).toMatchObject({ status: 404 });
  expect(await ok(await ruling({}))).toMatchObject({
    amountFen: 2 * 44_400,
    objections: [{ status: 'upheld' }],
    lines: [{ status: 'fixed' }, { ref: '2', status: 'fallen', fallenReason: 'objection-upheld' }, { status: 'fixed' }],
  });
  expect(JSON.stringify(await get(`/v1/claims/${id}`, reviewer))).not.toContain('a@example.com');
  expect(await problemOf(await ruling({}))).toMatchObject({ status: 409 });
  const papers = (await get(`/v1/claims/${id}/papers`, enterprise)) as { items: { kind: string; title: string }[] };
  const letter = papers.items.find(({ title }) => title === '异议处理通知书')!;
  const printed = await office.api.get(`/v1/claims/${id}/papers/${letter.kind}?format=xlsx`, enterprise);
  expect(printed.status).toBe(200);
});

test('after the notice nobody objects any more', async () => {
  expect((await office.advanceTo('2020-06-01T03:00:00+08:00')).status).toBe(200);
  expect(await get(`/v1/claims/${id}`, enterprise)).toMatchObject({ stage: 'payable', notice: { ended: true } });
  const late = { ref: '1', text: '迟到', contact: 'a@example.com' };
  expect(await problemOf(await office.api.post(`/v1/public-notices/N${id}/objections`, late))).toMatchObject({
    status: 409,
    code: 'notice-ended',
  });
});

test('of a notice that has ended everybody reads that it has, and nothing of what stood on it', async () => {
  for (const part of ['', '/paper']) {
    const over = await problemOf(await office.api.get(`/v1/public-notices/N${id}${part}`));
    expect(over).toMatchObject({ status: 410, code: 'notice-over' });
    expect(over.messages.zh).toContain('公示已于 2020-05-25 24:00 结束');
    expect(JSON.stringify(over)).not.toMatch(/444|\*/);
  }
  expect((await office.api.get('/v1/public-notices/N0')).status).toBe(404);
});

test('the clock goes only forward', async () => {
  expect(await problemOf(await office.advanceTo('2020-05-01T00:00:00+08:00'))).toMatchObject({
    status: 409,
    code: 'clock-backwards',
  });
  office.house.setNow('2020-06-01T03:00:00+08:00');
});

const batchId = 'wuxi.skill-action-special-account.2020-05';
const batch = (name: string, body: unknown, as: Parameters<typeof office.api.post>[2]) =>
  office.api.post(`/v1/disbursements/${batchId}/${name}`, body, as);

test('the batch is submitted by one person and approved by another', async () => {
  const { items } = (await get('/v1/disbursements', preparer)) as { items: { id: string }[] };
  expect(items).toContainEqual(
    expect.objectContaining({ id: batchId, status: 'formed', payments: 1, totalFen: 88_800 }),
  );
  const task = { act: 'submission', disbursementId: batchId, month: '2020-05', amountFen: 88_800 };
  expect(await get('/v1/tasks', preparer)).toMatchObject({ items: [task] });
  expect(await problemOf(await office.api.get(`/v1/disbursements/${batchId}/bank-file`, preparer))).toMatchObject({
    status: 409,
    code: 'batch-wrong-status',
  });
  expect(await ok(await batch('submission', {}, preparer))).toMatchObject({ status: 'submitted', submittedBy: 'zhao' });
  const same = await batch('approval', { decision: 'approve' }, { ...approver, subject: preparer.subject });
  expect(await problemOf(same)).toMatchObject({ status: 403, code: 'second-person-required' });
  expect(await ok(await batch('approval', { decision: 'approve' }, approver))).toMatchObject({
    status: 'approved',
    decidedBy: 'qian',
  });
  const elsewhere = await batch('approval', { decision: 'approve' }, { ...approver, jurisdiction: 'chongqing' });
  expect(await problemOf(elsewhere)).toMatchObject({ status: 404, code: 'batch-unknown' });
});

test('a batch is told of in words, at the hour of its act', async () => {
  const mails = await rows<{ template: string; params: MessageParams; at: string }>(
    office.house.deps.db,
    `select template, params, at from outbox where params->>'disbursementId' = $1 order by id`,
    [batchId],
  );
  expect(mails.map(({ template, at }) => [template, at.slice(0, 16)])).toEqual([
    ['formBatch', '2020-06-01T02:00'],
    ['submitBatch', '2020-06-01T03:00'],
    ['approveBatch', '2020-06-01T03:00'],
  ]);
  for (const mail of mails) expect(writeMail(mail).subject).toContain('无锡市 职业技能提升行动专账资金 2020-05');
});

test('the bank gets its file, answers, and the claim is paid', async () => {
  const file = await office.api.get(`/v1/disbursements/${batchId}/bank-file`, preparer);
  expect(file.headers.get('Content-Type')).toMatch(/^text\/csv/);
  const [header, row] = (await file.text()).replace('\uFEFF', '').split('\n');
  expect(header).toBe('paymentId,accountName,accountNumber,bankName,bankCode,amountYuan,amountFen,purpose');
  expect(row).toContain(`,${bankAccount.accountNumber},`);
  expect(row).toContain(',88800,');
  const paymentId = row!.split(',')[0]!;

  const wrong = await batch('bank-results', { results: [{ paymentId, status: 'paid', amountFen: 1 }] }, preparer);
  expect(await problemOf(wrong)).toMatchObject({
    code: 'bank-results-rejected',
    errors: [{ row: 1, code: 'payment-amount-differs' }],
  });
  const booked = await batch('bank-results', { results: [{ paymentId, status: 'paid', amountFen: 88_800 }] }, preparer);
  expect(await ok(booked)).toMatchObject({ status: 'settled', paid: 1, paidFen: 88_800 });
  await office.house.reaches(id, 'paid');
});

test('every fen is traceable from the ledger to the records', async () => {
  const auditor = { role: 'auditor', subject: 'sun' } as const;
  const { items } = (await get(`/v1/ledger?claim=${id}`, auditor)) as { items: { kind: string; entries: object[] }[] };
  expect(items.map(({ kind }) => kind)).toEqual(['entitlement', 'payment']);
  expect(await get('/v1/ledger/verification', auditor)).toMatchObject({
    ok: true,
    chains: [{ jurisdiction: 'wuxi', balanced: true, intact: true }],
  });
  const all = (await get('/v1/ledger?limit=1', auditor)) as { items: object[]; nextCursor: string };
  expect(all.items).toHaveLength(1);
  expect(await get(`/v1/ledger?limit=1&cursor=${all.nextCursor}`, auditor)).toMatchObject({
    items: [{ kind: 'payment' }],
    nextCursor: null,
  });
  expect(await problemOf(await office.api.get('/v1/ledger', enterprise))).toMatchObject({ status: 403 });

  const trace = (await get(`/v1/claims/${id}/trace`, auditor)) as {
    lines: { ref: string; amountFen: number; trace: { amountFen: number }[] }[];
    parameters: object[];
  };
  expect(trace).toMatchObject({
    amountFen: 88_800,
    lines: [{ ref: '1', rosterRow: 1, attendance: { days: 12 } }, {}, {}],
  });
  for (const line of trace.lines) expect(line.trace.reduce((sum, one) => sum + one.amountFen, 0)).toBe(line.amountFen);
  expect(trace.parameters).toContainEqual(expect.objectContaining({ value: 1_850, unit: 'fen per class hour' }));
  const other = { ...enterprise, uscc: sampleCompany(2).uscc };
  expect(await problemOf(await office.api.get(`/v1/claims/${id}/trace`, other))).toMatchObject({ status: 404 });
});

test('the log has a line for each act, with the claim that it was about, whether its address names it or not', () => {
  const answered = office.api.log.filter((line) => (line as { msg: string }).msg === 'answered');
  const line = { level: 30, method: 'POST', claim: id, ms: expect.any(Number) };
  for (const [path, status] of [
    ['/v1/claims', 201],
    ['/v1/claims/{id}/learning-records', 200],
    ['/v1/public-notices/{id}/objections', 201],
    ['/v1/objections/{id}/ruling', 200],
  ])
    expect(answered).toContainEqual(expect.objectContaining({ ...line, path, status }));
  // Reading is told at level debug.
  expect(answered).not.toContainEqual(expect.objectContaining({ method: 'GET' }));
});

test('no answer and no log has an ID number', async () => {
  const pages = [`/v1/claims/${id}`, `/v1/claims/${id}/timeline`, `/v1/claims/${id}/trace`, '/v1/claims', '/v1/tasks'];
  const texts = await Promise.all(pages.map(async (path) => (await office.api.get(path, reviewer)).text()));
  texts.push(JSON.stringify(office.api.log));
  for (const person of people(3)) {
    for (const text of texts) expect(text).not.toContain(person.idNumber);
  }
});
