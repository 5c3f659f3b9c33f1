import { describe, expect, test } from 'vitest';
import { ask, registry } from './support/quotes.ts';
import { stepsOf } from './support/steps.ts';

describe('the sandbox', () => {
  test('a living allowance is a second line with its own fund', () => {
    const { totalFen, lines } = ask('sandbox/class-with-allowance', {
      classOpenedOn: '2020-03-02',
      classEndedOn: '2020-03-06',
      trainees: [
        { classHours: 10, allowanceCategory: 'rural-school-leaver', days: 5 },
        { classHours: 10, allowanceCategory: 'rural-school-leaver', days: 9 },
        { classHours: 7, allowanceCategory: 'employment-difficulty', days: 3 },
        { classHours: 10 },
        { classHours: 10, allowanceCategory: 'unknown', days: 3 },
      ],
    });
    expect(lines.map(({ ref, component, fund, amountFen, code }) => [ref, component, fund, amountFen, code])).toEqual([
      ['1', 'training-subsidy', 'skill-action-special-account', 20000, undefined],
      ['1', 'living-allowance', 'employment-subsidy-fund', 25000, undefined],
      ['2', 'training-subsidy', 'skill-action-special-account', 20000, undefined],
      ['2', 'living-allowance', 'employment-subsidy-fund', 25000, undefined],
      ['3', 'training-subsidy', 'skill-action-special-account', 0, 'below-minimum-hours'],
      ['3', 'living-allowance', 'employment-subsidy-fund', 15000, undefined],
      ['4', 'training-subsidy', 'skill-action-special-account', 20000, undefined],
      ['5', 'training-subsidy', 'skill-action-special-account', 20000, undefined],
      ['5', 'living-allowance', 'employment-subsidy-fund', 0, 'allowance-category-unknown'],
    ]);
    expect(totalFen).toBe(145000);
  });

  test('it shows every kind of step and of claimant', () => {
    const { programmes } = registry.find('sandbox');
    expect(new Set(programmes.flatMap(stepsOf))).toEqual(
      new Set([
        'filing',
        'review',
        'advance',
        'training',
        'application',
        'verification',
        'publicNotice',
        'disbursement',
        'external',
      ]),
    );
    expect(programmes.map(({ claimant }) => claimant)).toContain('individual');
    expect(registry.find('sandbox').rehearsalOnly).toBe(true);
  });
});
