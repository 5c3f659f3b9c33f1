import { expect, test } from 'vitest';
import { addressOf } from '../../api/web/pages/task-address.ts';

test('A task leads to the page where it is done', () => {
  const to = (task: object) => addressOf({ claimId: 'C1', ...task } as Parameters<typeof addressOf>[0]);
  expect(to({ act: 'ruling', objectionId: 'O1' })).toBe('/review/C1/objections/O1');
  // Where a supervisor assigns it.
  expect(to({ act: 'supervision' })).toBe('/review/C1');
  expect(to({ act: 'supervision', changeId: 'H1' })).toBe('/review/C1/changes/H1');
  expect(to({ act: 'supervision', inspectionId: 'I1' })).toBe('/inspections/I1');
  expect(to({ act: 'withdrawal' })).toBe('/claims/C1');
});
