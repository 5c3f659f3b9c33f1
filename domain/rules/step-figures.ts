import type { Unit } from './param.ts';
import type { ParamName, Step } from './steps.ts';

/** The figures that a step reads, each with the units it understands. */
export function figuresOfStep(step: Step): { figure: ParamName; units: readonly Unit[] }[] {
  switch (step.kind) {
    case 'review':
    case 'verification':
      return [{ figure: step.limit, units: ['working days'] }];
    case 'advance':
      return [{ figure: step.share, units: ['percent'] }];
    case 'training':
      return [
        ...(step.advanceShare ? [{ figure: step.advanceShare, units: ['percent'] as const }] : []),
        ...(step.completionWithin ? [{ figure: step.completionWithin, units: ['calendar days'] as const }] : []),
      ];
    case 'application':
      return [{ figure: step.deadline, units: ['date', 'calendar days', 'months'] }];
    case 'publicNotice':
      return [{ figure: step.period, units: ['calendar days'] }];
    case 'disbursement':
      return [
        { figure: step.day, units: ['day of month'] },
        { figure: step.time, units: ['time of day'] },
      ];
    case 'filing':
    case 'external':
      return [];
  }
}
