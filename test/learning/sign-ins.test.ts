import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SignIns, signInsAlike } from '../../domain/learning/sign-ins.ts';

const classOf = fc
  .array(fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 6 }), { maxLength: 8 })
  .map((all) => all.map((seconds, i): SignIns => ({ ref: String(i), seconds: seconds.sort() })));

test('who is found is whom comparing each with each other finds', () => {
  fc.assert(
    fc.property(classOf, fc.integer({ min: 1, max: 4 }), (all, least) => {
      const pairwise = all.flatMap(({ ref, seconds }) => {
        const counts = all
          .filter((other) => other.ref !== ref)
          .map((other) => other.seconds.filter((second) => seconds.includes(second)).length)
          .filter((times) => times >= least);
        return counts.length === 0 ? [] : [{ ref, times: Math.max(...counts), persons: counts.length }];
      });
      const found = signInsAlike(all, least).sort((a, b) => Number(a.ref) - Number(b.ref));
      expect(found).toEqual(pairwise);
    }),
  );
});

test('a large class whose platform dates sign-ins by its timetable is compared in no time', () => {
  const lessons = Array.from({ length: 30 }, (_, n) => n * 86_400);
  // Each misses one lesson or two, so that few are the same throughout.
  const all = Array.from({ length: 2_000 }, (_, i) => ({
    ref: String(i),
    seconds: lessons.filter((_, n) => n !== i % 30 && n !== Math.floor(i / 30) % 30),
  }));
  const began = performance.now();
  expect(signInsAlike(all, 3)).toHaveLength(2_000);
  expect(performance.now() - began).toBeLessThan(5_000);
});
