import { afterAll, beforeAll, expect, test } from 'vitest';
import { bankAccountOf, specimens } from '../../jurisdictions/china/examples.ts';
import { company, enterprise, filing, type Office, openOffice, people, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { pagesOf } from './support/files.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const roster = people(3);

/** What stands in the last of the claim's papers with this title. */
async function paper(claim: string, title: string): Promise<string> {
  const { items } = (await (await office.api.get(`/v1/claims/${claim}/papers`, enterprise)).json()) as {
    items: { kind: string; title: string }[];
  };
  const { kind } = items.findLast((one) => one.title === title)!;
  const response = await office.api.get(`/v1/claims/${claim}/papers/${kind}`, enterprise);
  return (await pagesOf(new Uint8Array(await response.arrayBuffer()))).join('');
}

test('Letters tell the claimant what to put right until when, who has nothing and why, and a roster the day of its application', async () => {
  const { id } = await done(office, '/v1/claims', filing(roster), enterprise);
  const fields = [
    { path: 'filing.contact.mobile', reason: '号码少一位' },
    { path: 'filing.materials.commitment-letter', reason: '缺少盖章' },
    { path: 'roster.2', reason: '姓名与身份证不符' },
  ];
  const back = { decision: 'return', reasonCode: 'form-incomplete', reason: '请按所列各项补正。', fields };
  await done(office, `/v1/claims/${id}/filing-review`, back, reviewer);
  await done(office, `/v1/claims/${id}/resubmission`, { filing: filing().filing }, enterprise);
  const returned = await paper(id, '补正通知书');
  expect(returned).toContain('1．手机号码：号码少一位');
  expect(returned).toContain('2．线上培训承诺书：缺少盖章');
  expect(returned).toContain(`3．名册第2号${roster[1]!.name}：姓名与身份证不符`);
  expect(returned).toContain('请于2020年9月30日（含当日）前补正后重新提交，逾期未提交的，本件失效');
  expect(returned).toMatch(/请向.+咨询（网站：http:\/\/hrss\.wuxi\.gov\.cn）/);

  await done(office, `/v1/claims/${id}/filing-review`, { decision: 'approve' }, reviewer);
  await office.advanceTo('2020-05-18T09:00:00+08:00');
  const records = ['1', '2', '3'].flatMap((ref) =>
    Array.from({ length: ref === '2' ? 4 : 12 }, (_, i) => ({
      ...{ ref, lesson: `L${i}`, minutes: 90, startedAt: `2020-04-${10 + i}T19:00:00+08:00` },
    })),
  );
  await done(office, `/v1/claims/${id}/learning-records`, { records }, enterprise);
  await done(office, `/v1/claims/${id}/training-completion`, { classEndedOn: '2020-05-15' }, enterprise);
  const certificates = ['1', '2', '3'].map((ref) => ({
    ...{ ref, kind: 'completion', number: `SP-${ref}`, issuedOn: '2020-05-18' },
  }));
  const materials = specimens('subsidy-roster', 'teaching-record', 'certificates');
  const account = bankAccountOf(company.name);
  await done(office, `/v1/claims/${id}/application`, { certificates, bankAccount: account, materials }, enterprise);
  await done(office, `/v1/claims/${id}/application-review`, { decision: 'approve' }, reviewer);
  const approved = await paper(id, '培训补贴核定通知书');
  expect(approved).toContain('核定补贴金额为¥888.00');
  expect(approved).toContain('名册内下列1人不符合补贴条件，不予补贴');
  expect(approved).toMatch(new RegExp(`名册第2号${roster[1]!.name}：[^。]*课时.*依据：.*行政复议`));
  const subsidised = await paper(id, '培训补贴人员花名册');
  expect(subsidised).toContain('填报日期：2020年5月18日');
  expect(subsidised).toContain('序号与培训人员花名册一致；未列出的人员不享受补贴');
  expect(await paper(id, '职业技能培训人员花名册')).not.toContain('2020年5月18日');
}, 60_000);
