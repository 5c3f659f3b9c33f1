import type { Bilingual } from '../../../../domain/messages/message.ts';

export const stateNames = {
  waiting: { zh: '待发送', en: 'waits' },
  retrying: { zh: '暂未送达，将重试', en: 'not taken yet' },
  bounced: { zh: '被拒收', en: 'refused' },
  sent: { zh: '已发送', en: 'sent' },
} as const satisfies Record<string, Bilingual>;

export const stateTones = { waiting: '', retrying: 'warn', bounced: 'bad', sent: 'good' } as const;

export const addresseeNames = {
  claimant: { zh: '申报单位', en: 'Claimant' },
  reviewer: { zh: '审核', en: 'Reviewers' },
  supervisor: { zh: '督办', en: 'Supervisors' },
  inspector: { zh: '检查', en: 'Inspectors' },
  finance: { zh: '财务', en: 'Finance' },
  report: { zh: '报表接收部门', en: 'Department that reports go to' },
} as const satisfies Record<string, Bilingual>;

/** What mails are about, as their templates are grouped. */
export const groupNames: Readonly<Record<string, Bilingual>> = {
  claim: { zh: '申报', en: 'A claim' },
  recovery: { zh: '追回', en: 'A recovery' },
  inspection: { zh: '双随机检查', en: 'An inspection' },
  draw: { zh: '双随机抽取', en: 'A draw' },
  batch: { zh: '拨付批次', en: 'A batch' },
  report: { zh: '双周调度表', en: 'A biweekly report' },
};

/** What a failure means, by the code that the mail server or the connection gave. */
export function errorName(code: string): Bilingual {
  if (code.startsWith('5')) return { zh: '服务器永久拒收', en: 'refused for good by the server' };
  if (code.startsWith('4')) return { zh: '服务器暂不接收', en: 'not taken for now by the server' };
  return { zh: '连接或配置故障', en: 'connection or settings' };
}
