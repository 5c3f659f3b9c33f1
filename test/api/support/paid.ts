import { specimens } from '../../../jurisdictions/china/examples.ts';
import { approver, bankAccount, enterprise, filing, type Office, preparer, reviewer } from './office.ts';

type As = Parameters<Office['api']['post']>[2];

/** What a call answers. @throws Error with the problem when it is refused. */
export async function done(
  office: Office,
  path: string,
  body: unknown,
  as?: As,
): Promise<Record<string, unknown> & { id: string }> {
  const response = await office.api.post(path, body, as);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown> & { id: string };
}

/** Claims of the company, each with a roster, from filing to the public notice. It is then 18 May 2020. */
export async function publishedClaims(office: Office, ...rosters: object[][]): Promise<string[]> {
  const approve = { decision: 'approve' };
  const claims: { id: string; refs: string[] }[] = [];
  for (const roster of rosters) {
    const { id } = await done(office, '/v1/claims', filing(roster), enterprise);
    await done(office, `/v1/claims/${id}/filing-review`, approve, reviewer);
    claims.push({ id, refs: roster.map((_, i) => String(i + 1)) });
  }
  await office.advanceTo('2020-05-18T09:00:00+08:00');
  for (const { id, refs } of claims) {
    const records = refs.flatMap((ref) => Array.from({ length: 12 }, (_, i) => lesson(ref, i)));
    await done(office, `/v1/claims/${id}/learning-records`, { records }, enterprise);
    await done(office, `/v1/claims/${id}/training-completion`, { classEndedOn: '2020-05-15' }, enterprise);
    const certificates = refs.map((ref) => ({ ref, kind: 'completion', number: `SP-${ref}`, issuedOn: '2020-05-18' }));
    const materials = specimens('subsidy-roster', 'teaching-record', 'certificates');
    await done(office, `/v1/claims/${id}/application`, { certificates, bankAccount, materials }, enterprise);
    await done(office, `/v1/claims/${id}/application-review`, approve, reviewer);
  }
  return claims.map(({ id }) => id);
}

/** Such claims, paid by the batch of May. It is then 1 June. */
export async function paidClaims(office: Office, ...rosters: object[][]): Promise<string[]> {
  const claims = await publishedClaims(office, ...rosters);
  await office.advanceTo('2020-06-01T03:00:00+08:00');
  const batch = '/v1/disbursements/wuxi.skill-action-special-account.2020-05';
  await done(office, `${batch}/submission`, {}, preparer);
  await done(office, `${batch}/approval`, { decision: 'approve' }, approver);
  const file = await (await office.api.get(`${batch}/bank-file`, preparer)).text();
  const rows = file.trim().split('\n').slice(1);
  const results = rows
    .map((row) => row.split(','))
    .map((cells) => ({
      ...{ paymentId: cells[0], status: 'paid', amountFen: Number(cells[6]) },
    }));
  await done(office, `${batch}/bank-results`, { results }, preparer);
  for (const id of claims) await office.house.reaches(id, 'paid');
  return claims;
}

const lesson = (ref: string, n: number) => ({
  ...{ ref, lesson: `L${n}`, minutes: 90 },
  startedAt: `2020-04-${10 + n}T19:00:00+08:00`,
});
