import type { Visit } from './visit.ts';

const anybody = { zh: '社会公众', en: 'Anybody' };
const supervisor = { zh: '督办人员', en: 'The supervisor' };
const inspector = { zh: '检查人员', en: 'The inspector' };
const admin = { zh: '系统管理员', en: 'The administrator' };
const auditor = { zh: '审计人员', en: 'The auditor' };

/** How one comes in. */
export async function arrives(visit: Visit): Promise<void> {
  const page = await visit.public();
  await page.goto('/sign-in');
  await visit.show(page, {
    ...{ name: 'sign-in', who: anybody },
    text: {
      zh: '演练环境一键选择角色；正式环境由统一身份认证登录。',
      en: 'A rehearsal: choose a role with one click. In production the identity provider signs in.',
    },
  });
}

/** What is published of a claim, and what is there to look up. */
export async function publicReads(visit: Visit, claim: string): Promise<void> {
  const page = await visit.public();
  await page.goto(`/notices/N${claim}`);
  await visit.show(page, {
    ...{ name: 'public-notice', who: anybody },
    text: {
      zh: '公示：只公布应当公布的，证件号码从不公布；还有几天、怎样提出异议，一目了然。',
      en: 'A public notice tells what has to be told, never an ID number; how long it runs and how to object.',
    },
  });
  await page.goto('/rules/wuxi?on=2020-06-01');
  await visit.show(page, {
    ...{ name: 'public-rules', who: anybody },
    text: {
      zh: '任何一天生效的标准，每一条都注明文件与条款。',
      en: 'What is in force on any day, each figure with its document and clause.',
    },
  });
  await page.goto('/inspection-draws');
  await visit.show(page, {
    ...{ name: 'public-draws', who: anybody },
    text: {
      zh: '双随机抽查：名单先固定、种子后抽取，任何人都能复算。',
      en: 'Random draws: the list is frozen before the seed is drawn, and anybody can recompute them.',
    },
  });
}

/** Those who watch. */
export async function watch(visit: Visit): Promise<void> {
  const overseer = await visit.as('supervisor');
  await overseer.goto('/supervision');
  await visit.show(overseer, {
    ...{ name: 'supervisor', who: supervisor },
    text: {
      zh: '督办：逾期的在最前，各环节在办多少、未来两周到期多少。',
      en: 'What is overdue comes first; how much lies at each step, what falls due in two weeks.',
    },
  });
  await overseer.goto('/dashboard');
  await visit.show(overseer, {
    ...{ name: 'supervisor-dashboard', who: supervisor },
    text: {
      zh: '统计：按月、资金和地区的金额，每张图后面都有表。',
      en: 'Money by month, fund and place, with the table behind each chart.',
    },
  });
  const drawn = await visit.as('inspector');
  await drawn.goto('/tasks');
  await drawn.getByRole('link', { name: '登记检查' }).first().click();
  await visit.show(drawn, {
    ...{ name: 'inspector', who: inspector },
    text: {
      zh: '被抽中的检查人员：看到要检查的申报，登记现场检查并作出结论。',
      en: 'Who was drawn sees the claim, records the visit and gives the finding.',
    },
  });
  const keeper = await visit.as('admin');
  await keeper.goto('/admin');
  await visit.show(keeper, {
    ...{ name: 'admin', who: admin },
    text: {
      zh: '系统状况、各地规则何时核对过、带着查询条件进入 Temporal。',
      en: 'Health, when each place’s rules were last checked, links into Temporal with their query.',
    },
  });
  await keeper.goto('/admin/mail/templates');
  await visit.show(keeper, {
    ...{ name: 'admin-mail', who: admin },
    text: {
      zh: '每一步的邮件样张，中文在前，英文在后。',
      en: 'What each step’s mail says, Chinese first, English below.',
    },
  });
  const reader = await visit.as('auditor');
  await reader.goto('/audit');
  await visit.show(reader, {
    ...{ name: 'auditor', who: auditor },
    text: {
      zh: '审计日志：谁看过、办过什么，链条可验证。',
      en: 'Who was shown or did what, in a chain that can be verified.',
    },
  });
}

/** A rehearsal moves its time: deadlines, notices and batches come due on the way. */
export async function timeMoves(visit: Visit, to: string, shown = false): Promise<void> {
  const page = await visit.as('admin');
  await page.goto('/clock');
  await page.locator('[name="advanceTo"]').fill(to);
  if (shown)
    await visit.show(page, {
      ...{ name: 'clock', who: admin },
      text: {
        zh: '演练有自己的时间：推进一个月，途中的期限、公示、批次都逐一发生。',
        en: 'A rehearsal has its own time: on the way through a month every deadline, notice and batch happens.',
      },
    });
  await page.getByRole('button', { name: '推进' }).click();
  await page.waitForURL('**/clock?moved=*', { timeout: 180_000 });
}

/** The same on a telephone. */
export async function onAPhone(visit: Visit, claim: string): Promise<void> {
  const page = await visit.as('enterprise');
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto(`/claims/${claim}`);
  await visit.show(page, {
    ...{ name: 'phone', who: { zh: '企业', en: 'The enterprise' } },
    text: { zh: '手机上同样可用。', en: 'The same on a telephone.' },
  });
  await page.setViewportSize(before);
}
