import { expect, test } from 'vitest';
import { asksOfMissing } from '../../api/web/pages/claimant/evidence.tsx';
import type { Posted } from '../../api/web/pages/claimant/schema.ts';

test('who hands in evidence for some is asked once whether they know of the others', () => {
  const form: Posted = {};
  expect(asksOfMissing(form, ['10', '2', '1'], [{ ref: '1' }])).toBe(true);
  expect(form['evidence.missing']).toBe('2、10');
  expect(asksOfMissing({ 'evidence.knowing': 'yes' }, ['1', '2'])).toBe(false);
  expect(asksOfMissing({}, ['1', '2'], [{ ref: '1' }, { ref: '2' }])).toBe(false);
});
