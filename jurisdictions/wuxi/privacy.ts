import type { PrivacyStatement } from '../../domain/rules/jurisdiction.ts';
import { notice } from './sources.ts';

export const privacy: Partial<PrivacyStatement> = {
  purposes: [
    {
      text: {
        zh: '核对享受补贴人员花名册和教学记录',
        en: 'To check the roster of subsidised trainees against the teaching records',
      },
      source: notice('三'),
    },
    {
      text: { zh: '随机抽查，追回骗取的资金', en: 'To inspect at random, and to recover what was had by fraud' },
      source: notice('四.5'),
    },
  ],
  recipients: [
    {
      text: {
        zh: '市信用平台：骗取补贴的单位和个人',
        en: 'The city’s credit platform: enterprises and individuals who defrauded',
      },
      source: notice('四.5'),
    },
    {
      text: { zh: '司法机关：涉嫌犯罪的', en: 'The judicial organs: where a crime is suspected' },
      source: notice('四.5'),
    },
    {
      text: {
        zh: '市财政部门：评价资金使用和绩效',
        en: 'The city’s finance authority: to evaluate use of funds and performance',
      },
      source: notice('四.1'),
    },
  ],
};
