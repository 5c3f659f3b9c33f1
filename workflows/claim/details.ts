import type { ClaimInput, Filed, Moved } from '../../domain/claim/protocol.ts';
import { formatYuan } from '../../domain/money/yuan.ts';

/** The claim's page in the Temporal UI: where it stands, for people. Markdown; amounts in yuan. */
export function details(input: ClaimInput, now: Moved, filed: Filed | null): string {
  const lines = [
    `**${now.stage}**${now.returnedFrom ? ` (from ${now.returnedFrom})` : ''}${now.overdue ? ' — OVERDUE 逾期' : ''}`,
    `- due 期限: ${now.dueAt ?? '—'}`,
    `- last decision 最近决定: ${now.lastDecision ?? '—'}`,
    now.amountFen === null
      ? `- estimate 预估: ${now.estimateFen === null ? '—' : formatYuan(now.estimateFen)}`
      : `- amount 金额: ${formatYuan(now.amountFen)}`,
    `- programme 项目: ${input.jurisdiction} / ${input.programme}, ${filed?.trainees ?? '?'} trainees 人`,
    `- steps 步骤: ${(filed?.steps ?? []).map((step) => step.kind).join(' → ')}`,
  ];
  return lines.join('\n');
}
