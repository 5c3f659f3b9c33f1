import type { MessageTemplate } from './message.ts';

/** Refusals of what is handed in: rosters and files. */
export const intakeMessages = {
  'roster-unreadable': {
    status: 422,
    zh: '无法读取名册文件：{reason}。请用 UTF-8 或 GB18030 编码的 CSV、XLSX 或 JSON 重新上传。',
    en: 'The roster file cannot be read: {reason}. Upload CSV in UTF-8 or GB18030, XLSX or JSON.',
  },
  'roster-columns-missing': {
    status: 422,
    zh: '名册缺少必需的列：{columns}。请在第一行补充表头。',
    en: 'The roster lacks required columns: {columns}. Add them to the header row.',
  },
  'roster-columns-duplicate': {
    status: 422,
    zh: '名册中这些列表示同一内容：{columns}。请只保留一列。',
    en: 'These columns of the roster mean the same: {columns}. Keep one of them.',
  },
  'roster-unpacks-too-large': {
    status: 413,
    zh: '该 XLSX 文件解压后超过 {limit}。请改用 CSV 上传。',
    en: 'This XLSX file unpacks to more than {limit}. Upload it as CSV instead.',
  },
  'roster-or-roster-id': {
    status: 422,
    zh: '请提供 roster 或 rosterId 之一。',
    en: 'Give either roster or rosterId.',
  },
  'roster-rows-refused': {
    status: 422,
    zh: '名册中有 {rejected} 行不符合要求，详见 errors。请改正后重新提交，数据未保存。',
    en: 'The roster has rows that are not as required: {rejected}, see errors. Correct them and send again; nothing was stored.',
  },
  'reason-required': {
    status: 422,
    zh: '退回或驳回须填写 reasonCode 和 reason，以便申请单位改正。',
    en: 'A return or rejection needs `reasonCode` and `reason`, so that the claimant knows what to correct.',
  },
  'file-empty': {
    status: 422,
    zh: '文件没有内容。请重新选择文件上传。',
    en: 'The file is empty. Choose the file again and upload it.',
  },
  'file-type-mismatch': {
    status: 422,
    zh: '文件内容与 Content-Type（{contentType}）不符。请核对文件类型。',
    en: 'The content is not what Content-Type ({contentType}) says. Check the type of the file.',
  },
} satisfies Record<string, MessageTemplate>;
