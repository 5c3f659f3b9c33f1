import type { Page } from 'playwright-core';
import { samplePeople } from '../sample-people.ts';
import type { Visit } from './visit.ts';

const who = { zh: '企业', en: 'The enterprise' };
const trainees = samplePeople(3, 30_000);

const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(value);
};
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4 ${name} %%EOF`) });

/** From the first question to the filing. Answers the number of the claim. */
export async function files(visit: Visit): Promise<string> {
  const page = await visit.as('enterprise');
  await visit.show(page, {
    ...{ name: 'enterprise-tasks', who },
    text: {
      zh: '登录后先看到待办：要补正的、要申请的，最急的在最前。',
      en: 'After signing in: what waits, the most urgent first.',
    },
  });
  await page.goto('/claims/new/wuxi/online-on-the-job');
  await page.locator('[name="enterprise.kind"]').selectOption('ordinary');
  await page.locator('[name="enterprise.affectedByEpidemic"]').selectOption('true');
  await fill(page, { 'training.classOpensOn': '2020-06-08', 'training.classEndsOn': '2020-06-30' });
  await fill(page, { 'training.plannedHeadCount': '3', 'training.classHours': '24' });
  await page.locator('#answer').getByText('¥1,332.00').waitFor();
  await visit.show(page, {
    ...{ name: 'enterprise-estimate', who },
    text: {
      zh: '填表之前就知道：是否符合条件、能补多少、每个期限是哪一天，依据是哪一条。边填边算。',
      en: 'Before any form: whether you qualify, what it brings, every deadline and the clause behind it, as you type.',
    },
  });
  await press(page, '试算');
  await page.getByRole('link', { name: '下一步：导入名册' }).click();
  const row = ({ name, sex, idNumber, mobile }: (typeof trainees)[number], i: number) =>
    [name, sex === 'male' ? '男' : '女', idNumber, mobile, `a${i}`].join('\t');
  const wrong = trainees.map((one, i) => (i === 1 ? { ...one, idNumber: `${one.idNumber.slice(0, -2)}00` } : one));
  const pasted = (people: typeof trainees) =>
    ['姓名\t性别\t身份证号码\t手机号码\t平台登录账号', ...people.map(row)].join('\n');
  await page.locator('[name="text"]').fill(pasted(wrong));
  await press(page, '导入并检查');
  // The upload is followed by script: the page with what is wrong comes a moment later.
  await page.getByRole('button', { name: '重新检查' }).waitFor();
  await visit.show(page, {
    ...{ name: 'enterprise-roster', who },
    text: {
      zh: '名册可以上传 XLSX、CSV，也可以从表格中粘贴。错误按行指出，纠错表一键下载。',
      en: 'The roster comes as XLSX, CSV or pasted from a spreadsheet. Faults are told row by row, with a corrected template to download.',
    },
  });
  await page.locator('[name="text"]').fill(pasted(trainees));
  await press(page, '重新检查');
  await page.getByRole('link', { name: '演练：用示例内容填写' }).click();
  await fill(page, { 'filing.training.classOpensOn': '2020-06-08', 'filing.training.classEndsOn': '2020-06-30' });
  await fill(page, { 'filing.training.plannedHeadCount': '3' });
  await visit.show(page, {
    ...{ name: 'enterprise-form', who },
    text: {
      zh: '备案表由当地规则生成：每个地区、每个项目都是自己的表。',
      en: 'The filing form is made from the place’s own rules: each programme has its own.',
    },
  });
  await press(page, '提交备案');
  await page.waitForURL(/\/claims\/C/);
  await visit.show(page, {
    ...{ name: 'enterprise-claim', who },
    text: {
      zh: '申报的页面：现在到哪一步，期限是哪天，还可以做什么，以前发生过什么。',
      en: 'The page of a claim: where it stands, by when, what can be done, what happened.',
    },
  });
  const claim = new URL(page.url()).pathname.split('/').at(-1)!;
  await page.goto('/webhooks');
  await visit.show(page, {
    ...{ name: 'enterprise-webhooks', who },
    text: {
      zh: '企业自己的系统也能收到每一次环节变化的签名通知。',
      en: 'The enterprise’s own system is told of every change of stage, signed.',
    },
  });
  return claim;
}

/** The class is over: its records, its end, the application. */
export async function applies(visit: Visit, claim: string): Promise<void> {
  const page = await visit.as('enterprise');
  await page.goto(`/claims/${claim}/learning-records`);
  const lessons = ['1', '2', '3'].flatMap((ref) =>
    Array.from({ length: 12 }, (_, i) => `${ref}\t安全生产 ${i + 1}\t2020/6/${8 + i} 19:00\t90`),
  );
  await page.locator('[name="text"]').fill(['序号\t课程\t开始时间\t分钟', ...lessons].join('\n'));
  await press(page, '提交学习记录');
  await page.goto(`/claims/${claim}/training-completion`);
  await press(page, '报告结业');
  await page.goto(`/claims/${claim}/application`);
  await page.locator('[name="all.kind"]').selectOption('completion');
  await fill(page, { 'all.issuedOn': '2020-06-30', numbers: '1\tSP-1\n2\tSP-2\n3\tSP-3' });
  await fill(page, { 'bankAccount.bankName': '示例银行', 'bankAccount.accountNumber': '3202000000000001' });
  await fill(page, { 'bankAccount.accountName': '示例精密机械有限公司' });
  for (const kind of ['subsidy-roster', 'teaching-record', 'certificates'])
    await page.locator(`[name="materials.${kind}.file"]`).setInputFiles(pdf(`${kind}.pdf`));
  await visit.show(page, {
    ...{ name: 'enterprise-application', who },
    text: {
      zh: '培训结束后申请补贴：证书、收款账户、材料，一页完成。',
      en: 'After the class the application: certificates, account and documents on one page.',
    },
  });
  await press(page, '提交补贴申请');
  await page.waitForURL(`**/claims/${claim}`);
}

/** Where each yuan comes from, once it is paid. */
export async function reads(visit: Visit, claim: string): Promise<void> {
  const page = await visit.as('enterprise');
  await page.goto(`/claims/${claim}/trace`);
  await visit.show(page, {
    ...{ name: 'enterprise-trace', who },
    text: {
      zh: '每一元的由来：谁、多少课时、按哪条标准、封顶与否。',
      en: 'Where each yuan comes from: who, how many class hours, by which clause, capped or not.',
    },
  });
  await page.goto(`/claims/${claim}`);
  await visit.show(page, {
    ...{ name: 'enterprise-paid', who },
    text: { zh: '款已到账，全过程留在页面上。', en: 'It is paid; its whole way stays on the page.' },
  });
}
