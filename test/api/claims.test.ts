import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '../../db/pool.ts';
import { sampleCompany } from '../../dev/sample-people.ts';
import { problemOf } from './support/api.ts';
import { company, enterprise, filing, type Office, openOffice, people, reviewer } from './support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

interface ClaimAnswer {
  id: string;
  workflowId: string;
  stage: string;
  rosterId: string;
}

const file = async (body: object = filing()) => {
  const response = await office.api.post('/v1/claims', body, enterprise);
  expect(response.status).toBe(201);
  return (await response.json()) as ClaimAnswer;
};
const refusal = async (body: object, as: Parameters<typeof office.api.post>[2] = enterprise) =>
  problemOf(await office.api.post('/v1/claims', body, as));

async function stored() {
  return rows(
    office.api.deps.pool,
    `select (select count(*) from claims) as claims, (select count(*) from rosters) as rosters,
       (select count(*) from people) as people, (select count(*) from dossiers) as dossiers`,
  );
}

test('a filing answers 201 with its address and the claim, and runs as a workflow that speaks', async () => {
  const response = await office.api.post('/v1/claims', filing(), enterprise);
  const claim = (await response.json()) as ClaimAnswer;
  expect(response.status).toBe(201);
  expect(response.headers.get('Location')).toBe(`/v1/claims/${claim.id}`);
  expect(claim).toMatchObject({
    workflowId: `claim/wuxi/online-on-the-job/${claim.id}`,
    temporalUrl: `http://127.0.0.1:8233/namespaces/test/workflows/claim%2Fwuxi%2Fonline-on-the-job%2F${claim.id}`,
    stage: 'filing-review',
    claimant: company.uscc,
    claimantName: company.name,
    dueAt: '2020-03-05T00:00:00+08:00',
    trainees: 3,
    estimateFen: 3 * 44_400,
    amountFen: null,
    advance: null,
  });
  expect(claim).not.toHaveProperty('lines');
});

test('the example of the documentation is filed as it is', async () => {
  const document = (await (await office.api.get('/openapi.json')).json()) as {
    paths: Record<
      string,
      { post: { requestBody: { content: Record<string, { example: { filing: { enterprise: { uscc: string } } } }> } } }
    >;
  };
  const { example } = document.paths['/v1/claims']!.post.requestBody.content['application/json']!;
  const as = { ...enterprise, uscc: example.filing.enterprise.uscc };
  expect((await office.api.post('/v1/claims', example, as)).status).toBe(201);
});

test('a roster that was uploaded before is filed by its id, and nobody else can use it', async () => {
  const upload = await office.api.post(
    '/v1/rosters?jurisdiction=wuxi&programme=online-on-the-job',
    people(2, 50),
    enterprise,
  );
  const { rosterId } = (await upload.json()) as { rosterId: string };
  const { roster: _, ...body } = filing();
  expect(await file({ ...body, rosterId })).toMatchObject({ rosterId });
  const other = { ...enterprise, uscc: sampleCompany(2).uscc };
  const theirs = filing([], { enterprise: { uscc: other.uscc } });
  expect(await refusal({ ...theirs, roster: undefined, rosterId }, other)).toMatchObject({
    errors: [{ path: 'rosterId', code: 'roster-unknown' }],
  });
});

test('repeating a filing with its key answers the same claim, and another body is refused', async () => {
  const headers = { 'Idempotency-Key': 'filing-1' };
  const first = await office.api.post('/v1/claims', filing(), enterprise, headers);
  const again = await office.api.post('/v1/claims', filing(), enterprise, headers);
  expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
  expect(await again.json()).toEqual(await first.json());
  const other = await office.api.post('/v1/claims', filing(people(4)), enterprise, headers);
  expect(await problemOf(other)).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
});

test('a filing whose answer was lost is found again by its key', async () => {
  const headers = { 'Idempotency-Key': 'filing-lost' };
  const first = (await (await office.api.post('/v1/claims', filing(), enterprise, headers)).json()) as ClaimAnswer;
  // As if the process had ended between the act and the keeping of its answer.
  await office.api.deps.pool.query(
    `update idempotency_keys set status = null, answer = null, lease_until = now() - interval '1 second' where key = 'filing-lost'`,
  );
  const before = await stored();
  const again = (await (await office.api.post('/v1/claims', filing(), enterprise, headers)).json()) as ClaimAnswer;
  expect(again.id).toBe(first.id);
  expect(await stored()).toEqual(before);
});

test.each([
  ['an unknown jurisdiction', { ...filing(), jurisdiction: 'atlantis' }, 'unknown-jurisdiction', 404],
  ['an unknown programme', { ...filing(), programme: 'nothing' }, 'unknown-programme', 404],
  ['a form without its parts', { ...filing(), filing: {} }, 'invalid-input', 422],
  ['a wrong credit code', filing(people(1), { enterprise: { uscc: '91320200MA0000001A' } }), 'invalid-input', 422],
  [
    'a class that has opened already',
    filing(people(1), { training: { classOpensOn: '2020-03-02' } }),
    'filed-after-opening',
    422,
  ],
  [
    'a class outside the window',
    filing(people(1), { training: { classOpensOn: '2020-07-01', classEndsOn: '2020-08-01' } }),
    'opening-outside-window',
    422,
  ],
  [
    'an enterprise that is excluded',
    filing(people(1), { enterprise: { kind: 'labour-dispatch' } }),
    'enterprise-kind-excluded',
    422,
  ],
  ['neither roster nor rosterId', { ...filing(), roster: undefined }, 'invalid-input', 422],
  ['a person twice', filing([...people(2, 900), people(1, 900)[0]!]), 'roster-rows-refused', 422],
  [
    'a wrong ID number',
    filing([{ ...people(1, 901)[0]!, idNumber: '320200199003070011' }]),
    'roster-rows-refused',
    422,
  ],
  ['a file that is not there', withFile('F404'), 'invalid-input', 422],
  [
    'another company’s filing',
    filing(people(1), { enterprise: { uscc: sampleCompany(9).uscc } }),
    'claimant-mismatch',
    403,
  ],
])('a filing with %s is refused and stores nothing', async (_, body, code, status) => {
  const before = await stored();
  const problem = await refusal(body);
  expect(problem).toMatchObject({ code, status });
  expect(problem.messages.zh).toBeTruthy();
  expect(await stored()).toEqual(before);
});

test('a person under 16 when the class opens is told by the row', async () => {
  const child = { ...people(1, 902)[0]!, sex: 'male', idNumber: '320200200501010013' };
  const problem = await refusal(filing([people(1, 903)[0]!, withCheck(child)]));
  expect(problem).toMatchObject({ code: 'roster-rows-refused', errors: [{ row: 2, code: 'under-age' }] });
});

test('wrong fields of a form are told with their path', async () => {
  const problem = await refusal(
    filing(people(1), { enterprise: { uscc: 'x' }, training: { classOpensOn: '2020-13-01' } }),
  );
  expect(problem.errors.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['filing.enterprise.uscc', 'filing.training.classOpensOn']),
  );
});

test('an institution cannot file where enterprises claim', async () => {
  expect(await refusal(filing(), { ...enterprise, role: 'institution' })).toMatchObject({
    status: 403,
    code: 'role-not-allowed',
  });
});

test('a claim is there for its claimant, its reviewers and the officials, and nowhere else', async () => {
  const { id } = await file();
  const status = async (as: Parameters<typeof office.api.get>[1]) =>
    (await office.api.get(`/v1/claims/${id}`, as)).status;
  expect(await status(enterprise)).toBe(200);
  expect(await status({ ...enterprise, subject: 'colleague' })).toBe(200);
  expect(await status({ ...enterprise, uscc: sampleCompany(2).uscc })).toBe(404);
  expect(await status(reviewer)).toBe(200);
  expect(await status({ ...reviewer, jurisdiction: 'chongqing' })).toBe(404);
  expect(await status({ role: 'auditor', subject: 'sun' })).toBe(200);
  expect(await status({ role: 'supervisor', subject: 'sun', jurisdiction: 'chongqing' })).toBe(404);
  const other = await office.api.post(
    `/v1/claims/${id}/withdrawal`,
    {},
    { ...enterprise, uscc: sampleCompany(2).uscc },
  );
  expect(await problemOf(other)).toMatchObject({ status: 404, code: 'not-found' });
});

test('lists go page by page, newest first, and link to the same list in the Temporal UI', async () => {
  await file();
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${cursor}` : '';
    const response = await office.api.get(`/v1/claims?limit=2&jurisdiction=wuxi${query}`, reviewer);
    const page = (await response.json()) as { items: { id: string }[]; nextCursor: string | null; temporalUrl: string };
    expect(decodeURIComponent(page.temporalUrl)).toContain('Jurisdiction = "wuxi"');
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  const [all] = await rows<{ n: number }>(
    office.api.deps.pool,
    `select count(*) as n from claims where jurisdiction = 'wuxi'`,
  );
  expect(new Set(seen).size).toBe(all?.n);
  expect(seen.length).toBe(all?.n);
  expect(await problemOf(await office.api.get('/v1/claims?cursor=nonsense', reviewer))).toMatchObject({
    errors: [{ path: 'cursor' }],
  });
});

test('who filed a claim does not review it, and another place’s reviewer does not see it', async () => {
  const { id } = await file();
  const review = (as: object) =>
    office.api.post(`/v1/claims/${id}/filing-review`, { decision: 'approve' }, { ...reviewer, ...as });
  expect(await problemOf(await review({ subject: enterprise.subject }))).toMatchObject({
    status: 403,
    code: 'own-filing-review',
  });
  expect(await problemOf(await review({ jurisdiction: 'chongqing' }))).toMatchObject({ status: 404 });
  expect(await (await review({})).json()).toMatchObject({ stage: 'training' });
});

test('an act in the wrong stage is a 409 problem that names the stage, and leaves nothing behind', async () => {
  const { id } = await file();
  const before = await stored();
  const act = await office.api.post(`/v1/claims/${id}/training-start`, { classOpenedOn: '2020-03-02' }, enterprise);
  expect(await problemOf(act)).toMatchObject({
    status: 409,
    code: 'wrong-stage',
    messages: { en: expect.stringContaining('filing-review') },
  });
  expect(await stored()).toEqual(before);
});

test('a return needs a reason; the claimant reads it, corrects and hands in again', async () => {
  const { id } = await file();
  const review = (body: object) => office.api.post(`/v1/claims/${id}/filing-review`, body, reviewer);
  expect(await problemOf(await review({ decision: 'return' }))).toMatchObject({
    code: 'reason-required',
    errors: [{ path: 'reasonCode' }, { path: 'reason' }],
  });
  const returned = await review({ decision: 'return', reasonCode: 'plan-unclear', reason: '请补充课程内容' });
  expect(await returned.json()).toMatchObject({ stage: 'returned', returnedFrom: 'filing-review' });

  const tasks = (await (await office.api.get('/v1/tasks', enterprise)).json()) as { items: object[] };
  expect(tasks.items).toContainEqual(expect.objectContaining({ claimId: id, act: 'resubmission' }));
  const timeline = await (await office.api.get(`/v1/claims/${id}/timeline`, enterprise)).json();
  expect(timeline).toMatchObject({
    items: [
      { n: 1, toStage: 'filing-review' },
      { decision: 'return', reasonCode: 'plan-unclear', reason: '请补充课程内容', by: 'li' },
    ],
  });

  const corrected = filing(people(4));
  const again = { filing: corrected.filing, roster: corrected.roster };
  const response = await office.api.post(`/v1/claims/${id}/resubmission`, again, enterprise);
  expect(await response.json()).toMatchObject({ stage: 'filing-review', trainees: 4 });
  const waiting = (await (await office.api.get('/v1/tasks', reviewer)).json()) as { items: object[] };
  expect(waiting.items).toContainEqual(expect.objectContaining({ claimId: id, act: 'filing-review', overdue: false }));
});

test('a claim is withdrawn without a body', async () => {
  const { id } = await file();
  const response = await office.api.app.request(`/v1/claims/${id}/withdrawal`, {
    method: 'POST',
    headers: { ...(await office.api.bearer(enterprise)), 'Idempotency-Key': 'w1' },
  });
  expect(await response.json()).toMatchObject({ stage: 'withdrawn', closed: true });
});

function withFile(fileId: string) {
  const body = filing(people(1));
  return { ...body, filing: { ...body.filing, materials: body.filing.materials.map((one) => ({ ...one, fileId })) } };
}

function withCheck<T extends { idNumber: string }>(person: T): T {
  const digits = person.idNumber.slice(0, 17);
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0);
  return { ...person, idNumber: digits + '10X98765432'[sum % 11] };
}
