import type { Instant } from '../calendar/date.ts';

/** What a training platform tells of: each kind is one thing that happened to one trainee. */
export const eventKinds = [
  'sign-in',
  'lesson',
  'practice',
  'question',
  'assessment',
  'feedback',
  'face-check',
  'random-verification',
  'image',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** One event as a platform sends it, in the terms of the claim: `classId` is the claim, `ref` the trainee's row on its roster. */
export interface LearningEvent {
  /** Of the platform: the same event, sent again, has the same one. */
  eventId: string;
  classId: string;
  ref: string;
  kind: EventKind;
  at: Instant;
  /** A lesson is known by what it was and when it began. */
  lesson?: string;
  startedAt?: Instant;
  /** Attended minutes. */
  minutes?: number;
  /** The platform corrects a lesson by telling it again with a higher one. */
  revision?: number;
  /** The lesson does not count after all. */
  cancelled?: boolean;
  /** What learners wrote. Personal. */
  text?: string;
  /** Figures of the other kinds, by their names: `score`, `passed`, `rating`, `device`, `image` … */
  detail: Readonly<Record<string, string | number | boolean>>;
}

/** What became of one event. */
export type EventOutcome = 'accepted' | 'duplicate' | 'rejected';
