import type { Visit } from './visit.ts';

const who = { zh: '审核人员', en: 'The reviewer' };

/** From the queue to a decision on a filing. */
export async function reviewsFiling(visit: Visit, claim: string): Promise<void> {
  const page = await visit.as('reviewer');
  await page.goto('/review');
  await visit.show(page, {
    ...{ name: 'reviewer-queue', who },
    text: {
      zh: '审核队列按期限排列，逾期在最前；没有疑点的可以一并批准。',
      en: 'The queue by due date, what is overdue on top; what is clean can be approved in one go.',
    },
  });
  await page.goto(`/review/${claim}`);
  await visit.show(page, {
    ...{ name: 'reviewer-dossier', who },
    text: {
      zh: '左边是卷宗：疑点、名册、表格、材料；右边作决定，键盘也能完成。',
      en: 'The dossier on the left: findings, roster, form, documents; the decision on the right, by keyboard too.',
    },
  });
  await approves(visit, claim);
}

export async function approves(visit: Visit, claim: string): Promise<void> {
  const page = await visit.as('reviewer');
  await page.goto(`/review/${claim}`);
  await page.getByRole('radio', { name: /^通过/ }).check();
  await page.getByRole('button', { name: '确定' }).click();
  await page.waitForURL(`**/review?done=${claim}*`);
}

/** What a citizen said about a published line. */
export async function rules(visit: Visit): Promise<void> {
  const page = await visit.as('reviewer');
  await page.goto('/review?act=ruling');
  await page.getByRole('link', { name: '处理异议' }).first().click();
  await visit.show(page, {
    ...{ name: 'reviewer-objection', who },
    text: {
      zh: '公示期内收到的异议，只停住被指的那一行，其余照常拨付。',
      en: 'An objection stops only the line that it is about; the others are paid.',
    },
  });
}
