import { citing } from '../../domain/rules/define.ts';

/** Guangdong on online job-adaptation training of enterprises' workers. */
export const notice = citing('粤人社函〔2020〕34号');

/** Guangdong's rules for skill-action subsidies; only public summaries of it were seen. */
export const subsidyRules = citing('粤人社规〔2019〕43号', 'S');

/** A city's guide to these subsidies. */
export const cityGuide = citing('广东省内城市企业职工适岗培训补贴办事指南', 'S');

export { decision } from '../china/sources.ts';
