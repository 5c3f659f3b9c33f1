import type { RecoveryInput, RecoveryStanding } from '../../domain/money/recovery.ts';
import { formatYuan } from '../../domain/money/yuan.ts';

/** The recovery's page in the Temporal UI: where it stands, for people. Markdown; amounts in yuan. */
export function details(input: RecoveryInput, now: RecoveryStanding): string {
  return [
    `**${now.status}**${now.status === 'overdue' ? ' — OVERDUE 逾期' : ''}`,
    `- still open 尚未退还: ${formatYuan(Math.max(0, now.amountFen - now.repaidFen))} of ${formatYuan(now.amountFen)}`,
    `- due 期限: ${now.dueAt ?? '—'}`,
    `- instalments open 未还期数: ${now.instalmentsOpen || '—'}`,
    `- listing as dishonest 失信列入: ${now.listing}`,
    `- claim 申报: ${input.claimId} (${input.jurisdiction})`,
  ].join('\n');
}
