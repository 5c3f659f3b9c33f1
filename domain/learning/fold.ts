import { type Instant, instantToMs } from '../calendar/instant.ts';

/** What a platform said of one lesson of one trainee, once. */
export interface LessonTold {
  lesson: string;
  startedAt: Instant;
  minutes: number;
  revision: number;
  cancelled: boolean;
}

export type Lesson = Pick<LessonTold, 'lesson' | 'startedAt' | 'minutes'>;

/**
 * The lessons that one trainee attended, by everything that was told of them: in whatever order it came, and however often. Of one lesson (what it
 * was and when it began) the highest revision holds; two of the same revision that differ are a fault of the platform, and the one that gives less
 * holds. In order of time.
 */
export function foldLessons(told: Iterable<LessonTold>): Lesson[] {
  const holding = new Map<string, LessonTold>();
  for (const one of told) {
    const key = `${instantToMs(one.startedAt)} ${one.lesson}`;
    const other = holding.get(key);
    if (!other || prevails(one, other)) holding.set(key, one);
  }
  return [...holding.values()]
    .filter(({ cancelled }) => !cancelled)
    .map(({ lesson, startedAt, minutes }) => ({ lesson, startedAt, minutes }))
    .sort((a, b) => instantToMs(a.startedAt) - instantToMs(b.startedAt) || (a.lesson < b.lesson ? -1 : 1));
}

function prevails(one: LessonTold, other: LessonTold): boolean {
  if (one.revision !== other.revision) return one.revision > other.revision;
  if (one.cancelled !== other.cancelled) return one.cancelled;
  return one.minutes < other.minutes;
}
