import { describe, expect, test } from 'vitest';
import { applyCap, capScope } from '../../domain/money/caps.ts';
import type { Line } from '../../domain/money/types.ts';
import type { CapRule } from '../../domain/rules/jurisdiction.ts';
import type { Resolved } from '../../domain/rules/param.ts';

const line: Line = {
  ref: '1',
  component: 'training-subsidy',
  fund: 'skill-action-special-account',
  eligible: true,
  amountFen: 44400,
  trace: [{ rule: 'rate', source: '甲 一', amountFen: 44400 }],
};
const limit = (value: Resolved['value']): Resolved => ({
  name: 'limit',
  value,
  unit: 'fen',
  from: '2020-01-01',
  bindsOn: 'filing',
  source: { document: '乙', clause: '二', provenance: 'N' },
});
const cap = (kind: CapRule['kind'], period: CapRule['period'] = 'window'): CapRule => ({
  kind,
  param: 'limit',
  scope: 'place-1',
  period,
});

describe('the scope of a cap', () => {
  test('a window has one name, a year one for each year in which a class ends', () => {
    expect(capScope(cap('amount'), {})).toBe('place-1-window');
    expect(capScope(cap('once', 'lifetime'), {})).toBe('place-1-lifetime');
    const yearly = cap('amount', 'class-end-year');
    expect(capScope(yearly, { classOpenedOn: '2020-12-20', classEndedOn: '2020-12-31' })).toBe('place-1:2020');
    expect(capScope(yearly, { classOpenedOn: '2020-12-20', classEndedOn: '2021-01-01' })).toBe('place-1:2021');
    expect(capScope(yearly, { filedOn: '2020-12-20' })).toBe('place-1:2020');
    expect(() => capScope(yearly, {})).toThrow('no day is known');
  });
});

describe('applying a cap', () => {
  test('what fits stays as it is', () => {
    expect(applyCap(line, cap('amount'), limit(50000), { fen: 5600 })).toBe(line);
  });

  test('what does not fit is cut to the room, and the trace tells both', () => {
    expect(applyCap(line, cap('amount'), limit(50000), { fen: 10000 })).toMatchObject({
      eligible: true,
      amountFen: 40000,
      code: 'cap-applied',
      source: '乙 二',
      trace: [
        { rule: 'rate', amountFen: 44400 },
        { rule: 'limit', amountFen: -4400, detail: { limitFen: 50000, usedFen: 10000, roomFen: 40000 } },
      ],
    });
  });

  test('without room nothing is left', () => {
    expect(applyCap(line, cap('amount'), limit(50000), { fen: 70000 })).toMatchObject({
      eligible: false,
      amountFen: 0,
      code: 'cap-reached',
    });
  });

  test('a limit of null is no limit', () => {
    expect(applyCap(line, cap('amount'), limit(null), { fen: 999999 })).toBe(line);
  });

  test('a certificate without level only meets another one without level', () => {
    const once = (level: number | null, mine?: number) =>
      applyCap(
        line,
        cap('once'),
        limit(true),
        { certificates: [{ occupation: '工', level }] },
        {
          kind: 'completion',
          occupation: '工',
          level: mine,
        },
      ).amountFen;
    expect(once(null)).toBe(0);
    expect(once(3)).toBe(44400);
    expect(once(null, 5)).toBe(44400);
    expect(once(3, 4)).toBe(0);
    expect(once(4, 3)).toBe(44400);
  });
});
