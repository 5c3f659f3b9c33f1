import { citing } from '../../domain/rules/define.ts';

/** Four ministries on online training during the epidemic. */
export const national = citing('发改办就业〔2020〕100号');

/** The ministry's plan for 100 days of free online training, 27 March 2020. */
export const ministry = citing('人社部百日免费线上技能培训行动方案（2020-03-27）');

export const labourLaw = citing('中华人民共和国劳动法', 'S');

/** As amended in 2017, in force in 2020. */
export const reviewLaw = citing('中华人民共和国行政复议法（2017年修正）', 'S');

/** What the notices leave open; each decision has its paragraph there. */
export const decision = citing('docs/decisions/0001-silent-rules.md', 'D');
