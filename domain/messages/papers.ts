import type { MessageTemplate } from './message.ts';

/** Refusals about documents that people print. */
export const paperMessages = {
  'paper-unknown': {
    status: 404,
    zh: '目前没有此打印件：{kind}。现有的打印件见 GET {list}。',
    en: 'There is no such paper now: {kind}. GET {list} lists those that there are.',
  },
  'paper-too-long': {
    status: 422,
    zh: '该打印件有 {rows} 行，PDF 最多 {limit} 行。请下载 XLSX 格式。',
    en: 'This paper has {rows} rows, and a PDF has {limit} at most. Take it as XLSX.',
  },
} satisfies Record<string, MessageTemplate>;
