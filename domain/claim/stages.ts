/** Where a claim stands. The names are part of the API. */
export const openStages = [
  'filing-review',
  'returned',
  'advance',
  'training',
  'application-open',
  'application-review',
  'verification',
  'external',
  'public-notice',
  'payable',
] as const;
export const closedStages = ['paid', 'rejected', 'withdrawn', 'lapsed', 'recovered'] as const;
export const stages = [...openStages, ...closedStages] as const;

export type Stage = (typeof stages)[number];

export function isClosed(stage: Stage): boolean {
  return (closedStages as readonly string[]).includes(stage);
}

/** Where a reviewer decides; the act is called like its stage. */
export const reviews: readonly (Stage & Act)[] = ['filing-review', 'application-review', 'verification'];

export const isReview = (name: string): boolean => (reviews as readonly string[]).includes(name);

/** The acts of people on a claim: the last segment of `POST /v1/claims/{id}/{act}`. */
export const acts = [
  'resubmission',
  'filing-review',
  'advance-request',
  'training-start',
  'learning-records',
  'training-completion',
  'verification',
  'application',
  'application-review',
  'withdrawal',
] as const;

export type Act = (typeof acts)[number];
