import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approver, people, preparer, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';

let front: Front;
let page: Page;
let claim: string;
beforeAll(async () => {
  front = await openFront();
  page = await front.as('enterprise');
  page.setDefaultTimeout(20_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
}, 120_000);
afterAll(() => front?.close());

const look = async () => {
  await expectAccessible(page);
  await expectFits(page);
};
const fill = async (fields: Record<string, string>) => {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(value);
};
const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4 ${name} %%EOF`) });
const seeNoProblem = async () => {
  const problem = page.locator('#problem');
  expect(await problem.count(), (await problem.count()) ? ((await problem.textContent()) ?? '') : '').toBe(0);
};

const trainees = people(3);
const pasted = (idNumber = trainees[1]!.idNumber) =>
  [
    '姓名\t性别\t身份证号码\t手机号码\t平台登录账号',
    ...trainees.map((one, i) =>
      [one.name, one.sex === 'male' ? '男' : '女', i === 1 ? idNumber : one.idNumber, one.mobile, `a${i}`].join('\t'),
    ),
  ].join('\n');

test('eligibility, sum and deadlines come before any form, as one types and by a button', async () => {
  await page.getByRole('link', { name: '新申报' }).click();
  await look();
  await page.locator('.card:has(h2:text-is("无锡市"))').getByRole('link').first().click();
  await look();
  await fill({ 'training.classOpensOn': '2020-04-07', 'training.classEndsOn': '2020-05-15' });
  await fill({ 'training.plannedHeadCount': '3', 'training.classHours': '24' });
  await page.locator('#answer').getByText('¥1,332.00').waitFor();
  // An answer that comes late is to what was typed before.
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const ofFour = (address: URL) => address.searchParams.get('training.plannedHeadCount') === '4';
  await page.route(ofFour, async (route) => {
    const answer = await route.fetch();
    await held;
    await route.fulfill({ response: answer }).catch(() => {});
  });
  const asked = page.waitForRequest((request) => ofFour(new URL(request.url())));
  await fill({ 'training.plannedHeadCount': '4' });
  await asked;
  await fill({ 'training.plannedHeadCount': '5' });
  await page.locator('#answer').getByText('¥2,220.00').waitFor();
  release();
  await page.unrouteAll({ behavior: 'wait' });
  await page.evaluate('fetch(location.href).then((one) => one.text()).then(() => new Promise(requestAnimationFrame))');
  expect(await page.locator('#answer').textContent()).toContain('¥2,220.00');
  expect(page.url()).toContain('plannedHeadCount=5');
  await fill({ 'training.plannedHeadCount': '3' });
  await page.locator('#answer').getByText('¥1,332.00').waitFor();
  await page.locator('[name="enterprise.kind"]').selectOption('labour-dispatch');
  await page.locator('#answer').getByText('不能享受').waitFor();
  await page.locator('[name="enterprise.kind"]').selectOption('ordinary');
  await page.locator('[name="enterprise.affectedByEpidemic"]').selectOption('true');
  await press('试算');
  expect(await page.locator('#answer').textContent()).toMatch(
    /符合条件，预计补贴 ¥1,332.00.*每人 ¥444.00.*锡人社办〔2020〕10号/,
  );
  expect(await page.locator('#answer table').textContent()).toContain('申请补贴截止2020-09-30');
  await look();
  await page.getByRole('link', { name: '下一步：导入名册' }).click();
});

test('a roster is pasted; what is wrong is told by row, put right on the page or in a file', async () => {
  await look();
  const template = page.waitForEvent('download');
  await page.getByRole('link', { name: /下载名册模板/ }).click();
  expect((await template).suggestedFilename()).toBe('名册模板.xlsx');
  await page.locator('[name="text"]').fill([pasted(), pasted().split('\n')[1]].join('\n'));
  await press('导入并检查');
  expect(await page.getByText('名册序号 1、4 的身份证号码重复').textContent()).toContain('一行也不保留');
  await page.getByRole('link', { name: '重新上传' }).click();
  await page.locator('[name="text"]').fill(pasted(trainees[1]!.idNumber.replace(/.$/, (c) => (c === '0' ? '1' : '0'))));
  await press('导入并检查');
  expect(await page.locator('[role="status"]').textContent()).toBe('2 人无误，1 行需要更正。');
  expect(await page.locator('tbody tr').first().textContent()).toMatch(/^2身份证号码.*校验/);
  await look();
  const correction = page.waitForEvent('download');
  await page.getByRole('link', { name: /下载纠错表/ }).click();
  const path = await (await correction).path();
  await page.getByRole('link', { name: '重新上传' }).click();
  await page.locator('[name="file"]').setInputFiles({
    ...{ name: 'roster.xlsx', mimeType: 'application/octet-stream' },
    buffer: (await import('node:fs')).readFileSync(path),
  });
  await press('导入并检查');
  expect(await page.locator('[role="status"]').textContent()).toBe('2 人无误，1 行需要更正。');
  const text = await page.locator('[name="text"]').inputValue();
  await page
    .locator('[name="text"]')
    .fill(
      text.replace(
        /(?<=\t)[\dX]{18}(?=\t)/g,
        (id) => trainees.find((one) => one.idNumber.startsWith(id.slice(0, 17)))!.idNumber,
      ),
    );
  await press('重新检查');
  expect(await page.locator('.note.good').textContent()).toContain('名册已导入：3 人。');
});

test('who goes back to where a roster was taken has another one taken', async () => {
  const tab = await page.context().newPage();
  const keys: string[] = [];
  const hand = async (count: number) => {
    const key = tab.locator('[name="key"]');
    if (keys.length > 0) await key.evaluate((input, used) => input.setAttribute('value', used), keys[0]!);
    keys.push(await key.inputValue());
    await tab.locator('[name="text"]').fill(
      pasted()
        .split('\n')
        .slice(0, count + 1)
        .join('\n'),
    );
    await tab.getByRole('button', { name: '导入并检查' }).click();
  };
  await tab.goto('/claims/new/wuxi/online-on-the-job/roster');
  await hand(3);
  await tab.waitForURL(/\/form\?/);
  await tab.goto('/claims/new/wuxi/online-on-the-job/roster');
  await hand(2);
  await tab.locator('#problem').waitFor();
  await tab.getByRole('button', { name: '导入并检查' }).click();
  expect(await tab.locator('.note.good').textContent()).toContain('名册已导入：2 人。');
  await tab.close();
});

test('the form of the pack: rows come and go by buttons, faults stand at their fields, files are chosen once', async () => {
  await look();
  expect(await page.locator('[name="filing.enterprise.uscc"]').inputValue()).toBe('91320200MA0000001G');
  expect(await page.locator('[name="filing.training.classOpensOn"]').inputValue()).toBe('2020-04-07');
  await fill({ 'filing.enterprise.name': '示例精密机械有限公司', 'filing.contact.name': '示例联系人' });
  await fill({ 'filing.contact.mobile': '123', 'filing.contact.email': 'training@enterprise.example' });
  await fill({ 'filing.platform.name': '中国职业培训在线', 'filing.training.method': '在线直播' });
  await fill({ 'filing.training.courses.0.name': '岗位技能', 'filing.training.courses.0.classHours': '16' });
  await page.locator('[name="filing.materials.business-licence.file"]').setInputFiles(pdf('licence.pdf'));
  await fill({ 'filing.training.plannedHeadCount': '5' });
  await press('添加课程');
  expect(await page.getByText('计划培训 5 人，名册为 3 人').textContent()).toContain('仍可提交');
  await fill({ 'filing.training.plannedHeadCount': '3' });
  await fill({ 'filing.training.courses.1.name': '安全生产' });
  await press('添加课程');
  await press('删除课程 3');
  expect(await page.getByRole('button', { name: /^删除课程/ }).count()).toBe(2);
  expect(await page.getByLabel(/^保留 /).count()).toBe(1);
  for (const topic of ['疫情防控', '安全生产', '法律法规']) await page.getByLabel(topic, { exact: true }).check();
  await page.getByLabel('培训内容与企业主营业务相关').check();
  await page.getByLabel(/签署承诺书/).check();
  await press('提交备案');
  expect(await page.locator('#f-filing-contact-mobile-fault').textContent()).toMatch(/手机/);
  // A fault of one field moves no other of its row.
  const ends = await page
    .locator('#f-filing-contact input')
    .evaluateAll((inputs) => inputs.map((input) => Math.round(input.getBoundingClientRect().bottom)));
  expect([ends.length, new Set(ends).size]).toEqual([3, 1]);
  await look();
  await fill({ 'filing.contact.mobile': '19900000001' });
  await press('提交备案');
  await seeNoProblem();
  claim = new URL(page.url()).pathname.split('/').at(-1)!;
  expect(claim).toMatch(/^C/);
  expect(await page.locator('main').textContent()).toContain('备案审核');
  expect((await page.locator('dl.facts').first().textContent())!).toMatch(/人数3预估（元）1,332.00/);
  await look();
});

const elsewhere = [
  {
    where: 'guangdong/online-job-adaptation',
    header: '姓名,性别,身份证号码,手机号码,平台登录账号',
    row: ({ name, sex, idNumber, mobile }: Trainee) => [name, sex === 'male' ? '男' : '女', idNumber, mobile, 'a1'],
  },
  {
    where: 'chongqing/enterprise-online',
    header: '姓名,性别,身份证号码,手机号码,实名注册日期,证书类别,等级,职业工种,补贴标准类别',
    row: ({ name, sex, idNumber, mobile }: Trainee) => [
      ...[name, sex === 'male' ? '男' : '女', idNumber, mobile],
      ...['2020/2/8', '职业技能等级证书', '4', '示例工种', '其他'],
    ],
  },
];
type Trainee = ReturnType<typeof people>[number];

test.each(elsewhere)(
  'the annexes of $where make its form, which is filed as the example fills it in',
  async ({ where, header, row }) => {
    await page.goto(`/claims/new/${where}`);
    await look();
    await page.goto(`/claims/new/${where}/roster`);
    await page.locator('[name="text"]').fill([header, row(people(1, where.length)[0]!).join(',')].join('\n'));
    await press('导入并检查');
    await page.getByRole('link', { name: '演练：用示例内容填写' }).click();
    await look();
    await press('提交备案');
    await seeNoProblem();
    expect(await page.locator('main').textContent()).toContain('备案审核');
  },
);

test('what is wrong with a document is told beside it, in words; a long name is no fault', async () => {
  await page.goto('/claims/new/wuxi/online-on-the-job/form');
  const hand = async (name: string, mimeType: string, content: string | Buffer) => {
    await page
      .locator('[name="filing.materials.business-licence.file"]')
      .setInputFiles({ name, mimeType, buffer: Buffer.from(content as string) });
    await press('添加课程');
  };
  const told = () => page.locator('#f-filing-materials-business-licence-file-fault').textContent();
  const known = 'PDF, PNG, JPG, Excel (.xlsx), Word (.docx), CSV';
  const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(2 * 1024 * 1024), Buffer.from('%%EOF')]);
  for (const [name, type, content, fault] of [
    ['licence.zip', 'application/zip', 'PK', `不支持该内容类型。请使用 ${known}。`],
    ['licence.pdf', 'application/pdf', large, '内容超过上限 1 MiB。请减小内容。'],
    ['licence.csv', 'application/vnd.ms-excel', 'MZ\0', '文件内容不是其名称或类型所说的 CSV。'],
  ] as const) {
    await hand(name, type, content);
    expect(await told()).toContain(fault);
    const note = await page.locator('#problem').textContent();
    expect(note).toContain(fault);
    expect(note).not.toMatch(/application\/|格式不对/);
  }
  await look();
  await hand(`${'营业执照'.repeat(60)}.pdf`, 'application/pdf', '%PDF-1.4 %%EOF');
  await seeNoProblem();
  const id = await page.locator('[name="filing.materials.business-licence.fileId"]').inputValue();
  const { 'content-disposition': named } = (await page.request.get(`/files/${id}`)).headers();
  expect(decodeURIComponent(named!)).toMatch(/''(营业执照|照|执照|业执照)+\.pdf$/);
  // The same one chosen again is there once, by its name; another one beside it, until it is not kept any more.
  const there = page.locator('[name="filing.materials.business-licence.fileId"]');
  await hand('又一次.pdf', 'application/pdf', '%PDF-1.4 %%EOF');
  expect(await there.count()).toBe(1);
  await hand('副本.pdf', 'application/pdf', '%PDF-1.4 copy %%EOF');
  await look();
  expect(await there.count()).toBe(2);
  expect(await page.getByRole('link', { name: '副本.pdf' }).getAttribute('href')).toBe(
    `/files/${await there.nth(1).inputValue()}`,
  );
  await page.getByLabel(/^保留 副本\.pdf/).uncheck();
  await press('添加课程');
  expect(await there.count()).toBe(1);
  expect(await there.inputValue()).toBe(id);
});

test('a returned filing is put right with the reason in view', async () => {
  const path = `/v1/claims/${claim}/filing-review`;
  await done(
    front.office,
    path,
    { decision: 'return', reasonCode: 'plan-unclear', reason: '请写明培训目标' },
    reviewer,
  );
  await page.goto(`/claims/${claim}`);
  await page.getByRole('link', { name: '补正并重新提交' }).click();
  expect(await page.locator('.note.warn').first().textContent()).toContain('请写明培训目标');
  await look();
  await fill({ 'filing.training.goal': '掌握岗位操作规程' });
  expect(await page.getByLabel(/签署承诺书/).isChecked()).toBe(false);
  await page.getByLabel(/签署承诺书/).check();
  await press('重新提交');
  await seeNoProblem();
  await done(front.office, path, { decision: 'approve' }, reviewer);
});

test('the class: opening, learning records by paste, its end', async () => {
  await front.office.advanceTo('2020-05-18T09:00:00+08:00');
  await page.goto(`/claims/${claim}`);
  expect(await page.locator('main').textContent()).toMatch(/期限：.*24:00，剩 \d+ 天/);
  await look();
  await page.getByRole('link', { name: '报告开班' }).click();
  expect(await page.locator('[name="classOpenedOn"]').inputValue()).toBe('2020-04-07');
  await press('报告开班');
  await seeNoProblem();
  // Once reported it is not asked for again.
  expect(await page.getByRole('link', { name: '提交学习记录' }).count()).toBe(1);
  expect(await page.getByRole('link', { name: '报告开班' }).count()).toBe(0);
  await page.getByRole('link', { name: '提交学习记录' }).click();
  await page.locator('[name="text"]').fill('1\t安全生产\t昨天\t90');
  await press('提交学习记录');
  expect(await page.locator('#problem').textContent()).toContain('粘贴学习记录：有 1 行需要更正');
  expect(await page.locator('#f-text-fault li').allTextContents()).toEqual([
    expect.stringMatching(/^第 1 行：开始时间/),
  ]);
  await look();
  const lessons = ['1', '2', '3'].flatMap((ref) =>
    Array.from({ length: 12 }, (_, i) => `${ref}\tL${i}\t2020/4/${10 + i} 19:00\t90`),
  );
  await page.locator('[name="text"]').fill(['序号\t课程\t开始时间\t分钟', ...lessons].join('\n'));
  await press('提交学习记录');
  await seeNoProblem();
  // Corrected behind what was taken already, as where the first thousands are in and a later one is refused.
  for (const text of ['1\t补课\t2020/5/11 19:00\t1', '1\t补课\t2020/5/12 19:00\t1']) {
    const multipart = { key: 'of-one-form', text };
    const of = `/claims/${claim}/learning-records`;
    const answer = await page.request.post(of, { multipart, headers: { Origin: new URL(page.url()).origin } });
    expect(new URL(answer.url()).pathname).toBe(of);
  }
  await page.getByRole('link', { name: /返回申报/ }).click();
  await page.getByRole('link', { name: '报告结业' }).click();
  await look();
  await press('报告结业');
  await seeNoProblem();
  expect(await page.locator('main').textContent()).toContain('待申请补贴');
});

test('the application: certificates, account, documents; then the reason of each yuan', async () => {
  await page.getByRole('link', { name: '申请补贴', exact: true }).click();
  await look();
  await page.locator('[name="all.kind"]').selectOption('completion');
  await fill({ 'all.issuedOn': '2020-05-18', numbers: '1\tSP-1\n2\tSP-2' });
  await fill({ 'certificates.2.number': 'SP-3', 'bankAccount.bankName': '示例银行' });
  await fill({ 'bankAccount.accountName': '示例精密机械有限公司', 'bankAccount.accountNumber': 'abc' });
  for (const kind of ['subsidy-roster', 'teaching-record', 'certificates'])
    await page.locator(`[name="materials.${kind}.file"]`).setInputFiles(pdf(`${kind}.pdf`));
  await press('提交补贴申请');
  expect(await page.locator('#f-bankAccount-accountNumber-fault').count()).toBe(1);
  expect(await page.getByLabel(/^保留 /).count()).toBe(3);
  await fill({ 'bankAccount.accountNumber': '3202000000000001' });
  await press('提交补贴申请');
  await seeNoProblem();
  await done(front.office, `/v1/claims/${claim}/application-review`, { decision: 'approve' }, reviewer);
  await page.reload();
  await look();
  await page.getByRole('link', { name: '每一元的由来' }).click();
  expect(await page.locator('main').textContent()).toMatch(/核定金额：¥1,332.00.*结果一致.*课时 24.*每课时 ¥18.50/);
  await look();
});

test('a payment that the bank returned waits for another account; then it is paid', async () => {
  await front.office.advanceTo('2020-06-01T03:00:00+08:00');
  const batch = '/v1/disbursements/wuxi.skill-action-special-account.2020-05';
  await done(front.office, `${batch}/submission`, {}, preparer);
  await done(front.office, `${batch}/approval`, { decision: 'approve' }, approver);
  const file = await (await front.office.api.get(`${batch}/bank-file`, preparer)).text();
  const paymentId = file.trim().split('\n')[1]!.split(',')[0]!;
  const results = [{ paymentId, status: 'returned', amountFen: 133_200, reasonCode: 'AC01' }];
  await done(front.office, `${batch}/bank-results`, { results }, preparer);
  await page.goto(`/claims/${claim}`);
  await page.getByRole('link', { name: '更正收款账户' }).click();
  await look();
  await fill({ 'bankAccount.accountNumber': '3202000000000002' });
  await press('提交更正');
  await seeNoProblem();
  await page.goto('/claims?lang=en');
  expect(await page.locator('h1').textContent()).toBe('Claims');
});
