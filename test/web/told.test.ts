import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { Actor } from '../../api/auth/tokens.ts';
import type { Site } from '../../api/web/env.ts';
import { createSite } from '../../api/web/site.tsx';
import {
  approver,
  enterprise,
  filing,
  type Office,
  openOffice,
  people,
  preparer,
  reviewer,
} from '../api/support/office.ts';
import { done, publishedClaims } from '../api/support/paid.ts';
import { sessionOf } from './support/signed-in.ts';

// What pages say, read without a browser.

let office: Office;
let site: Site;
/** Its payment came back. */
let claim: string;
let rejected: string;
const batch = 'wuxi.skill-action-special-account.2020-05';

beforeAll(async () => {
  office = await openOffice();
  const deps = { ...office.api.deps, links: { ...office.api.deps.links, workflow: () => 'https://temporal.example' } };
  const { tokens, log } = deps;
  site = createSite({ tokens, mode: 'rehearsal', log, sessionSecret: 'of-a-test' }, createApp(deps));
  rejected = (await done(office, '/v1/claims', filing(people(1, 50)), enterprise)).id;
  [claim] = (await publishedClaims(office, people(3))) as [string];
  const objection = { ref: '3', text: '未参加培训', contact: 'wang@example.com' };
  await done(office, `/v1/public-notices/N${claim}/objections`, objection);
  await office.advanceTo('2020-06-01T03:00:00+08:00');
  await done(office, `/v1/disbursements/${batch}/submission`, {}, preparer);
  await done(office, `/v1/disbursements/${batch}/approval`, { decision: 'approve' }, approver);
  const file = await (await office.api.get(`/v1/disbursements/${batch}/bank-file`, preparer)).text();
  const [paymentId, , , , , , amountFen] = file.trim().split('\n')[1]!.split(',');
  const results = [{ paymentId, status: 'returned', reasonCode: 'account-closed', amountFen: Number(amountFen) }];
  await done(office, `/v1/disbursements/${batch}/bank-results`, { results }, preparer);
}, 60_000);
afterAll(() => office?.close());

/** The words of a page, and its status. */
async function read(path: string, as?: Partial<Actor>, language = 'zh') {
  const headers = { 'Accept-Language': language, ...(as && { Cookie: `session=${await sessionOf(office, as)}` }) };
  const response = await site.request(`http://localhost${path}`, { headers });
  const html = (await response.text()).replace(/<(head|script|style)[\s\S]*?<\/\1>/g, '');
  return { status: response.status, html, text: html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ') };
}

const optionsIn = (html: string) => [...html.matchAll(/<option value="([\w-]+)"/g)].map(([, code]) => code);

test('Before a class a reviewer is offered no ground that only a class can give', async () => {
  const { html } = await read(`/review/${rejected}`, reviewer);
  expect(optionsIn(html)).toEqual(expect.arrayContaining(['form-incomplete', 'not-eligible']));
  for (const code of ['shift-worker', 'platform-clock', 'records-checked', 'training-not-held'])
    expect(optionsIn(html)).not.toContain(code);
  const { items } = (await (await office.api.get(`/v1/claims/${rejected}/clauses`, reviewer)).json()) as {
    items: { clause: string }[];
  };
  const { clause } = items[0]!;
  const no = { decision: 'reject', reasonCode: 'not-eligible', reason: '课程与主营业务无关。', clause };
  await done(office, `/v1/claims/${rejected}/filing-review`, no, reviewer);
});

test('Claimants read what has happened in words of theirs: no account of an official, and nothing of the machine', async () => {
  const own = await read(`/claims/${rejected}`, enterprise);
  expect(own.text).toMatch(/申报未通过审核 .*受理部门 不符合申报条件 课程与主营业务无关。/);
  expect(own.text).toMatch(/申报已提交 .*申报方/);
  expect(own.text).toContain('理由见下方办理记录');
  for (const inner of ['Temporal', '· li', '· chen', '见申报页面']) expect(own.text).not.toContain(inner);
  const official = await read(`/claims/${rejected}`, reviewer);
  for (const inner of ['在 Temporal 中查看', '· li', '· chen']) expect(official.text).toContain(inner);
  expect((await read(`/claims/${rejected}`, enterprise, 'en')).text).toMatch(
    /Record .*the authority The conditions are not met/,
  );
});

test('A payment that came back tells its claim by when the account is corrected, and its batch that it came back', async () => {
  const { paymentReturns } = (await (await office.api.get(`/v1/claims/${claim}`, enterprise)).json()) as {
    paymentReturns: { dueAt: string }[];
  };
  expect(paymentReturns[0]!.dueAt).toMatch(/^2020-/);
  expect((await read(`/claims/${claim}`, enterprise)).text).toMatch(
    /待更正收款账户： ¥888.00 ，期限 2020-\d\d-\d\d 24:00 ，剩 \d+ 天/,
  );
  for (const path of [`/batches/${batch}`, '/batches'])
    expect((await read(path, preparer)).text).toMatch(/已办结 1 笔退票/);
});

test('Whose money waits for a ruling on an objection is told to who claims, and never who objects', async () => {
  for (const path of [`/claims/${claim}`, `/claims/${claim}/trace`]) {
    const { text } = await read(path, enterprise);
    expect(text).toMatch(/名册第 3 号 ¥444\.00 因异议待裁定，其余款项不受影响。/);
    for (const said of ['未参加培训', 'wang@example.com']) expect(text).not.toContain(said);
    expect((await read(path, enterprise, 'en')).text).toMatch(/Roster no\. 3: .*waits for a ruling on an objection/);
  }
  const { text } = await read(`/claims/${claim}`, enterprise);
  expect(text.slice(text.indexOf('每人补贴')).match(/异议待裁定/g)).toHaveLength(1);
  expect((await read(`/claims/${claim}/trace`, enterprise)).text).toMatch(/名册第 3 号 [^名]*异议待裁定/);
});

test('Of a notice that has ended everybody reads that it has, and not who was on it', async () => {
  const { status, text } = await read(`/notices/N${claim}`);
  expect(status).toBe(410);
  expect(text).toContain('公示已于 2020-05-25 24:00 结束');
  expect(text).not.toMatch(/\*|444/);
  expect((await read(`/notices/N${claim}/paper?format=pdf`)).text).toContain('公示已于 2020-05-25 24:00 结束');
});

test('The rules of a day before the notices demand no documents; kinds of enterprises are called as such', async () => {
  const before = await read('/rules/wuxi?on=2019-01-01');
  expect(before.text).toContain('2019-01-01 时本项目所依据的文件尚未施行');
  expect(before.text).not.toContain('授课记录证明');
  const today = await read('/rules/wuxi?on=2020-05-01');
  expect(today.text).toContain('授课记录证明');
  expect(today.text).not.toContain('尚未施行');
  expect(today.text).toMatch(/平台企业 (企业职工|本企业职工)/);
  for (const place of ['guangdong', 'zhuhai', 'chongqing', 'sandbox'])
    expect((await read(`/rules/${place}?on=2020-05-01`)).text, place).not.toContain('尚未施行');
});

test('Nobody signs a letter that is not there', async () => {
  const form = async (programme: string) => {
    const as = { ...enterprise, uscc: '91440100MA0000001A' };
    const { text } = await read(`/claims/new/${programme}/form`, as);
    return text;
  };
  const guangdong = await form('guangdong/online-job-adaptation');
  expect(guangdong).toContain('已签署确认：所填内容和材料真实有效');
  expect(guangdong).not.toContain('承诺书');
  expect(await form('wuxi/online-on-the-job')).toMatch(/本单位承诺：.*已阅读并签署承诺书/);
});
