import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccessRow, access } from '../../api/auth/access.ts';
import { isClaimant } from '../../api/auth/claimant.ts';
import type { Actor } from '../../api/auth/tokens.ts';
import { insertTransition } from '../../db/claims/transitions.ts';
import { insertApiKey } from '../../db/intake/api-keys.ts';
import { answers } from './ownership/answers.ts';
import { callOf, callsOf, rolesOf } from './ownership/calls.ts';
import { openWorld, type Piece, type World } from './ownership/world.ts';
import { problemOf } from './support/api.ts';
import { enterprise, filing, type Office, openOffice, reviewer } from './support/office.ts';
import { done } from './support/paid.ts';

// Who is kept apart from what they did themselves, whatever role or key they use. That who submitted, reported, proposed or corrected cannot decide
// is told by the workflow: thread.test.ts (batches), batches.test.ts (accounts), recoveries.test.ts (fraud, repayments, listings); people.test.ts tells it of persons.

let world: World;
let piece: Piece;
let call: Awaited<ReturnType<typeof callsOf>>;
beforeAll(async () => {
  world = await openWorld();
  call = await callsOf(world);
  piece = world.callers('reviewer')[0]!.own[0]!;
});
afterAll(() => world?.api.close());

/** Acts of officials that one person does alone, and why they may. */
const alone: Record<string, string> = {
  'POST /v1/rehearsal/clock': 'moves no money',
  'POST /v1/disbursements/{id}/submission': 'waits for an approval',
  'POST /v1/disbursements/{id}/bank-results': 'is the bank’s word, and compared with what was ordered row by row',
  'POST /v1/disbursements/{id}/bank-results/previews': 'books nothing',
  'POST /v1/disbursements/{id}/bank-results/previews/{previewId}/confirmation': 'is the bank’s word, as above',
  'POST /v1/claims/{id}/fraud-findings': 'waits for a ruling',
  'POST /v1/recoveries/{id}/instalments': 'moves days, not sums',
  'POST /v1/recoveries/{id}/repayments': 'waits for a confirmation',
  'POST /v1/recoveries/{id}/refunds': 'waits for a confirmation',
  'POST /v1/recoveries/{id}/listing': 'waits for a decision',
  'POST /v1/ledger/closings': 'adds nothing, and is refused unless the books are right',
  'POST /v1/connectors': 'makes a secret; what is told with it is learning, on which a reviewer decides',
  'POST /v1/connectors/{id}/revocation': 'takes away',
  'POST /v1/connectors/{id}/secrets': 'makes a secret, as above',
  'POST /v1/connectors/{id}/secrets/{no}/revocation': 'takes away',
  'POST /v1/credits/statement': 'tells what is on record',
  'POST /v1/directory/imports': 'waits for a decision',
  'POST /v1/exchanges': 'waits for a decision',
  'POST /v1/inspections/{id}/visit-record': 'only whom the lot has named',
  'POST /v1/inspections/{id}/finding': 'only whom the lot has named, and a supervisor gives the result',
  'POST /v1/inspections/{id}/reassignment': 'who comes is fixed by the lot, and published',
  'POST /v1/inspections/{id}/credit-listing': 'waits for a decision on each listing',
  'POST /v1/inspections/{id}/judicial-referral': 'waits for a decision',
  'POST /v1/inspectors': 'waits for a decision',
  'POST /v1/inspectors/{id}/removal': 'waits for a decision',
  'POST /v1/inspectors/{id}/recusals': 'takes the inspector out of a draw, as the law wants it',
  'POST /v1/listings': 'waits for a decision',
  'POST /v1/listings/{id}/lifting': 'waits for a decision',
  'POST /v1/claims/{id}/review-hold/release': 'decides nothing',
  'POST /v1/claims/{id}/review-hold/handover': 'decides nothing, and who gets it is kept apart as before',
  'POST /v1/review-absences': 'decides nothing, and who stands in is kept apart as before',
  'POST /v1/review-absences/{id}/end': 'decides nothing',
  'POST /v1/account-blocks': 'takes away, and another administrator lifts it',
  'POST /v1/mails/{id}/retry': 'says once more what was decided',
  'POST /v1/reports/{id}/amendment': 'counts again and moves no money; every version stays',
};

const ofOfficials = (row: AccessRow) =>
  row.key && rolesOf(row).length > 0 && !rolesOf(row).some((role) => isClaimant({ role, subject: '' }));
const apart = access.filter(({ apartFrom }) => apartFrom).map((row) => [callOf(row), row] as const);
/** Decided inside a workflow or on rows of its own, and told by a test there. */
const elsewhere: Record<string, string> = {
  'POST /v1/inspections/{id}/result': 'test/inspection/inspection.test.ts',
  'POST /v1/inspections/{id}/judicial-referral/decision': 'test/inspection/inspection.test.ts',
  'POST /v1/claims/{id}/evaluation': 'test/exchange/exchange.test.ts',
};
/** What names a person instead of a claim has a test of its own. */
const byClaim = apart.filter(([name]) => !('toldBy' in answers[name]!) && !elsewhere[name]);

test('every act of officials is kept apart from something, or says why one person may do it', () => {
  const kept = apart.filter(([, row]) => ofOfficials(row)).map(([name]) => name);
  const decided = [...kept, ...Object.keys(alone)];
  expect(decided.sort()).toEqual(access.filter(ofOfficials).map(callOf).sort());
});

/** Of reviews and of money. */
const ownWork = /^(own-filing-review|another-person-required)$/;

const official = ([, row]: (typeof byClaim)[number], subject: string): Actor => ({
  ...{ role: rolesOf(row)[0]!, subject, jurisdiction: 'wuxi' },
});

test.each(byClaim)('%s: not by who filed the claim', async (...row) => {
  const problem = await problemOf(await call(row[1], official(row, `filer-${piece.tag}`), piece));
  expect(problem).toMatchObject({ status: 403, code: expect.stringMatching(ownWork) });
});

test.each(byClaim)('%s: not by who handed something in for it later', async (...row) => {
  for (const [n, act] of ['requestAdvance', 'startTraining', 'apply'].entries()) {
    const person = `${act}-${row[0]}`;
    await handIn(act, person, 100 + n + 10 * byClaim.findIndex(([name]) => name === row[0]));
    const problem = await problemOf(await call(row[1], official(row, person), piece));
    expect([act, problem]).toMatchObject([act, { status: 403, code: expect.stringMatching(ownWork) }]);
  }
});

test.each(byClaim)('%s: not by who made the key that handed something in', async (...row) => {
  const n = 300 + byClaim.findIndex(([name]) => name === row[0]);
  const id = `tsk_${n}`;
  const at = '2020-03-01T09:00:00+08:00';
  await insertApiKey(world.api.deps.pool, {
    ...{ id, sha256: '', name: '', claimant_kind: 'enterprise', claimant: piece.claimant.code, scopes: [] },
    ...{ made_by: `maker-${n}`, made_at: at, expires_at: at },
  });
  await handIn('addLearningRecords', id, n);
  const problem = await problemOf(await call(row[1], official(row, `maker-${n}`), piece));
  expect(problem).toMatchObject({ status: 403, code: expect.stringMatching(ownWork) });
});

// The issuer decides who somebody is: another spelling is another person, and nothing is made alike on the way.
test.each(byClaim)('%s: subjects are compared as they stand', async (...row) => {
  const { own } = answers[row[0]] as { own: number };
  for (const subject of [`FILER-${piece.tag}`, `ﬁler-${piece.tag}`, `filer-${piece.tag} `])
    expect([subject, (await call(row[1], official(row, subject), piece)).status]).toEqual([subject, own]);
});

async function handIn(act: string, by: string, n: number): Promise<void> {
  await insertTransition(world.api.deps.pool, {
    ...{ claim_id: piece.ids.claim, n, act, by_subject: by, via: 'api', at: '2020-03-02T09:00:00+08:00' },
    ...{ from_stage: null, to_stage: 'training', decision: null, reason_code: null, dossier_id: null },
    ...{ detail: {}, result: {}, turn: null },
  });
}

test('what a key files is written under its number, and its maker does not review it', async () => {
  const office: Office = await openOffice();
  const scopes = ['claims:act', 'claims:read'];
  const body = { name: 'HR', scopes, expiresAt: '2020-12-31T00:00:00+08:00' };
  const { id, key } = (await done(office, '/v1/api-keys', body, enterprise)) as unknown as { id: string; key: string };
  const headers = { Authorization: `Bearer ${key}` };
  const filed = await office.api.post('/v1/claims', filing(), undefined, headers);
  expect(filed.status).toBe(201);
  const claim = (await filed.json()) as { id: string };
  const timeline = await office.api.get(`/v1/claims/${claim.id}/timeline`, enterprise);
  expect(await timeline.json()).toMatchObject({ items: [{ act: 'fileClaim', by: id, via: 'api' }] });
  const review = `/v1/claims/${claim.id}/filing-review`;
  const maker = { ...reviewer, subject: enterprise.subject };
  expect(await problemOf(await office.api.post(review, { decision: 'approve' }, maker))).toMatchObject({
    ...{ status: 403, code: 'own-filing-review' },
  });
  expect((await office.api.post(review, { decision: 'approve' }, reviewer)).status).toBe(200);
  await office.close();
}, 120_000);
