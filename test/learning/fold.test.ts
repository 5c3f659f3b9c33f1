import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldLessons, type LessonTold } from '../../domain/learning/fold.ts';

const start = '2020-04-07T19:00:00+08:00';
const told = (change: Partial<LessonTold> = {}): LessonTold => ({
  ...{ lesson: 'L1', startedAt: start, minutes: 90, revision: 0, cancelled: false },
  ...change,
});

const anyTold = fc.record({
  lesson: fc.constantFrom('L1', 'L2', 'L3'),
  // One moment, written in two ways, and another one.
  startedAt: fc.constantFrom(start, '2020-04-07T11:00:00Z', '2020-04-08T19:00:00+08:00'),
  minutes: fc.integer({ min: 0, max: 200 }),
  revision: fc.integer({ min: 0, max: 3 }),
  cancelled: fc.boolean(),
});
const moments = (lessons: ReturnType<typeof foldLessons>) =>
  lessons.map(({ startedAt, ...one }) => ({ ...one, at: Date.parse(startedAt) }));

test('in whatever order and however often lessons are told, the same comes out', () => {
  const sent = fc
    .array(anyTold, { maxLength: 30 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all, ...all], { minLength: all.length * 3 })),
    );
  fc.assert(
    fc.property(sent, ([all, sentAgain]) => {
      expect(moments(foldLessons(sentAgain))).toEqual(moments(foldLessons(all)));
    }),
    { numRuns: 500 },
  );
});

test('what was told in parts is what was told at once, and a lesson counts once', () => {
  fc.assert(
    fc.property(fc.array(anyTold, { maxLength: 30 }), (all) => {
      const lessons = moments(foldLessons(all));
      const keys = lessons.map(({ lesson, at }) => `${lesson} ${at}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { lesson, at, minutes } of lessons) {
        const same = all.filter((one) => one.lesson === lesson && Date.parse(one.startedAt) === at);
        const newest = same.filter(({ revision }) => revision === Math.max(...same.map((one) => one.revision)));
        expect(newest.some(({ cancelled }) => cancelled)).toBe(false);
        expect(minutes).toBe(Math.min(...newest.map((one) => one.minutes)));
      }
    }),
  );
});

test('a newer revision holds, also one that comes first; a cancelled lesson does not count, and may be taken back', () => {
  const second = told({ revision: 1, minutes: 45 });
  expect(foldLessons([second, told()])).toEqual([{ lesson: 'L1', startedAt: start, minutes: 45 }]);
  const cancelled = told({ revision: 2, cancelled: true });
  expect(foldLessons([cancelled, told(), second])).toEqual([]);
  expect(foldLessons([told({ revision: 3 }), cancelled])).toMatchObject([{ minutes: 90 }]);
});

test('two of one revision that differ: the one that gives less holds', () => {
  expect(foldLessons([told(), told({ minutes: 40 })])).toMatchObject([{ minutes: 40 }]);
  expect(foldLessons([told({ minutes: 0 }), told({ cancelled: true })])).toEqual([]);
});
