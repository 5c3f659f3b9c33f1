import { numberOf } from '../../rules/figures.ts';
import { cite } from '../../rules/param.ts';
import { need } from '../checks/check.ts';
import type { Calculator } from './calculator.ts';

/** One amount (fen) per person. Where the pack says so, a work-training subsidy (以工代训) for the same person is set off: only the higher of the two is paid. */
export const perPerson: Calculator = {
  component: 'training-subsidy',
  reads: {
    'amount-per-person': { units: ['fen per person'], by: 'class-ended' },
    'higher-of-work-training': { units: ['yes/no'], by: 'class-ended', optional: true },
  },
  entitle({ trainee, figures }) {
    const amount = need(figures, 'amount-per-person');
    const fen = numberOf(amount);
    const trace = [{ rule: amount.name, source: cite(amount.source), amountFen: fen, detail: { amountFen: fen } }];
    const setOff = figures['higher-of-work-training'];
    const otherFen = trainee.workTrainingSubsidyFen ?? 0;
    if (setOff?.value !== true || otherFen === 0) return { trace };
    const taken = Math.min(fen, otherFen);
    return {
      trace: [
        ...trace,
        { rule: setOff.name, source: cite(setOff.source), amountFen: -taken, detail: { workTrainingFen: otherFen } },
      ],
      reason: { code: taken === fen ? 'other-subsidy-higher' : 'other-subsidy-deducted', figure: setOff.name },
    };
  },
};
