import type {
  DrawStanding,
  InspectionDrawInput,
  InspectionInput,
  InspectionStanding,
} from '../../domain/inspection/inspection.ts';

// Pages in the Temporal UI, for people. Markdown; inspectors by staff number.

export function drawDetails({ jurisdiction }: InspectionDrawInput, now: DrawStanding): string {
  return [
    `**${now.status}** ${now.drawId ?? ''}`,
    `- ${jurisdiction}: objects 对象 ${now.objects}, inspectors 检查人员 ${now.inspectors}`,
    `- hash of the list 名单摘要: ${now.sha256 ?? '—'}`,
    `- seed 抽取种子: ${now.seedDueAt ?? '—'}`,
    `- drawn 抽中: ${now.drawn}`,
  ].join('\n');
}

export function inspectionDetails(input: InspectionInput, now: InspectionStanding): string {
  return [
    `**${now.stage}**${now.overdue ? ' — OVERDUE 逾期' : ''}`,
    `- due 期限: ${now.dueAt ?? '—'}`,
    `- inspectors 检查人员: ${now.inspectors.join(', ')}`,
    `- finding 认定: ${now.finding ?? '—'}, outcome 结果: ${now.outcome ?? '—'}`,
    `- claim 申报: ${input.claimId} (${input.jurisdiction})`,
  ].join('\n');
}
