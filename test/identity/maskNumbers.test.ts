import { expect, test } from 'vitest';
import { maskAccount, maskNumbers, maskText } from '../../domain/identity/maskNumbers.ts';

test.each([
  ['32020019900307001X', '320200********001X'],
  ['证件32020019900307001x，电话+8619900000003。', '证件320200********001x，电话+86199****0003。'],
  ['19900000003/19900000004', '199****0003/199****0004'],
  ['SP-2020-0001', 'SP-2020-0001'],
  ['91320200MA0000001G', '91320200MA0000001G'],
  ['320200199003070011999', '320200199003070011999'],
  ['0510-80000001', '0510-80000001'],
])('%s is read as %s', (text, shown) => {
  expect(maskText(text)).toBe(shown);
});

test('an account keeps its last four characters', () => {
  expect(maskAccount('6200000000001234')).toBe('************1234');
  expect(maskAccount('123')).toBe('123');
});

test('numbers are masked wherever a form has them, and credit codes stay', () => {
  const form = {
    enterprise: { uscc: '914403001922038216', phone: '0510-80000001' },
    people: [{ idNumber: '32020019900307001X', days: 3, hiredOn: null }],
    bankAccount: { accountNumber: '6200000000001234' },
  };
  expect(maskNumbers(form)).toEqual({
    enterprise: { uscc: '914403001922038216', phone: '0510-80000001' },
    people: [{ idNumber: '320200********001X', days: 3, hiredOn: null }],
    bankAccount: { accountNumber: '************1234' },
  });
});
