import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '../../api/auth/tokens.ts';
import { company, filing, people, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { type Front, openFront } from './support/browser.ts';
import { expectGood } from './support/good.ts';

vi.setConfig({ testTimeout: 120_000 });

// What who claims is told before they send, and finds again afterwards.

let front: Front;
let page: Page;
let claim: string;
const trainees = people(4);
/** Who signs in at the rehearsal as an enterprise. */
const zhang = { role: 'enterprise', subject: 'zhang', uscc: '91320200MA0000001G' } as const satisfies Actor;
beforeAll(async () => {
  front = await openFront();
  page = await front.as('enterprise');
  page.setDefaultTimeout(20_000);
  claim = (await done(front.office, '/v1/claims', filing(trainees, { enterprise: { uscc: zhang.uscc } }), zhang)).id;
  await done(front.office, `/v1/claims/${claim}/filing-review`, { decision: 'approve' }, reviewer);
}, 120_000);
afterAll(() => front?.close());

const main = async () => (await page.locator('main').textContent())!;
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const cells = (name: string) =>
  page
    .getByRole('region', { name, exact: true })
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)));

/** As one typed it, which no input of a browser would let through. */
const ask = async (path: string, typed: Record<string, string>) => {
  const answer = await page.request.get(`${path}?${new URLSearchParams(typed)}`);
  return answer.text();
};

test('the estimate tells what it rests on, the whole course up to the payment, and what cannot be had', async () => {
  const path = '/claims/new/wuxi/online-on-the-job';
  const typed = (endsOn: string) =>
    new URLSearchParams({
      ...{ 'enterprise.kind': 'ordinary', 'enterprise.affectedByEpidemic': 'true' },
      ...{ 'training.classOpensOn': '2020-04-07', 'training.classEndsOn': endsOn },
      ...{ 'training.plannedHeadCount': '20', 'training.classHours': '24' },
    });
  await page.goto(`${path}?${typed('2020-05-15')}`);
  expect(await page.locator('#answer').textContent()).toContain('符合条件，预计补贴 ¥8,880.00');
  const steps = await page
    .locator('#answer tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].slice(0, 2).map((cell) => cell.textContent)),
    );
  expect(steps).toEqual([
    ['备案审核', '2020-03-04'],
    ['申请补贴截止', '2020-09-30'],
    ['补贴申请审核', '2020-05-19'],
    ['公示', '2020-05-25'],
    ['拨付批次', '2020-06-01'],
  ]);
  await page.getByText('试算依据的标准').click();
  const figures = await cells('试算依据的标准');
  expect(figures.length).toBeLessThan(25);
  expect(figures.map(([, value]) => value)).toEqual(expect.arrayContaining(['¥18.50 每课时', '24 课时']));
  expect(await page.getByRole('link', { name: '本地区的全部标准与依据' }).getAttribute('href')).toBe('/rules/wuxi');
  await expectGood(page, 'estimate');
  await page.goto(`${path}?${typed('2020-12-30')}`);
  expect(await page.locator('#answer').textContent()).toMatch(/赶不上申请截止.*2020-12-30 晚于申请截止日 2020-09-30/);
  expect(await page.locator('#answer').textContent()).not.toContain('符合条件');
  expect(await page.getByRole('link', { name: '下一步：导入名册' }).count()).toBe(0);
  await expectGood(page, 'estimate-late');
});

test('numbers that are none are told once, beside their field, and nothing is said to be unsaved', async () => {
  const estimate = (name: string, value: string) =>
    ask('/claims/new/wuxi/online-on-the-job', {
      ...{ 'training.classOpensOn': '2020-04-07', 'training.plannedHeadCount': '20', [name]: value },
    });
  const calculator = (name: string, value: string) =>
    ask('/rules/calculator', {
      ...{ programme: 'wuxi/online-on-the-job', classOpenedOn: '2020-04-07', count: '20', [name]: value },
    });
  const whole = (from: number) => `请写 ${from} 至 10000 之间的整数，不带单位。`;
  const wrong = [
    [await estimate('training.plannedHeadCount', '-5'), whole(1), 'f-training-plannedHeadCount-fault'],
    [await estimate('training.classHours', '2.5'), whole(1), 'f-training-classHours-fault'],
    [await calculator('count', '-5'), whole(1), 'f-count-fault'],
    [await calculator('trainees.0.classHours', '2.5'), whole(0), 'f-trainees-0-classHours-fault'],
    [await calculator('trainees.0.alreadyPaidFen', '1,000元'), '请写金额', 'f-trainees-0-alreadyPaidFen-fault'],
  ] as const;
  for (const [html, words, fault] of wrong) {
    expect(html).toContain(`id="${fault}"`);
    expect(html.split(words).length - 1, fault).toBe(2);
    expect(html).toContain('请更正后重新计算');
    expect(html).not.toMatch(/未保存|加引号|至少要有/);
  }
  const late = await ask('/rules/calculator', {
    ...{ programme: 'wuxi/online-on-the-job', classOpenedOn: '2020-04-07', classEndedOn: '2020-12-30' },
    ...{ count: '1', 'trainees.0.classHours': '24' },
  });
  expect(late).toContain('赶不上申请截止');
});

test('changes are handed in on a page, and what has become of them stands there', async () => {
  await page.goto(`/claims/${claim}`);
  await page.getByRole('link', { name: '办理变更' }).click();
  await expectGood(page, 'change-leaves');
  await page.getByLabel(`4 ${trainees[3]!.name}`).check();
  await page.getByLabel(/退出日期/).fill('2020-12-01');
  await press('提交变更');
  expect(await page.locator('#f-leftOn-fault').count()).toBe(1);
  expect(await page.getByLabel(`4 ${trainees[3]!.name}`).isChecked()).toBe(true);
  await page.getByLabel(/退出日期/).fill('2020-03-02');
  await press('提交变更');
  expect(await cells('已提交的变更')).toMatchObject(
    [[/^2020-03-02/, '学员退出', /^待审核办理期限/, '—']].map(matching),
  );

  await page.getByRole('link', { name: '学员加入' }).click();
  await expectGood(page, 'change-joins');
  const [joins] = people(1, 40);
  const pasted = (id: string) => `姓名,性别,身份证号码,手机号码\n${joins!.name},男,${id},${joins!.mobile}`;
  await page.locator('[name="text"]').fill(pasted('123'));
  await page.getByLabel(/加入日期/).fill('2020-04-10');
  await press('提交变更');
  expect(await page.locator('#f-text-fault').textContent()).toMatch(/^第 1 行：身份证/);
  await expectGood(page, 'change-refused');
  await page.locator('[name="text"]').fill(pasted(joins!.idNumber));
  await press('提交变更');
  expect((await cells('已提交的变更')).length).toBe(2);

  await page.getByRole('link', { name: '班期调整' }).click();
  await page.getByLabel('结业日期').fill('2020-05-20');
  await page.getByLabel('原因').fill('疫情防控要求');
  await press('提交变更');
  await page.getByRole('link', { name: '更换平台' }).click();
  await page.locator('[name="platform.name"]').fill('另一平台');
  await press('提交变更');
  const handedIn = await front.office.api.get(`/v1/claims/${claim}/changes`, zhang);
  const { items } = (await handedIn.json()) as { items: { id: string; kind: string }[] };
  expect(items.map(({ kind }) => kind)).toEqual([
    ...['trainee-leaves', 'trainee-joins', 'class-postponed', 'platform-changed'],
  ]);
  const reject = { decision: 'reject', reasonCode: 'not-credible', reason: '请说明原因' };
  for (const { id } of items) await done(front.office, `/v1/claims/${claim}/changes/${id}/review`, reject, reviewer);
  await page.reload();
  expect((await cells('已提交的变更')).map(([, , status]) => status!.slice(0, 9))).toEqual(
    items.map(() => '未同意：理由不成立'),
  );
});

const matching = (patterns: (RegExp | string)[]) =>
  patterns.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one)));

test('learning records are found again: what was taken, hours of everybody, each record', async () => {
  await front.office.advanceTo('2020-05-18T09:00:00+08:00');
  await page.goto(`/claims/${claim}/learning-records`);
  const lessons = (ref: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${ref}\tL${i}\t2020/4/${10 + i} 19:00\t90`);
  await page.locator('[name="text"]').fill([...lessons('1', 12), ...lessons('2', 12), ...lessons('3', 7)].join('\n'));
  await press('提交学习记录');
  await page.locator('[name="text"]').fill(lessons('3', 8).slice(6).join('\n'));
  await press('提交学习记录');
  expect((await cells('各次提交的结果')).map((row) => row.slice(1))).toEqual([
    ['2', '1', '1'],
    ['31', '31', '0'],
  ]);
  const hours = await cells('每人已有的学习记录');
  expect(hours.map(([ref, name, , minutes, taken]) => [ref, name, minutes, taken])).toEqual(
    [
      ['1080', '24 / 24 '],
      ['1080', '24 / 24 '],
      ['720', '16 / 24 不足'],
      ['0', '0 / 24 不足'],
    ].map((row, i) => [`${i + 1}`, trainees[i]!.name, ...row]),
  );
  await page.getByText('8 条').click();
  expect(await main()).toContain('2020-04-17 19:00 L7 90 分钟');
  await expectGood(page, 'records');
});

test('hours and sums stand before what is sent; who sends it knows that somebody has nothing', async () => {
  await page.goto(`/claims/${claim}/training-completion`);
  expect((await cells('按现有学习记录预计的补贴')).map((row) => row.slice(1, 4))).toEqual([
    [trainees[0]!.name, '24', '¥444.00'],
    [trainees[1]!.name, '24', '¥444.00'],
    [trainees[2]!.name, '16', '¥0.00'],
    [trainees[3]!.name, '0', '¥0.00'],
  ]);
  // Why somebody has nothing is told once, and where records are handed in.
  expect((await main()).split('少于最低 24 课时').length - 1).toBe(2);
  const where = page.getByRole('region', { name: '按现有学习记录预计的补贴' }).locator('xpath=..');
  expect(await where.getByRole('link', { name: '提交学习记录' }).getAttribute('href')).toBe(
    `/claims/${claim}/learning-records`,
  );
  await expectGood(page, 'completion');
  const knowing = page.getByLabel(/我已知悉/);
  await press('报告结业');
  await knowing.check();
  await expectGood(page, 'completion-asked');
  await press('报告结业');
  expect(await main()).toContain('待申请补贴');
  expect(await main()).toContain('按现有材料 2 人补贴为 0，合计 ¥888.00');

  await page.getByRole('link', { name: '申请补贴', exact: true }).click();
  expect(await main()).toMatch(/按现有材料 2 人补贴为 0.*预计合计（均取得所需证书）：¥888.00/);
  const given = { 'all.issuedOn': '2020-05-18', numbers: '2\tSP-2\n3\tSP-3\n4\tSP-4' };
  const account = { bankName: '示例银行', accountName: company.name, accountNumber: '3202000000000001' };
  await page.locator('[name="all.kind"]').selectOption('completion');
  for (const [name, text] of Object.entries(given)) await page.locator(`[name="${name}"]`).fill(text);
  for (const [name, text] of Object.entries(account)) await page.locator(`[name="bankAccount.${name}"]`).fill(text);
  for (const kind of ['subsidy-roster', 'teaching-record', 'certificates'])
    await page
      .locator(`[name="materials.${kind}.file"]`)
      .setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4 ${kind}\n%%EOF\n`) });
  await press('提交补贴申请');
  expect(await main()).toContain('名册第 1 号未填写证书编号');
  await expectGood(page, 'application-asked');
  await page.locator('[name="numbers"]').fill(`1\tSP-1\n${given.numbers}`);
  await knowing.check();
  await press('提交补贴申请');
  expect(await main()).toContain('补贴申请审核');
});

test('a zero has its reason and a name, where each yuan comes from as well as on the claim', async () => {
  const approval = { decision: 'approve', removedLines: [{ ref: '2', reasonCode: 'certificate-invalid' }] };
  await done(front.office, `/v1/claims/${claim}/application-review`, approval, reviewer);
  await page.goto(`/claims/${claim}`);
  expect(await main()).toContain('审核人员已将该人员移出本次补贴，理由：证书无效。');
  expect(await main()).not.toContain('certificate-invalid');
  await page.getByRole('link', { name: '每一元的由来' }).click();
  const people = await page.locator('main section.card').evaluateAll((all) => all.map((one) => one.textContent ?? ''));
  expect(people).toEqual([
    expect.stringMatching(new RegExp(`^名册第 1 号 ${trainees[0]!.name}.*每课时 ¥18.50.*合计¥444.00$`)),
    expect.stringMatching(
      new RegExp(`^名册第 2 号 ${trainees[1]!.name}补贴：不予拨付.*理由：证书无效.*依据：锡人社办〔2020〕10号 三`),
    ),
    expect.stringMatching(new RegExp(`^名册第 3 号 ${trainees[2]!.name}补贴：不予拨付.*16.*24.*锡人社办〔2020〕10号`)),
    expect.stringMatching(new RegExp(`^名册第 4 号 ${trainees[3]!.name}补贴：不予拨付.*24`)),
  ]);
  await expectGood(page, 'trace');
  expect(people.slice(1).join()).not.toMatch(/0\.00|合计/);
  // Nobody scrolls a table aside to read its sums.
  await page.setViewportSize({ width: 360, height: 740 });
  const cut = await page.locator('.wide').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth));
  expect(cut).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('a review of a decision is asked for on a page, once, and its course stands there', async () => {
  await page.goto(`/claims/${claim}`);
  await page.getByRole('link', { name: '申请行政复议' }).click();
  expect(await main()).toMatch(/申请行政复议的期限，自知道决定之日起：60 .*第九条/);
  expect(await main()).toContain('补贴申请审核已通过（2020-05-18 09:00），申请期限至 2020-07-17 24:00');
  await expectGood(page, 'administrative-review');
  const send = async (of: Page) => {
    await of.getByLabel(/补贴申请审核已通过/).check();
    await of.getByLabel('复议请求').fill('请求撤销对第 2 号不予补贴的决定。');
    await of.getByLabel('事实和理由').fill('证书有效，附登记查询结果。');
    await of.getByRole('button', { name: '提交复议申请' }).click();
  };
  // A colleague has it open meanwhile.
  const other = await page.context().newPage();
  await other.goto(page.url());
  await send(page);
  expect(await cells('已提交的复议申请')).toMatchObject(
    [[/^2020-05-18/, /补贴申请审核已通过/, /^待登记结果办理期限/, '—']].map(matching),
  );
  expect(await page.getByLabel(/补贴申请审核已通过.*行政复议正在办理/).isDisabled()).toBe(true);
  await expectGood(page, 'administrative-review-under-way');
  await send(other);
  expect(await other.locator('#problem').textContent()).toContain('正在办理');
  expect(await other.getByLabel('复议请求').inputValue()).toContain('第 2 号');
  await expectGood(other, 'administrative-review-refused');
});
