import type { Bilingual } from '../../../../domain/messages/message.ts';

const names: Readonly<Record<string, readonly [zh: string, en: string, tone: string]>> = {
  open: ['待处理', 'open', 'warn'],
  waiting: ['待审核', 'waits for a review', 'warn'],
  proposed: ['待决定', 'waits for a decision', 'warn'],
  filed: ['待登记结果', 'waits for its outcome', 'warn'],
  recorded: ['待确认', 'waits for a confirmation', 'warn'],
  approved: ['已同意', 'approved', 'good'],
  rejected: ['未同意', 'rejected', 'bad'],
  overtaken: ['已终止', 'overtaken', ''],
  upheld: ['成立', 'upheld', 'bad'],
  dismissed: ['不成立', 'dismissed', ''],
  closed: ['已办结', 'closed', ''],
  listed: ['已列入', 'listed', 'bad'],
  refused: ['未同意', 'refused', ''],
  lifting: ['拟移出', 'to be lifted', 'warn'],
  lifted: ['已移出', 'lifted', ''],
  spared: ['不予列入', 'spared', ''],
  withdrawn: ['已撤回', 'withdrawn', ''],
};

/** Where a proceeding stands, and the tone of its badge. */
export function statusName(status: string): [name: Bilingual, tone: string] {
  const [zh, en, tone] = names[status] ?? [status, status, ''];
  return [{ zh, en }, tone];
}
