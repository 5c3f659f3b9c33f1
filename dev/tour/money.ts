import { bankAnswers } from '../bank/answers.ts';
import type { Visit } from './visit.ts';

const preparing = { zh: '财务经办', en: 'Finance, preparing' };
const approving = { zh: '财务复核', en: 'Finance, approving' };

/** A month's batch: submitted by one person, approved by another, taken to the bank, and its answer taken in. */
export async function pays(visit: Visit, batch: string): Promise<void> {
  const preparer = await visit.as('finance-preparer');
  await preparer.goto('/batches');
  await visit.show(preparer, {
    ...{ name: 'finance-batches', who: preparing },
    text: {
      zh: '每月自动形成批次，金额与上月比较，差异要说明。',
      en: 'Batches are formed each month; what differs from the last has to be explained.',
    },
  });
  await preparer.goto(`/batches/${batch}`);
  await preparer.getByLabel('说明').fill('按月拨付。');
  await visit.show(preparer, {
    ...{ name: 'finance-batch', who: preparing },
    text: { zh: '一个批次：每一笔给谁、因哪件申报。', en: 'A batch: each payment, to whom, for which claim.' },
  });
  await preparer.getByRole('button', { name: /^提交：/ }).click();

  const approver = await visit.as('finance-approver');
  await approver.goto(`/batches/${batch}`);
  await approver.locator('input[name=decision][value=approve]').check();
  await visit.show(approver, {
    ...{ name: 'finance-approval', who: approving },
    text: { zh: '提交的人不能批准：由第二个人复核。', en: 'Who submitted cannot approve: a second person does.' },
  });
  await approver.getByRole('button', { name: '作出决定' }).click();

  await preparer.goto(`/batches/${batch}`);
  const link = await preparer.getByRole('link', { name: '下载银行付款文件' }).getAttribute('href');
  const order = await (await preparer.request.get(link!)).body();
  const { content } = bankAnswers('csv', batch, order, () => ({ status: 'paid' }));
  const file = { name: 'results.csv', mimeType: 'text/csv', buffer: content };
  await preparer.getByLabel('银行回盘文件').setInputFiles(file);
  await preparer.getByRole('button', { name: '核对并预览' }).click();
  await visit.show(preparer, {
    ...{ name: 'finance-results', who: preparing },
    text: {
      zh: '银行回盘文件先逐行核对并预览，确认后才入账；金额不符或不认识的一笔也不入账。',
      en: 'The bank’s answer is checked row by row and shown first; nothing is booked that is unknown or of another amount.',
    },
  });
  await preparer.getByRole('button', { name: '确认入账' }).click();
  await preparer.goto('/ledger');
  await visit.show(preparer, {
    ...{ name: 'finance-ledger', who: preparing },
    text: {
      zh: '台账从每一笔付款追到分录，链条可验证。',
      en: 'The ledger, from a payment to its entries, verifiable.',
    },
  });
}
