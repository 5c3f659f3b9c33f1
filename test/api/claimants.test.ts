import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressOf } from '../../activities/claim/mails.ts';
import type { Actor } from '../../api/auth/tokens.ts';
import { findClaim } from '../../db/claims/claims.ts';
import { problemOf } from './support/api.ts';
import { company, enterprise, filing, type Office, openOffice, people, reviewer } from './support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

/** Accounts that share a name with the company, but are somebody else. */
const namesakes: [string, Actor][] = [
  ['an individual whose account is called like the credit code', { role: 'individual', subject: company.uscc }],
  ['an institution of the same code', { role: 'institution', subject: 'chen', uscc: company.uscc }],
];

async function file(): Promise<string> {
  const response = await office.api.post('/v1/claims', filing(), enterprise);
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

const gone = { status: 404, code: 'not-found' };

test.each(namesakes)('%s sees and touches no claim of the enterprise', async (_, namesake) => {
  const id = await file();
  const list = (await (await office.api.get('/v1/claims', namesake)).json()) as { items: unknown[] };
  expect(list.items).toEqual([]);
  expect(await problemOf(await office.api.get(`/v1/claims/${id}`, namesake))).toMatchObject(gone);
  expect(await problemOf(await office.api.get(`/v1/claims/${id}/dossier`, namesake))).toMatchObject(gone);
  expect(await problemOf(await office.api.post(`/v1/claims/${id}/withdrawal`, {}, namesake))).toMatchObject(gone);
  expect((await office.api.get(`/v1/claims/${id}`, enterprise)).status).toBe(200);
});

test.each(namesakes)('%s has no part in its documents', async (_, namesake) => {
  const text = { 'Content-Type': 'text/csv' };
  const { fileId } = (await (await office.api.post('/v1/files', 'a,b', enterprise, text)).json()) as { fileId: string };
  expect((await office.api.get(`/v1/files/${fileId}`, enterprise)).status).toBe(200);
  expect(await problemOf(await office.api.get(`/v1/files/${fileId}`, namesake))).toMatchObject(gone);
});

test('a roster that an institution uploaded is not the enterprise’s of the same code', async () => {
  const institution: Actor = { role: 'institution', subject: 'chen', uscc: company.uscc };
  const answer = await office.api.post('/v1/rosters', { rows: people(2) }, institution);
  const { rosterId } = (await answer.json()) as { rosterId: string };
  const { roster: _roster, ...body } = filing();
  expect(await problemOf(await office.api.post('/v1/claims', { ...body, rosterId }, enterprise))).toMatchObject({
    errors: [{ path: 'rosterId', code: 'roster-unknown' }],
  });
});

test('an answer is repeated only to the account that got it: the same person in another jurisdiction is checked anew', async () => {
  const id = await file();
  const headers = { 'Idempotency-Key': 'decided-once' };
  const decide = (as: Actor) => office.api.post(`/v1/claims/${id}/filing-review`, { decision: 'approve' }, as, headers);
  expect((await decide(reviewer)).status).toBe(200);
  expect((await decide(reviewer)).headers.get('Idempotency-Replayed')).toBe('true');
  expect(await problemOf(await decide({ ...reviewer, jurisdiction: 'chongqing' }))).toMatchObject(gone);
});

test('mails go where the claimant says, and who said so is on record', async () => {
  const id = await file();
  const path = `/v1/claims/${id}/contact-address`;
  const email = 'new-desk@enterprise.example';
  expect((await office.api.post(path, { email }, enterprise)).status).toBe(200);
  expect(await (await office.api.get(path, enterprise)).json()).toEqual({ email });
  for (const [_, namesake] of namesakes) expect((await office.api.post(path, { email }, namesake)).status).toBe(404);
  expect((await office.api.post(path, { email }, reviewer)).status).toBe(403);
  expect(await problemOf(await office.api.post(path, { email: 'nobody' }, enterprise))).toMatchObject({
    errors: [{ path: 'email', code: 'email-format' }],
  });
  const { db } = office.house.deps;
  const claim = (await findClaim(db, id))!;
  expect(await addressOf(db, office.house.deps, claim, 'claimant')).toBe(email);
  const acts = await office.api.get('/v1/audit?act=change-contact-address', { role: 'auditor', subject: 'sun' });
  expect(await acts.json()).toMatchObject({ items: [{ claimId: id, outcome: 'done' }] });
});

test('nor to the same person in another role', async () => {
  const id = await file();
  const headers = { 'Idempotency-Key': 'withdrawn-once' };
  const withdraw = (as: Actor) => office.api.post(`/v1/claims/${id}/withdrawal`, {}, as, headers);
  expect((await withdraw(enterprise)).status).toBe(200);
  expect(await problemOf(await withdraw({ ...enterprise, role: 'institution' }))).toMatchObject(gone);
  expect(await problemOf(await withdraw({ role: 'individual', subject: enterprise.subject }))).toMatchObject(gone);
});
