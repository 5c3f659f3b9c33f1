import fc from 'fast-check';
import { expect, test } from 'vitest';
import { samplePerson } from '../../dev/sample-people.ts';
import { maskName } from '../../domain/identity/maskName.ts';

test.each([
  ['张三', '张*'],
  ['张小明', '张*明'],
  ['欧阳明', '欧阳*'],
  ['欧阳小明', '欧阳*明'],
  ['张小明月', '张**月'],
  ['欧阳', '欧*'],
  ['𠮷小明', '𠮷*明'],
  ['阿依古丽·买买提', '阿***·**提'],
  [' 张三 ', '张*'],
  ['张', '*'],
  ['', '*'],
])('the public notice shows %s as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test('every masked name hides something', () => {
  fc.assert(
    fc.property(fc.nat(5_000_000), (seed) => {
      const { name } = samplePerson(seed);
      expect(maskName(name)).toContain('*');
      expect([...maskName(name)]).toHaveLength([...name].length);
    }),
  );
});
