import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '../../db/pool.ts';
import { specimens } from '../../jurisdictions/china/examples.ts';
import { bankAccount, enterprise, filing, people, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { adminUrlOf } from '../support/stack.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';

let front: Front;
/** Four filings of the company, each with people of its own. */
let claims: string[];
let desk: Page;
/** Two supervisors. */
let first: Page;
let other: Page;
beforeAll(async () => {
  front = await openFront();
  claims = [];
  for (const seed of [100, 200, 300, 400]) {
    claims.push((await done(front.office, '/v1/claims', filing(people(3, seed)), enterprise)).id);
  }
  desk = await front.as('reviewer');
  first = await front.as('supervisor');
  other = await front.as('supervisor', 'zheng');
}, 120_000);
afterAll(() => front?.close());

const good = async (page: Page) => {
  await expectAccessible(page);
  await expectFits(page);
};
const asCompany = (path: string, body: object) => done(front.office, path, body, enterprise);
const claimOf = async (id: string) =>
  (await (await front.office.api.get(`/v1/claims/${id}`, reviewer)).json()) as {
    stage: string;
    lines?: { ref: string; amountFen: number }[];
    findings: { ref: string; status: string; reasonCode?: string | null }[];
    objections: { status: string }[];
    fraudFindings: { status: string }[];
  };
const dossierOf = async (id: string) =>
  (await (await front.office.api.get(`/v1/claims/${id}/dossier`, reviewer)).json()) as {
    submissions: { fields: object[] }[];
    roster: { items: { ref: string; name: string }[] };
  };
const stageOf = async (id: string) => (await claimOf(id)).stage;
const confirm = (page: Page) => page.getByRole('button', { name: '确定' }).click();
async function inDatabase(sql: string, ...values: string[]): Promise<void> {
  const admin = createPool(adminUrlOf(front.office.house.settings.databaseUrl), 1);
  await admin.query(sql, values);
  await admin.end();
}
const rowsOf = (page: Page) => page.locator('main tbody tr');

test('a reviewer goes through the queue with the keyboard and approves a filing beside its dossier', async () => {
  await desk.goto('/review');
  await good(desk);
  expect(await rowsOf(desk).count()).toBe(4);
  await desk.getByLabel('单位名称或申报编号').fill(claims[0]!);
  await desk.keyboard.press('Enter');
  await desk.waitForURL('**/review?*search=*');
  expect(await rowsOf(desk).count()).toBe(1);
  await desk.getByRole('link', { name: '审核备案' }).focus();
  await desk.keyboard.press('Enter');
  await desk.waitForURL(`**/review/${claims[0]}`);
  await good(desk);
  for (const heading of ['备案表', '名册（3 人）', '材料', '疑点和提示'])
    expect(await desk.getByRole('heading', { name: heading }).count()).toBe(1);
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk.locator('#documents + ul a').first().click(),
  ]);
  expect(download.suggestedFilename()).toBe('specimen.pdf');
  expect(await desk.locator('label[for="f-reason"]').textContent()).toContain('退回或不予通过时必填');
  expect(await desk.getByText('认领后，其他审核人员').count()).toBe(1);
  await first.goto(`/review/${claims[0]}`);
  expect(await first.getByText('尚无审核人员认领').count()).toBe(1);
  const forgotten = await desk.context().newPage();
  await forgotten.goto(desk.url());
  await desk.getByRole('radio', { name: /^通过/ }).focus();
  const sent = desk.waitForRequest((request) => request.method() === 'POST');
  await desk.keyboard.press('Space');
  await desk.keyboard.press('Enter');
  await desk.waitForURL(`**/review?done=${claims[0]}*`);
  expect(await desk.getByRole('status').textContent()).toMatch(/已通过.*现状：培训/);
  expect(await stageOf(claims[0]!)).toBe('training');
  // Sent twice it is answered as the first time; from a page that was left open, what it was about is over.
  const repeated = await desk.request.post(desk.url().replace(/\?.*/, `/${claims[0]}`), {
    ...{ data: (await sent).postData()!, maxRedirects: 0 },
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: new URL(desk.url()).origin },
  });
  expect([repeated.status(), repeated.headers().location]).toEqual([303, `/review?done=${claims[0]}&as=approve`]);
  await forgotten.getByRole('radio', { name: /^不予通过/ }).check();
  await forgotten.getByLabel(/^事由/).selectOption('not-eligible');
  await forgotten.getByLabel(/^说明/).fill('不在培训补贴范围内\n请另行申报');
  await forgotten.getByLabel('退回：企业营业执照').check();
  await forgotten.getByLabel('退回原因：企业营业执照').fill('扫描件不清');
  // Without the clause: nobody is asked for it who has no form any more.
  await confirm(forgotten);
  const refused = await forgotten.locator('#problem').textContent();
  expect(refused).toContain('wrong-stage');
  expect(refused).toMatch(/li 已于 2020-\d\d-\d\d \d\d:\d\d 办理：备案审核已通过/);
  // There is no form any more, but what was typed is not lost.
  const typed = forgotten.locator('section[aria-labelledby="decide"]');
  expect(await typed.locator('form').count()).toBe(0);
  expect(await typed.locator('dt').allTextContents()).toEqual(['事由', '说明', '企业营业执照']);
  expect(await typed.locator('dd').allInnerTexts()).toEqual([
    '不符合申报条件',
    '不在培训补贴范围内\n请另行申报',
    '扫描件不清',
  ]);
  await good(forgotten);
  await forgotten.close();
  expect(await stageOf(claims[0]!)).toBe('training');
});

test('who returns says why: the form comes back with what was typed, and sends once', async () => {
  await desk.goto(`/review/${claims[1]}`);
  const key = await desk.locator('#decision-form input[name="key"]').inputValue();
  await desk.getByRole('radio', { name: /^退回补正/ }).check();
  await desk.getByLabel(/^说明/).fill('名册第 2 人姓名有误。');
  await confirm(desk);
  expect(await desk.locator('#problem').textContent()).toContain('reason-required');
  expect(await desk.getByLabel(/^说明/).inputValue()).toBe('名册第 2 人姓名有误。');
  expect(await desk.locator('#decision-form input[name="key"]').inputValue()).toBe(key);
  await good(desk);
  // A rejection would name its clause as well.
  expect(await desk.locator('optgroup').count()).toBe(2);
  expect(await desk.getByLabel(/^依据条款/).textContent()).toContain('锡人社办〔2020〕10号 二(二)：');
  await desk.getByLabel(/^事由/).selectOption('roster-incomplete');
  await confirm(desk);
  await desk.waitForURL(`**/review?done=${claims[1]}*`);
  expect(await stageOf(claims[1]!)).toBe('returned');
  // What runs now is the claimant's time, and called so.
  await desk.goto(`/review/${claims[1]}`);
  expect(await desk.locator('dl.facts dt').allTextContents()).toContain('申报单位补正期限');
});

test('people on every page of a long roster are sent back at once, with a reason each', async () => {
  const { id } = await done(front.office, '/v1/claims', filing(people(101, 1_000)), enterprise);
  await desk.goto(`/review/${id}`);
  const others = desk.getByLabel(/^名册其他页上/);
  // Fifty people without problems are a line each; what else the roster says of them opens.
  const roster = desk.locator('section.card:has(#roster)');
  expect(await roster.locator('tbody tr').count()).toBe(50);
  expect((await roster.boundingBox())!.height).toBeLessThan(3_200);
  await roster.locator('summary').first().click();
  expect(await roster.locator('details[open]').innerText()).toMatch(/手机号码\s+\d{11}/);
  const decide = async (ground: string) => {
    await desk.getByRole('radio', { name: /^退回补正/ }).check();
    await desk.getByLabel(/^事由/).selectOption(ground);
    await desk.getByLabel(/^说明/).fill('名册有误。');
    await confirm(desk);
  };
  await others.fill('101：手机号码有误\n\n999 不在名册');
  await decide('roster-incomplete');
  expect(await desk.locator('#f-others-fault').textContent()).toMatch(/^第 2 行：/);
  expect(await others.inputValue()).toBe('101：手机号码有误\n999：不在名册');
  await good(desk);
  for (const first of ['51', '101']) {
    await desk.getByRole('link', { name: '下一页' }).click();
    await desk.getByLabel(`退回：${first} `, { exact: false }).first().waitFor();
  }
  await desk.getByLabel(/^退回：101 /).check();
  await desk.getByLabel(/^退回原因：101 /).fill('身份证号码有误');
  await others.fill('2: 姓名有误');
  await decide('');
  expect(await desk.locator('#problem').textContent()).toContain('reason-required');
  expect(await others.inputValue()).toBe('101：身份证号码有误\n2：姓名有误');
  await desk.getByLabel(/^退回：1 /).check();
  await desk.getByLabel(/^退回原因：1 /).fill('姓名有误');
  await desk.getByLabel('退回：企业营业执照').check();
  await desk.getByLabel('退回原因：企业营业执照').fill('扫描件不清');
  await decide('roster-incomplete');
  await desk.waitForURL(`**/review?done=${id}*`);
  const dossier = await dossierOf(id);
  expect(dossier.submissions.at(-1)!.fields).toEqual([
    { path: 'roster.1', reason: '姓名有误' },
    { path: 'filing.materials.business-licence', reason: '扫描件不清' },
    { path: 'roster.101', reason: '身份证号码有误' },
    { path: 'roster.2', reason: '姓名有误' },
  ]);
  // What was said before is named as the enterprise reads it.
  await desk.goto(`/review/${id}`);
  const said = await desk.locator('section.card:has(#earlier)').innerText();
  const { items } = dossier.roster;
  for (const ref of ['1', '2'])
    expect(said).toContain(`名册第 ${ref} 号 ${items.find((one) => one.ref === ref)!.name}：姓名有误`);
  expect(said).toContain('企业营业执照：扫描件不清');
  // Whoever has a finding comes to the top of the first page, with what they would have.
  await inDatabase(`insert into findings (id, claim_id, ref, code) values ('F-77', $1, '77', 'odd')`, id);
  await desk.goto(`/review/${id}`);
  expect(await roster.locator('tbody tr').count()).toBe(51);
  expect(await roster.locator('tbody tr').first().textContent()).toMatch(/^77.*1 条疑点[1-9]\d*\.\d\d/);
  expect(await roster.textContent()).toContain('有疑点的人员排在第一页最前，至多 100 人。');
});

test('who may not decide is told why; minutes are counted once', async () => {
  const { id } = await done(front.office, '/v1/claims', filing(people(2, 1_200)), enterprise);
  const wang = { ...reviewer, subject: 'wang' };
  await desk.goto(`/review/${id}`);
  await done(front.office, `/v1/claims/${id}/review-hold`, undefined, wang);
  await desk.getByRole('radio', { name: /^通过/ }).check();
  await confirm(desk);
  expect(await desk.locator('#problem').textContent()).toContain('review-held');
  expect((await desk.locator('main').textContent())!.match(/还有 \d+ 分钟/g)).toHaveLength(1);
  await good(desk);
  await done(front.office, `/v1/claims/${id}/filing-review`, { decision: 'approve' }, wang);
  const supervisor = (subject: string) => ({ role: 'supervisor', subject, jurisdiction: 'wuxi' }) as const;
  const reopenings = `/v1/claims/${id}/reopenings`;
  const why = { reasonCode: 'documents-overlooked', document: '锡人社撤〔2020〕1号', reason: '遗漏了材料。' };
  const proposed = await done(front.office, reopenings, { transitionNo: 2, ...why }, supervisor('wu'));
  await done(front.office, `${reopenings}/${proposed.id}/decision`, { decision: 'approve' }, supervisor('qian'));
  // It is for another person, and only for another.
  const own = await front.as('reviewer', 'wang');
  await own.goto(`/review/${id}`);
  expect(await own.locator('section[aria-labelledby="decide"]').textContent()).toContain('被撤销的决定由您作出');
  expect(await own.locator('#decision-form').count()).toBe(0);
  await good(own);
  await own.close();
  await desk.goto(`/review/${id}`);
  expect(await desk.locator('#decision-form').count()).toBe(1);
});

test('what is clean is approved from the queue in one go, with a result per claim', async () => {
  const gone = (await done(front.office, '/v1/claims', filing(people(2, 500)), enterprise)).id;
  await desk.goto('/review?act=filing-review');
  for (const id of [claims[2], claims[3], gone]) await desk.getByLabel(`选择 ${id}`).check();
  // What has moved on since the queue was read is named with why, and not counted.
  await done(front.office, `/v1/claims/${gone}/withdrawal`, {}, enterprise);
  await desk.getByRole('button', { name: '批准所选' }).click();
  await desk.waitForURL('**/review/approvals');
  const leftOut = desk.getByRole('region', { name: '不在本次批准之列' });
  expect(await leftOut.locator('tbody tr').allTextContents()).toEqual([
    expect.stringMatching(new RegExp(`^${gone}.*审核备案现状：已撤回$`)),
  ]);
  expect(await desk.locator(`form input[value*="${gone}"]`).count()).toBe(0);
  // What is going to happen is told first, and nothing has happened yet.
  await good(desk);
  const told = await rowsOf(desk).allTextContents();
  for (const id of [claims[2]!, claims[3]!])
    expect(told.find((text) => text.includes(id))).toMatch(/审核备案\d+[1-9][\d,]*\.00$/);
  expect(await stageOf(claims[2]!)).toBe('filing-review');
  // It is gone by the time that is confirmed.
  await done(front.office, `/v1/claims/${claims[3]}/withdrawal`, {}, enterprise);
  await desk.getByRole('button', { name: '确认批准 2 件' }).click();
  await desk.getByRole('heading', { name: '批量批准结果' }).waitFor();
  await good(desk);
  const results = await rowsOf(desk).allTextContents();
  expect(results).toHaveLength(2);
  expect(results.find((text) => text.includes(claims[2]!))).toContain('已通过');
  // Refused, the row still says whose it is.
  expect(results.find((text) => text.includes(claims[3]!))).toMatch(/有限公司.*已撤回/);
  expect(await stageOf(claims[2]!)).toBe('training');
});

test('a change that was handed in is reviewed', async () => {
  const change = { kind: 'class-postponed', classEndsOn: '2020-05-22', reason: '课程调整' };
  await asCompany(`/v1/claims/${claims[2]}/changes`, change);
  await desk.goto('/review');
  await desk.getByRole('link', { name: '审核变更' }).click();
  await desk.waitForURL('**/changes/*');
  await good(desk);
  expect(await desk.locator('main').textContent()).toContain('2020-05-22');
  await desk.getByRole('radio', { name: /^同意变更/ }).check();
  await confirm(desk);
  await desk.waitForURL(`**/review?done=${claims[2]}*`);
  await desk.goto(`/claims/${claims[2]}`);
  await good(desk);
  expect(await desk.getByRole('row', { name: /班期调整/ }).textContent()).toContain('已同意');
});

test('an application is approved once each finding is cleared or its person removed', async () => {
  const id = claims[0]!;
  await front.office.advanceTo('2020-05-18T09:00:00+08:00');
  const lesson = (ref: string, day: string) => ({
    ...{ ref, lesson: `L${day}`, minutes: 90, startedAt: `2020-${day}T19:00:00+08:00` },
  });
  const days = Array.from({ length: 12 }, (_, i) => `04-${10 + i}`);
  const records = ['1', '2', '3'].flatMap((ref) => days.map((day) => lesson(ref, day)));
  const outside = ['1', '2'].map((ref) => lesson(ref, '04-05'));
  await asCompany(`/v1/claims/${id}/learning-records`, { records: [...records, ...outside] });
  await asCompany(`/v1/claims/${id}/training-completion`, { classEndedOn: '2020-05-15' });
  const certificates = ['1', '2', '3'].map((ref) => ({
    ...{ ref, kind: 'completion', number: `SP-${ref}`, issuedOn: '2020-05-18' },
  }));
  const materials = specimens('subsidy-roster', 'teaching-record', 'certificates');
  await asCompany(`/v1/claims/${id}/application`, { certificates, bankAccount, materials });

  await desk.goto('/review?act=application-review');
  expect(await desk.getByLabel(`选择 ${id}`).count()).toBe(0);
  await desk.getByRole('link', { name: '审核补贴申请' }).click();
  await desk.waitForURL(`**/review/${id}`);
  // Beside the decision nothing of the dossier is cut on a usual screen.
  const before = desk.viewportSize()!;
  await desk.setViewportSize({ width: 1280, height: 800 });
  const lefts = await desk
    .locator('.sides > *')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
  expect(lefts[1]).toBeGreaterThan(lefts[0]! + 600);
  const cut = await desk
    .locator('.wide')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel));
  expect(cut).toEqual([]);
  await desk.setViewportSize(before);
  expect(await rowsOf(desk).first().textContent()).toContain('未处理');
  await desk.getByRole('radio', { name: /^通过/ }).check();
  await confirm(desk);
  expect(await desk.locator('#problem').textContent()).toContain('findings-open');
  await good(desk);
  const settle = (ref: string) => desk.getByRole('group', { name: `疑点：名册第 ${ref} 号` }).getByLabel(/^处理/);
  // More than are settled one by one; a ground that clears a finding is none of a return.
  await inDatabase(
    `insert into findings (id, claim_id, code) select 'Z' || n, $1, 'odd' from generate_series(1, 100) n`,
    id,
  );
  await desk.goto(`/review/${id}`);
  const grounds = await desk.locator('#f-reasonCode option').evaluateAll((all) => all.map((one) => one.textContent));
  expect(grounds).toEqual(expect.arrayContaining(['材料不齐', '不符合申报条件']));
  expect(grounds).not.toContain('已核对原始记录');
  await desk.getByRole('radio', { name: /^通过/ }).check();
  await desk.locator('select[name^="settle-Z"]').evaluateAll((all) => {
    for (const one of all as unknown as { value: string }[]) one.value = 'clear claimant-explained';
  });
  await desk.getByLabel('其余 2 条疑点，一并处理').selectOption('clear shift-worker');
  await settle('1').selectOption('clear records-checked');
  await settle('2').selectOption('remove not-employed');
  await confirm(desk);
  await desk.waitForURL(`**/review?done=${id}*`);
  const claim = await claimOf(id);
  expect(claim).toMatchObject({ stage: 'public-notice', lines: [{ amountFen: 44_400 }, { amountFen: 0 }, {}] });
  const of = (reason: string) =>
    claim.findings.filter(({ status, reasonCode }) => status === 'cleared' && reasonCode === reason).length;
  expect(claim.findings).toHaveLength(102);
  expect(['claimant-explained', 'shift-worker', 'records-checked', 'not-employed'].map(of)).toEqual([98, 2, 1, 1]);
});

test('an objection is ruled on', async () => {
  const id = claims[0]!;
  await done(front.office, `/v1/public-notices/N${id}/objections`, {
    ref: '3',
    text: '未参加培训',
    contact: 'a@example.com',
  });
  await desk.goto('/tasks');
  await desk.getByRole('link', { name: '处理异议' }).click();
  await desk.waitForURL('**/objections/*');
  await good(desk);
  expect(await desk.locator('main').textContent()).toMatch(/未参加培训[\s\S]*a@example\.com/);
  // Whom it is about has a name here, which leads to what was handed in of them.
  const { name } = (await dossierOf(id)).roster.items.find(({ ref }) => ref === '3')!;
  await desk.getByRole('link', { name, exact: true }).click();
  await desk.waitForURL(`**/review/${id}?cursor=*#person-3`);
  expect(await desk.locator('#person-3').innerText()).toBe(name);
  await desk.goBack();
  await desk.getByRole('radio', { name: /^异议不成立/ }).check();
  await desk.getByLabel(/^事由/).selectOption('objection-unfounded');
  await desk.getByLabel(/^说明/).fill('学习记录完整。');
  await confirm(desk);
  await desk.waitForURL(`**/review?done=${id}*`);
  expect((await claimOf(id)).objections).toMatchObject([{ status: 'dismissed' }]);
  // Who comes back to it reads that it is over.
  await desk.goBack();
  await desk.reload();
  expect(await desk.locator('main').textContent()).toMatch(/状态不成立.*该异议已经处理/s);
});

test('fraud is reported by one and ruled on by another', async () => {
  const id = claims[0]!;
  await desk.goto(`/claims/${id}`);
  await desk.getByRole('link', { name: '报告骗取补贴线索' }).click();
  await desk.waitForURL('**/fraud-findings');
  await good(desk);
  await desk.getByLabel(/^涉及人员/).fill('3');
  await desk.getByLabel(/^事由/).selectOption('never-trained');
  await desk.getByLabel(/^说明/).fill('签到系他人代签。');
  await confirm(desk);
  await desk.waitForURL(`**/claims/${id}`);
  await first.goto('/tasks');
  await first.getByRole('link', { name: '认定是否骗取补贴' }).click();
  await first.waitForURL('**/fraud-findings/*');
  await good(first);
  expect(await first.locator('main').textContent()).toContain('签到系他人代签');
  await first.getByRole('radio', { name: /^不成立/ }).check();
  await first.getByLabel(/^说明/).fill('经核查系本人签到。');
  await confirm(first);
  await first.waitForURL(`**/claims/${id}`);
  expect((await claimOf(id)).fraudFindings).toMatchObject([{ status: 'dismissed' }]);
});

test('a supervisor sees the load, reopens a decision, and another one has to agree', async () => {
  const id = claims[1]!;
  await first.goto('/supervision');
  await good(first);
  expect(await first.getByRole('img', { name: /在办件分布/ }).count()).toBe(1);
  await first.goto(`/claims/${id}`);
  await first.getByRole('link', { name: '提议撤销原决定' }).click();
  await first.waitForURL('**/reopenings');
  await good(first);
  await first.getByLabel(/^要撤销的决定/).selectOption({ index: 1 });
  await first.getByLabel(/^撤销决定文号/).fill('锡人社撤〔2020〕1号');
  await first.getByLabel(/^事由/).selectOption('documents-overlooked');
  await first.getByLabel(/^说明/).fill('审核时遗漏了材料。');
  await confirm(first);
  await first.waitForURL(`**/claims/${id}`);
  await first.getByRole('link', { name: '撤销原决定', exact: true }).click();
  await first.getByRole('radio', { name: /^同意/ }).check();
  await confirm(first);
  expect(await first.locator('#problem').textContent()).toContain('another-person-required');

  await other.goto('/supervision');
  await other.getByRole('link', { name: '决定是否撤销原决定' }).click();
  await other.waitForURL('**/reopenings/*');
  await good(other);
  await other.getByRole('radio', { name: /^同意/ }).check();
  await confirm(other);
  await other.waitForURL(`**/claims/${id}`);
  expect(await stageOf(id)).toBe('filing-review');
});

test('figures are pinned anew by two people, who see the difference before', async () => {
  const id = claims[0]!;
  const wrong = `update pins set params = jsonb_set(params, '{rate-per-class-hour,value}', '1800') where claim_id = $1 and milestone = 'class-opened'`;
  await inDatabase(wrong, id);
  await first.goto(`/claims/${id}`);
  await first.getByRole('link', { name: '提议重新核定' }).click();
  await first.waitForURL('**/repinning');
  await good(first);
  await first.getByRole('radio', { name: '开班' }).check();
  await first.getByLabel(/^依据文号/).fill('锡人社办〔2020〕10号');
  await first.getByLabel(/^事由/).selectOption('rate-put-right');
  await first.getByLabel(/^说明/).fill('课时标准录入有误。');
  await confirm(first);
  await first.waitForURL(`**/claims/${id}`);
  await other.goto('/tasks');
  await other.getByRole('link', { name: '决定重新核定' }).click();
  await other.waitForURL('**/repinning/*');
  await good(other);
  expect(await other.getByRole('row', { name: /rate-per-class-hour/ }).textContent()).toContain('1850');
  await other.getByRole('radio', { name: /^同意/ }).check();
  await confirm(other);
  await other.waitForURL(`**/claims/${id}`);
  expect(await other.getByRole('row', { name: /重新核定/ }).textContent()).toContain('已同意');
});

test('the outcome of an administrative review is entered by one and confirmed by another', async () => {
  const id = claims[0]!;
  const { items } = (await (await front.office.api.get(`/v1/claims/${id}/timeline`, enterprise)).json()) as {
    items: { n: number; act: string }[];
  };
  const transitionNo = items.findLast(({ act }) => act === 'approveApplication')!.n;
  const asked = { transitionNo, request: '请求恢复第 2 号人员。', grounds: '该人员在职。' };
  await asCompany(`/v1/claims/${id}/administrative-reviews`, asked);
  await first.goto('/tasks');
  await first.getByRole('link', { name: '登记行政复议结果' }).click();
  await first.waitForURL('**/administrative-reviews/*');
  await good(first);
  await first.getByRole('radio', { name: '维持原决定' }).check();
  await first.getByLabel(/^复议决定文号/).fill('锡政复决〔2020〕12号');
  await first.getByLabel(/^决定日期/).fill('2020-05-18');
  await first.getByLabel(/^说明/).fill('原决定正确。');
  await confirm(first);
  await first.waitForURL(`**/claims/${id}`);
  await other.goto('/tasks');
  await other.getByRole('link', { name: '确认行政复议结果' }).click();
  await other.waitForURL('**/administrative-reviews/*');
  await good(other);
  await other.getByRole('radio', { name: /^同意/ }).check();
  await confirm(other);
  await other.waitForURL(`**/claims/${id}`);
  expect(await other.getByRole('row', { name: /行政复议/ }).textContent()).toContain('已办结');
});

test('who is proposed for a list is listed by a supervisor', async () => {
  const listing = {
    ...{ jurisdiction: 'wuxi', kind: 'black', party: { kind: 'platform', name: '示例培训平台' } },
    ...{ reasonCode: 'false-records', reason: '平台代刷学时。', document: '锡人社监〔2020〕3号', from: '2020-05-18' },
  };
  await done(front.office, '/v1/listings', listing, reviewer);
  await first.goto('/supervision/listings');
  await good(first);
  await first.getByRole('link', { name: '黑名单', exact: true }).click();
  await first.waitForURL('**/listings/*');
  await good(first);
  await first.getByRole('radio', { name: /^列入/ }).check();
  await confirm(first);
  await first.waitForURL('**/supervision/listings');
  expect(await rowsOf(first).first().textContent()).toContain('已列入');
});
