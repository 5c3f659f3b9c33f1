import { citing } from '../../domain/rules/define.ts';

/** Wuxi on online training during the epidemic. */
export const notice = citing('锡人社办〔2020〕10号');

/** Wuxi on pre-job training subsidies for newly hired people; only public summaries of it were seen. */
export const hireNotice = citing('锡人社发〔2020〕5号', 'S');

export { decision } from '../china/sources.ts';
