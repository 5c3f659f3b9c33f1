import type { Stage } from '../../../../domain/claim/stages.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { Say } from '../../language.ts';

export const statusNames = {
  waiting: { zh: '待送达', en: 'waits' },
  delivered: { zh: '已送达', en: 'delivered' },
  failed: { zh: '未送达', en: 'failed' },
} as const satisfies Record<string, Bilingual>;

export const statusTones = { waiting: 'warn', delivered: 'good', failed: 'bad' } as const;

export const stageName = (say: Say, stage: string) => say(stageTexts[stage as Stage].name);

export const stagesName = (say: Say, stages: readonly string[]) =>
  stages.length === 0 ? say('全部', 'every stage') : stages.map((stage) => stageName(say, stage)).join(say('、', ', '));

/** What a failure means, by its code. */
export function errorName(code: string): Bilingual {
  if (code.startsWith('http-')) return { zh: '接收系统没有确认', en: 'the system did not say yes' };
  if (code === 'timeout') return { zh: '接收系统没有及时答复', en: 'the system did not answer in time' };
  if (code === 'address-refused')
    return { zh: '不推送到内部网络地址', en: 'an address inside a network is not sent to' };
  if (code === 'deactivated') return { zh: '推送已停用', en: 'the webhook was deactivated' };
  return { zh: '无法连接', en: 'no connection' };
}
