import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles } from '../../api/auth/access.ts';
import type { Actor } from '../../api/auth/tokens.ts';
import { sampleCompany } from '../../dev/sample-people.ts';
import { problemOf } from './support/api.ts';
import { company, enterprise, filing, type Office, openOffice, people, reviewer } from './support/office.ts';

const supervisor = { role: 'supervisor', subject: 'sun', jurisdiction: 'wuxi' } as const;
const inspector = { role: 'inspector', subject: 'xu' } as const;
const auditor = { role: 'auditor', subject: 'ma' } as const;
const stranger = { ...enterprise, uscc: sampleCompany(2).uscc } as const;
const account = { bankName: '示例银行', accountName: company.name, accountNumber: '6200000000001234' };
const note = '联系人 19912345678，证件 320200199003070011。';

interface DossierAnswer {
  filing: { contact: { mobile: string }; bankAccount: typeof account; enterprise: { uscc: string } };
  application: object | null;
  roster: { items: { rowNo: number; ref: string; idNumber: string; mobile: string }[]; nextCursor: string | null };
  submissions: { act: string; reasonCode: string | null; reason: string | null }[];
  files: { fileId: string; kind: string; name: string; contentType: string; bytes: number }[];
}

let office: Office;
let id: string;
let fileId: string;
beforeAll(async () => {
  office = await openOffice();
  fileId = await upload('营业"执照/2020.pdf');
  const body = filing(people(5));
  const materials = body.filing.materials.map((one, i) => (i === 0 ? { ...one, fileId } : one));
  const response = await office.api.post(
    '/v1/claims',
    { ...body, filing: { ...body.filing, materials, bankAccount: account } },
    enterprise,
  );
  id = ((await response.json()) as { id: string }).id;
});
afterAll(() => office?.close());

async function upload(name: string): Promise<string> {
  const response = await office.api.post('/v1/files', Buffer.from('%PDF-1.4 scan %%EOF'), enterprise, {
    'Content-Type': 'application/pdf',
    'X-Filename': encodeURIComponent(name),
  });
  return ((await response.json()) as { fileId: string }).fileId;
}
const get = (as: Partial<Actor>, query = '') => office.api.get(`/v1/claims/${id}/dossier${query}`, as);
const dossier = async (as: Partial<Actor>, query = '') => (await (await get(as, query)).json()) as DossierAnswer;
const act = (name: string, body: object, as: Partial<Actor>) => office.api.post(`/v1/claims/${id}/${name}`, body, as);

test('claimant and reviewer read in full what was handed in', async () => {
  for (const as of [enterprise, reviewer]) {
    const found = await dossier(as);
    expect(found).toMatchObject({
      filing: { enterprise: { uscc: company.uscc }, bankAccount: account, commitmentSigned: true },
      application: null,
      submissions: [],
    });
    expect(found.roster).toMatchObject({ items: people(5), nextCursor: null });
    expect(found.roster.items[0]).toMatchObject({ ref: '1', rowNo: 1, relation: 'employee', hiredOn: null });
    expect(found.roster.items[0]).not.toHaveProperty('personId');
  }
  expect((await get(reviewer)).headers.get('Cache-Control')).toBe('no-store');
});

test('its files are told with kind, name, type and size', async () => {
  const { files } = await dossier(reviewer);
  expect(files[0]).toMatchObject({
    fileId,
    ref: null,
    name: '营业"执照/2020.pdf',
    contentType: 'application/pdf',
    bytes: 19,
  });
  expect(files.slice(1).every((file) => file.fileId === 'specimen')).toBe(true);
});

test('who oversees reads ID numbers, mobiles and accounts in part only', async () => {
  const [first] = people(1);
  for (const as of [supervisor, inspector, auditor]) {
    const response = await get(as);
    const text = await response.text();
    for (const person of people(5)) {
      expect(text).not.toContain(person.idNumber);
      expect(text).not.toContain(person.mobile);
      expect(text).toContain(person.name);
    }
    expect(text).not.toContain(account.accountNumber);
    const found = JSON.parse(text) as DossierAnswer;
    expect(found.filing.bankAccount.accountNumber).toBe('************1234');
    expect(found.filing.enterprise.uscc).toBe(company.uscc);
    expect(found.roster.items[0]).toMatchObject({
      idNumber: `${first!.idNumber.slice(0, 6)}********${first!.idNumber.slice(-4)}`,
      mobile: `${first!.mobile.slice(0, 3)}****${first!.mobile.slice(-4)}`,
    });
  }
});

test('nobody else reads a dossier', async () => {
  expect(await problemOf(await get(stranger))).toMatchObject({ status: 404 });
  expect(await problemOf(await get({ ...reviewer, jurisdiction: 'chongqing' }))).toMatchObject({ status: 404 });
  expect(await problemOf(await get({ ...supervisor, jurisdiction: 'chongqing' }))).toMatchObject({ status: 404 });
  for (const role of ['finance-preparer', 'finance-approver', 'admin'] as const) {
    expect(await problemOf(await get({ role }))).toMatchObject({ status: 403, code: 'role-not-allowed' });
  }
});

test('the roster goes page by page', async () => {
  const refs: string[] = [];
  let query = '?limit=2';
  for (;;) {
    const { roster } = await dossier(reviewer, query);
    refs.push(...roster.items.map(({ ref }) => ref));
    if (!roster.nextCursor) break;
    query = `?limit=2&cursor=${roster.nextCursor}`;
  }
  expect(refs).toEqual(['1', '2', '3', '4', '5']);
  const far = Buffer.from(JSON.stringify({ rowNo: Number.MAX_SAFE_INTEGER })).toString('base64url');
  expect((await dossier(reviewer, `?cursor=${far}`)).roster).toEqual({ items: [], nextCursor: null });
  expect(await problemOf(await get(reviewer, '?cursor=x'))).toMatchObject({ errors: [{ path: 'cursor' }] });
});

test('a document is read by its owner and by officials who see a claim that names it', async () => {
  const read = (as: Partial<Actor>, file = fileId) => office.api.get(`/v1/files/${file}`, as);
  const response = await read(reviewer);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-disposition': `attachment; filename="______2020.pdf"; filename*=UTF-8''${encodeURIComponent('营业_执照_2020.pdf')}`,
  });
  expect(await response.text()).toBe('%PDF-1.4 scan %%EOF');
  for (const as of [enterprise, supervisor, inspector]) expect((await read(as)).status).toBe(200);
  const others = [
    stranger,
    { ...reviewer, jurisdiction: 'chongqing' },
    { ...inspector, jurisdiction: 'chongqing' },
    auditor,
    { role: 'finance-preparer' },
    { role: 'admin' },
  ] as const;
  for (const as of others) expect(await problemOf(await read(as))).toMatchObject({ status: 404 });
});

test('a document that no claim names is its owner’s alone', async () => {
  const unused = await upload('draft.pdf');
  expect((await office.api.get(`/v1/files/${unused}`, enterprise)).status).toBe(200);
  expect((await office.api.get(`/v1/files/${unused}`, reviewer)).status).toBe(404);
  expect((await office.api.get('/v1/files/F404', enterprise)).status).toBe(404);
});

test('a claimant is told the names of its own documents, and nothing of others', async () => {
  const named = async (as: Partial<Actor>) =>
    (await (await office.api.get(`/v1/files?ids=${fileId},specimen,F404`, as)).json()) as {
      items: { fileId: string; name: string; bytes: number; sha256: string }[];
    };
  const { items } = await named(enterprise);
  expect(items.find((one) => one.fileId === fileId)).toMatchObject({ name: '营业"执照/2020.pdf', bytes: 19 });
  expect(items.map((one) => one.fileId).sort()).toEqual([fileId, 'specimen'].sort());
  expect((await named(stranger)).items.map((one) => one.fileId)).toEqual(['specimen']);
  expect((await office.api.get(`/v1/files?ids=${fileId}`, reviewer)).status).toBe(403);
  expect((await office.api.get('/v1/files?ids=%00', enterprise)).status).toBe(422);
});

test('the specimen is there for every role in a rehearsal', async () => {
  for (const role of roles) {
    const response = await office.api.get('/v1/files/specimen', { role, jurisdiction: 'wuxi', uscc: company.uscc });
    expect([role, response.status]).toEqual([role, 200]);
  }
});

test('the reason of a return is read in the dossier and on the timeline, by the claimant and by officials', async () => {
  await act('filing-review', { decision: 'return', reasonCode: 'plan-unclear', reason: note }, reviewer);
  const told = { act: 'returnForCorrection', by: reviewer.subject, reasonCode: 'plan-unclear', reason: note };
  expect((await dossier(enterprise)).submissions).toMatchObject([told]);
  const masked = '联系人 199****5678，证件 320200********0011。';
  expect((await dossier(auditor)).submissions).toMatchObject([{ reason: masked }]);
  const timeline = async (as: Partial<Actor>) => (await office.api.get(`/v1/claims/${id}/timeline`, as)).json();
  expect(await timeline(enterprise)).toMatchObject({ items: [{}, { decision: 'return', reason: note }] });
  expect(await timeline({ role: 'finance-approver' })).toMatchObject({ items: [{}, { reason: masked }] });
});

test('what was corrected takes the place of what came back, and the reasons stay', async () => {
  const corrected = filing(people(2));
  corrected.filing.training.goal = '掌握修订后的规程';
  await act('resubmission', { filing: corrected.filing, roster: corrected.roster }, enterprise);
  const now = await dossier(reviewer);
  expect(now.filing).toMatchObject({ training: { goal: '掌握修订后的规程' } });
  expect(now.roster.items).toHaveLength(2);
  // The reviewer who returned it may still read what came with it.
  expect((await office.api.get(`/v1/files/${fileId}`, reviewer)).status).toBe(200);

  const clause = '锡人社办〔2020〕10号 二(二)';
  await act('filing-review', { decision: 'reject', reasonCode: 'no-need', reason: '不符合主营业务', clause }, reviewer);
  expect((await dossier(enterprise)).submissions).toMatchObject([
    { act: 'returnForCorrection', reason: note },
    { act: 'rejectClaim', reasonCode: 'no-need', reason: '不符合主营业务' },
  ]);
  const rejected = await office.api.get(`/v1/claims/${id}/timeline`, enterprise);
  expect(((await rejected.json()) as { items: object[] }).items.at(-1)).toMatchObject({
    decision: 'reject',
    reason: '不符合主营业务',
    clause,
  });
});
