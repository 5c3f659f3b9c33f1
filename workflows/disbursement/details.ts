import type { BatchStanding, DisbursementInput } from '../../domain/money/disbursement.ts';
import { formatYuan } from '../../domain/money/yuan.ts';

/** The batch's page in the Temporal UI. */
export function batchDetails(input: DisbursementInput, batch: BatchStanding): string {
  return [
    `**${batch.status}**${batch.status === 'forming' ? ' …' : ''}`,
    `- ${input.jurisdiction} / ${input.fund}`,
    `- payments 笔数: ${batch.payments}, total 合计: ${formatYuan(batch.totalFen)}`,
    `- paid 已付: ${batch.paid}, ${formatYuan(batch.paidFen)}`,
    ...(batch.returned ? [`- returned 退票: ${batch.returned}`] : []),
    ...(batch.unbooked ? [`- still to be booked 待入账: ${batch.unbooked}`] : []),
  ].join('\n');
}
