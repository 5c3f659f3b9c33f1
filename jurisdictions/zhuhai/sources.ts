import { citing } from '../../domain/rules/define.ts';

/** Zhuhai's list of filing materials; only public summaries of it were seen. */
export const guide = citing('珠海市企业职工线上适岗职业技能培训备案指引', 'S');
