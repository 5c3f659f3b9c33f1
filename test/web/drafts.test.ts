import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people, reviewer } from '../api/support/office.ts';
import { done } from '../api/support/paid.ts';
import { expectAccessible, expectFits, type Front, openFront } from './support/browser.ts';

let front: Front;
let page: Page;
let claim: string;
beforeAll(async () => {
  front = await openFront();
  page = await front.as('enterprise');
  page.setDefaultTimeout(20_000);
}, 120_000);
afterAll(() => front?.close());

const look = async () => {
  await expectAccessible(page);
  await expectFits(page);
};
const value = (name: string, of = page) => of.locator(`[name="${name}"]`).inputValue();
const rosterOf = (trainees: ReturnType<typeof people>) =>
  [
    '姓名,性别,身份证号码,手机号码',
    ...trainees.map(({ name, sex, idNumber, mobile }) => [name, sex === 'male' ? '男' : '女', idNumber, mobile].join()),
  ].join('\n');
/** Who is signed in. */
const zhang = { role: 'enterprise', subject: 'zhang', uscc: '91320200MA0000001G' } as const;
const pdf = { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 letter %%EOF') };
const start = '/claims/new/wuxi/online-on-the-job';

test('a form that is half filled in goes on another day and another device, without script', async () => {
  await page.goto(`${start}/form?training.classOpensOn=2020-04-07`);
  await page.locator('[name="filing.enterprise.name"]').fill('示例精密机械有限公司');
  await page.locator('[name="filing.contact.mobile"]').fill('还不知道');
  await page
    .locator('[name="filing.materials.business-licence.file"]')
    .setInputFiles({ name: 'licence.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 %%EOF') });
  await page.getByRole('button', { name: '保存草稿' }).click();
  expect(await page.getByRole('status').textContent()).toMatch(
    /草稿保存于 2020-03-02.*不含签署，还保留 90 天。签署须在提交前重新勾选/,
  );
  await look();
  const { cookies, origins } = await page.context().storageState();
  const context = await front.browser.newContext({
    ...{ baseURL: front.url, javaScriptEnabled: false, locale: 'zh-CN', storageState: { cookies, origins } },
  });
  const phone = await context.newPage();
  await phone.goto('/claims');
  await phone.getByRole('link', { name: '继续填写' }).click();
  expect(await value('filing.enterprise.name', phone)).toBe('示例精密机械有限公司');
  expect(await value('filing.contact.mobile', phone)).toBe('还不知道');
  expect(await value('filing.training.classOpensOn', phone)).toBe('2020-04-07');
  expect(await phone.getByLabel(/^保留 /).count()).toBe(1);
  await phone.locator('[name="filing.contact.mobile"]').fill('19900000001');
  await phone.getByRole('button', { name: '保存草稿' }).click();
  await phone.getByRole('link', { name: '导入名册' }).click();
  await phone.locator('[name="text"]').fill(rosterOf(people(1)));
  await phone.getByRole('button', { name: '导入并检查' }).click();
  expect(await phone.locator('.note.good').textContent()).toContain('名册已导入：1 人。');
  expect(await value('filing.contact.mobile', phone)).toBe('19900000001');
  await phone.getByRole('button', { name: '保存草稿' }).click();
  await context.close();
});

test('a new form that is shown again, to another row or for what is wrong, is a draft from then on', async () => {
  const drafts = async () => {
    const { items } = (await (await front.office.api.get('/v1/drafts', zhang)).json()) as { items: { id: string }[] };
    return items.map(({ id }) => id);
  };
  const before = await drafts();
  await page.goto(`${start}/form`);
  await page.locator('[name="filing.enterprise.name"]').fill('又一份');
  for (const _ of [1, 2]) {
    await page.locator('button[value^="add:"]').first().click();
    await page.getByText('草稿保存于').waitFor();
  }
  const begun = (await drafts()).filter((id) => !before.includes(id));
  expect(begun).toHaveLength(1);
  await page.getByRole('link', { name: '导入名册' }).click();
  expect(page.url()).toContain(`draft=${begun[0]}`);
  await page.goto(`/drafts/${begun[0]}/removal`);
  await page.getByRole('button', { name: '删除草稿' }).click();
});

test('who leaves a form for its roster finds what was typed when coming back, in one draft', async () => {
  const { items: before } = (await (await front.office.api.get('/v1/drafts', zhang)).json()) as { items: object[] };
  await page.goto(`${start}/form`);
  await page.locator('[name="filing.contact.name"]').fill('去导入名册的人');
  await page.getByRole('link', { name: '导入名册' }).click();
  await page.waitForURL(/\/roster\?.*draft=/);
  await page.locator('[name="text"]').fill(rosterOf(people(1)));
  await page.getByRole('button', { name: '导入并检查' }).click();
  await page.waitForURL(/\/form\?/);
  expect(await value('filing.contact.name')).toBe('去导入名册的人');
  // Another roster, and again nothing is lost of what has come to it since.
  await page.locator('[name="filing.contact.name"]').fill('改过的人');
  await page.getByRole('link', { name: '重新导入' }).click();
  await page.waitForURL(/\/roster\?/);
  await page.locator('[name="text"]').fill(rosterOf(people(2)));
  await page.getByRole('button', { name: '导入并检查' }).click();
  await page.getByText('名册已导入：2 人。').waitFor();
  expect(await value('filing.contact.name')).toBe('改过的人');
  const draft = new URL(page.url()).searchParams.get('draft');
  const { items } = (await (await front.office.api.get('/v1/drafts', zhang)).json()) as { items: object[] };
  expect(items).toHaveLength(before.length + 1);
  await page.goto(`/drafts/${draft}/removal`);
  await page.getByRole('button', { name: '删除草稿' }).click();
});

test('it saves by itself and says so; what stands in the list can be gone on with, or deleted', async () => {
  await page.goto('/claims');
  await look();
  await page.clock.install();
  await page.getByRole('link', { name: '继续填写' }).click();
  expect(await page.locator('.note.good').textContent()).toContain('名册已导入：1 人。');
  await page.locator('[name="filing.contact.name"]').fill('示例联系人');
  await page.clock.fastForward(61_000);
  await page.getByText('草稿已自动保存').waitFor();
  await page.reload();
  expect(await value('filing.contact.name')).toBe('示例联系人');
  await page.goto(`${start}/form`);
  await page.locator('[name="filing.contact.name"]').fill('另一份');
  await page.clock.fastForward(61_000);
  await page.getByText('草稿已自动保存').waitFor();
  expect(page.url()).toContain('draft=');
  await page.goto('/claims');
  expect(await page.getByRole('link', { name: '继续填写' }).count()).toBe(2);
  // Two of one programme are told apart by their class.
  const listed = await page.getByRole('region', { name: '草稿' }).locator('tbody tr').allInnerTexts();
  expect(listed.filter((row) => /未填开班日期 · 未填人数/.test(row))).toHaveLength(1);
  expect(listed.filter((row) => /2020-04-07 开班 · 1 人/.test(row))).toHaveLength(1);
  await page.getByRole('link', { name: '删除' }).first().click();
  await look();
  await page.getByRole('button', { name: '删除草稿' }).click();
  expect(await page.getByRole('link', { name: '继续填写' }).count()).toBe(1);
});

/** In another window somebody gives the draft of this page another roster. */
async function savedElsewhere(of: Page) {
  const draftId = new URL(of.url()).searchParams.get('draft')!;
  const { api } = front.office;
  const { form } = (await (await api.get(`/v1/drafts/${draftId}`, zhang)).json()) as { form: object };
  const where = { jurisdiction: 'wuxi', programme: 'online-on-the-job' };

  const { rosterId } = (await (await api.post('/v1/rosters', people(2), zhang)).json()) as { rosterId: string };
  expect((await api.post('/v1/drafts', { ...where, draftId, rosterId, form }, zhang)).status).toBe(201);
}

/** Does something by which a form is sent; answers what sends it once more, and where that leads. */
async function sentBy(of: Page, act: () => Promise<void>) {
  const [request] = await Promise.all([of.waitForRequest((one) => one.method() === 'POST'), act()]);
  const [headers, data] = [await request.allHeaders(), request.postDataBuffer()!];
  return async () => {
    const { 'content-type': type, origin } = headers;
    const sent = await of.request.post(request.url(), { data, headers: { 'content-type': type!, origin: origin! } });
    return sent.url();
  };
}

test('the letter is read and signed; the draft is filed, is gone then, and the claim says what comes next', async () => {
  await page.getByRole('link', { name: '继续填写' }).click();
  const letter = page.locator('fieldset', { has: page.locator('legend:text-is("线上培训承诺书")') }).last();
  expect(await letter.textContent()).toMatch(
    /本单位承诺：.*保存两年.*锡人社办〔2020〕10号 四.2.*签署人：.*签署时间：2020-03-02/,
  );
  await page.locator('[name="filing.materials.commitment-letter.file"]').setInputFiles(pdf);
  const texts = {
    ...{ 'contact.email': 'training@enterprise.example', 'platform.name': '中国职业培训在线' },
    ...{ 'training.method': '在线直播', 'training.classEndsOn': '2020-05-15', 'training.classHours': '24' },
    ...{ 'training.courses.0.name': '岗位技能', 'training.plannedHeadCount': '1' },
  };
  for (const [name, text] of Object.entries(texts)) await page.locator(`[name="filing.${name}"]`).fill(text);
  await page.locator('[name="filing.enterprise.kind"]').selectOption('ordinary');
  await page.locator('[name="filing.enterprise.affectedByEpidemic"]').selectOption('true');
  for (const topic of ['疫情防控', '安全生产', '法律法规']) await page.getByLabel(topic, { exact: true }).check();
  await page.getByLabel('培训内容与企业主营业务相关').check();
  await page.getByLabel(/签署承诺书/).check();
  await savedElsewhere(page);
  await page.getByRole('button', { name: '提交备案' }).click();
  await page.getByText('您打开之后，这份草稿已由 zhang 保存过').waitFor();
  await look();
  // What is filed is what stands here, with the roster of this page.
  expect(await page.getByText('名册已导入：1 人。').count()).toBe(1);
  await page.getByLabel(/签署承诺书/).check();
  const again = await sentBy(page, () => page.getByRole('button', { name: '提交备案' }).click());
  await page.waitForURL(/\/claims\/C/);
  // The answer was lost on its way, and the form is sent once more: its draft is gone by now.
  expect(await again()).toBe(page.url());
  expect(await page.locator('ol.timeline .now').textContent()).toMatch(/备案审核.*由受理部门审核备案/);
  await look();
  await page.getByRole('link', { name: '已提交的材料和名册' }).click();
  expect(await page.locator('main').textContent()).toMatch(
    /企业名称示例精密机械有限公司.*线上培训承诺书.*人员名册（1 人）/,
  );
  await look();
  await page.goto('/claims');
  expect(await page.getByRole('link', { name: '继续填写' }).count()).toBe(0);
  expect(await page.locator('tbody tr').first().textContent()).toMatch(/无锡市.*备案审核.*由受理部门审核备案/);
  await page.locator('[name="search"]').fill('没有这家');
  await page.getByRole('button', { name: '筛选' }).click();
  expect(await page.locator('.note').textContent()).toBe('没有申报。');
  await page.locator('[name="search"]').fill('精密');
  await page.getByRole('button', { name: '筛选' }).click();
  expect(await page.locator('tbody tr').count()).toBe(1);
  await page.goto('/');
  expect(await page.locator('[aria-labelledby="deadlines"]').count()).toBe(1);
  await look();
});

test('a roster that was pasted can be pasted again, corrected: with script, and without', async () => {
  await page.goto('/claims');
  claim = (await page.locator('tbody a[href^="/claims/C"]').first().textContent())!;
  const returned = { decision: 'return', reasonCode: 'plan-unclear', reason: '请写明培训目标' };
  await done(front.office, `/v1/claims/${claim}/filing-review`, returned, reviewer);
  const state = await page.context().storageState();
  const context = await front.browser.newContext({
    ...{ baseURL: front.url, javaScriptEnabled: false, locale: 'zh-CN', storageState: state },
  });
  const phone = await context.newPage();
  await phone.goto(`/claims/${claim}/resubmission`);
  const text = phone.locator('[name="text"]');
  await phone.getByText('更换名册').click();
  await phone.locator('[name="filing.contact.mobile"]').fill('还不知道');
  await phone.getByLabel(/签署承诺书/).check();
  for (const no of [3, 2]) {
    await text.fill(rosterOf(people(no)));
    await phone.getByRole('button', { name: '重新提交' }).click();
    expect(await phone.locator('#problem').textContent()).toContain('手机号码');
  }
  // What was refused is the draft.
  await phone.goto(`/claims/${claim}/resubmission`);
  expect(await value('filing.contact.mobile', phone)).toBe('还不知道');
  expect(await phone.getByText('草稿中的新名册：2 人').count()).toBe(1);
  await phone.locator('[name="filing.contact.mobile"]').fill('19900000001');
  await text.fill('姓名,性别,身份证号码,手机号码\n没有号码,男,1,2');
  await phone.getByLabel(/签署承诺书/).check();
  await phone.getByRole('button', { name: '重新提交' }).click();
  expect(await phone.locator('#problem').textContent()).toContain('名册');
  await phone.goto(`/claims/${claim}/resubmission`);
  expect(await value('filing.contact.mobile', phone)).toBe('19900000001');
  expect(await phone.getByText('草稿中的新名册：2 人').count()).toBe(1);
  await phone.getByRole('button', { name: '保存草稿' }).click();
  expect(await phone.getByText('草稿中的新名册：2 人').count()).toBe(1);
  await context.close();

  await page.goto(`/claims/${claim}/resubmission`);
  const status = page.locator('[role="status"][data-saves]');
  for (const no of [3, 2]) {
    await page.locator('[name="text"]').fill(rosterOf(people(no)));
    await status.evaluate((one) => one.replaceChildren());
    await page.clock.fastForward(61_000);
    await status.filter({ hasText: /\S/ }).waitFor();
    expect(await status.textContent()).toBe('草稿已自动保存，不含签署');
  }
  await page.reload();
  expect(await page.getByText('草稿中的新名册：2 人').count()).toBe(1);
});

/** Saves, leaves, and comes back by the list of drafts. */
async function saveAndComeBack(act: string) {
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.goto('/claims');
  expect(await page.locator('tbody tr').first().textContent()).toContain(act);
  await page.getByRole('link', { name: '继续填写' }).click();
}
const draftsLeft = async () => {
  await page.goto('/claims');
  return page.getByRole('link', { name: '继续填写' }).count();
};

test('a correction that is half made is kept with its new roster, and signed only when it is sent', async () => {
  await page.goto(`/claims/${claim}/resubmission`);
  await page.locator('[name="filing.training.goal"]').fill('掌握岗位操作规程');
  await page.locator('[name="text"]').fill(rosterOf(people(2)));
  await page.getByLabel(/签署承诺书/).check();
  await saveAndComeBack('补正并重新提交');
  expect(await value('filing.training.goal')).toBe('掌握岗位操作规程');
  expect(await page.getByText('草稿中的新名册：2 人').count()).toBe(1);
  expect(await page.getByLabel(/签署承诺书/).isChecked()).toBe(false);
  await look();
  await page.getByLabel(/签署承诺书/).check();
  const again = await sentBy(page, () => page.getByRole('button', { name: '重新提交' }).click());
  await page.waitForURL(new RegExp(`/claims/${claim}$`));
  expect(await again()).toBe(page.url());
  expect(await page.locator('dl.facts').first().textContent()).toContain('人数2');
  expect(await draftsLeft()).toBe(0);
});

test('an application that is half filled in keeps every number, also one that is on no roster', async () => {
  const to = `/v1/claims/${claim}`;
  await done(front.office, `${to}/filing-review`, { decision: 'approve' }, reviewer);
  await front.office.advanceTo('2020-05-18T09:00:00+08:00');
  const days = { classOpenedOn: '2020-04-07', classEndedOn: '2020-05-15' };
  await done(front.office, `${to}/training-completion`, days, zhang);
  await page.goto(`/claims/${claim}/application`);
  await page.locator('[name="all.kind"]').selectOption('completion');
  await page.locator('[name="all.issuedOn"]').fill('2020-05-18');
  await page.locator('[name="numbers"]').fill('1\tSP-1\n77\tSP-77');
  await saveAndComeBack('申请补贴');
  expect([await value('certificates.0.number'), await value('numbers')]).toEqual(['SP-1', '77\tSP-77']);
  expect(await value('certificates.0.issuedOn')).toBe('2020-05-18');
  for (const kind of ['subsidy-roster', 'teaching-record', 'certificates'])
    await page.locator(`[name="materials.${kind}.file"]`).setInputFiles({ ...pdf, name: `${kind}.pdf` });
  const account = { bankName: '示例银行', accountName: '示例精密机械有限公司', accountNumber: '3202000000000001' };
  for (const [name, text] of Object.entries(account)) await page.locator(`[name="bankAccount.${name}"]`).fill(text);
  await page.getByRole('button', { name: '提交补贴申请' }).click();
  // Nobody has a record of any lesson: who follows the link to hand them in comes back to what was filled in.
  expect(await page.getByText('尚未提交').count()).toBe(1);
  expect(await page.getByText('草稿保存于').count()).toBe(1);
  await page.getByRole('link', { name: '提交学习记录' }).click();
  for (const javaScriptEnabled of [true, false]) {
    const storageState = await page.context().storageState();
    const context = await front.browser.newContext({
      ...{ baseURL: front.url, javaScriptEnabled, locale: 'zh-CN', storageState },
    });
    const again = await context.newPage();
    await again.goto(`/claims/${claim}/application`);
    expect(await value('bankAccount.accountNumber', again)).toBe(account.accountNumber);
    expect([await value('certificates.0.number', again), await value('numbers', again)]).toEqual(['SP-1', '77\tSP-77']);
    expect(await again.getByLabel(/^保留 /).count()).toBe(3);
    const changed = javaScriptEnabled ? '示例银行一部' : '示例银行二部';
    await again.locator('[name="bankAccount.bankName"]').fill(changed);
    await again.getByRole('button', { name: '提交补贴申请' }).click();
    await again.getByRole('link', { name: '提交学习记录' }).click();
    await again.goto(`/claims/${claim}/application`);
    expect(await value('bankAccount.bankName', again)).toBe(changed);
    await context.close();
  }
  await page.goto(`/claims/${claim}/application`);
  await page.getByRole('button', { name: '提交补贴申请' }).click();
  await page.getByLabel(/我已知悉/).check();
  await page.getByRole('button', { name: '提交补贴申请' }).click();
  expect(await page.locator('#f-numbers-fault').textContent()).toMatch(/^第 1 行：名册序号：.*77/);
  await look();
  await page.locator('[name="numbers"]').fill('2\tSP-2');
  await page.getByRole('button', { name: '提交补贴申请' }).click();
  await page.waitForURL(new RegExp(`/claims/${claim}$`));
  expect(await draftsLeft()).toBe(0);
});

test('a draft open in two windows is not overwritten unseen: the second is told, keeps what was typed, and may put it in its place', async () => {
  const [first, second] = [page, await page.context().newPage()];
  const name = '[name="filing.enterprise.name"]';
  const save = (of: Page) => of.getByRole('button', { name: '保存草稿' }).click();
  await first.goto(`${start}/form`);
  await first.locator(name).fill('甲');
  await save(first);
  await second.goto(first.url());
  await first.locator(name).fill('乙');
  await save(first);
  await second.locator(name).fill('丙');
  await save(second);
  expect(await second.locator('.note.bad').textContent()).toContain('这份草稿已由 zhang 保存过');
  expect(await value('filing.enterprise.name', second)).toBe('丙');
  await first.reload();
  expect(await value('filing.enterprise.name', first)).toBe('乙');
  await save(second);
  await first.reload();
  expect(await value('filing.enterprise.name', first)).toBe('丙');
  await second.close();
});
