import type { MessageTemplate } from './message.ts';

/** Refusals about the biweekly report. */
export const reportMessages = {
  'report-unknown': {
    status: 404,
    zh: '没有编号为 {id} 的双周调度表，或者没有该版本。请查看 GET /v1/reports。',
    en: 'There is no report {id}, or it has no such version. See GET /v1/reports.',
  },
  'report-altered': {
    status: 409,
    zh: '双周调度表 {id} 第 {version} 版与形成时的内容不一致，可能被改动，已停止使用。请交审计核查。',
    en: 'Version {version} of report {id} is not what was stored and may have been tampered with: it is not used. Have it audited.',
  },
  'report-erased': {
    status: 409,
    zh: '该地区已有申报的人员信息到期删除，双周调度表 {id} 无法重新统计。现有各版本仍然有效，请直接使用。',
    en: 'People of claims of this place are erased, their time being over, so that report {id} cannot be counted again. Use the versions that there are.',
  },
} satisfies Record<string, MessageTemplate>;
