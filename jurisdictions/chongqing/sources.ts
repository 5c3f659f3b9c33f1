import { citing } from '../../domain/rules/define.ts';

/** Chongqing on online training, 18 May 2020. */
export const notice = citing('渝人社发〔2020〕46号');

/** Chongqing's subsidy standards; only public summaries of it were seen. */
export const standards = citing('渝人社发〔2019〕124号', 'S');

/** The codes of administrative divisions; the standard itself was not seen. */
export const divisions = citing('GB/T 2260', 'S');

export { decision } from '../china/sources.ts';
