import { listOf, numberOf } from '../../rules/figures.ts';
import { cite } from '../../rules/param.ts';
import { need } from '../checks/check.ts';
import { type Calculator, nothing } from './calculator.ts';
import { attendedDays } from './days.ts';

/** 生活费补贴: fen per attended day for people of the listed categories. Who states no category gets no line. */
export const livingAllowance: Calculator = {
  component: 'living-allowance',
  reads: {
    'living-allowance-per-day': { units: ['fen per day'], by: 'class-ended' },
    'living-allowance-categories': { units: ['list'], by: 'class-ended' },
  },
  concerns: (trainee) => trainee.allowanceCategory !== undefined,
  entitle({ trainee, facts, figures }) {
    const category = trainee.allowanceCategory ?? '';
    const categories = need(figures, 'living-allowance-categories');
    if (!listOf(categories).includes(category))
      return nothing(categories.name, 'allowance-category-unknown', { category });
    const rate = need(figures, 'living-allowance-per-day');
    const stated = trainee.days ?? trainee.certificate?.days;
    if (stated === undefined) return nothing(rate.name, 'attended-days-missing');
    const days = attendedDays(stated, facts);
    const detail = { days, dailyFen: numberOf(rate) };
    return { trace: [{ rule: rate.name, source: cite(rate.source), amountFen: days * numberOf(rate), detail }] };
  },
};
