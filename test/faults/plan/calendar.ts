/** The business days of a run: between two of them the clock moves, on each of them everybody acts at once. */
export const phases = {
  filing: '2020-03-02T10:00:00+08:00',
  // The review limit of two working days has passed: what was left is overdue.
  lateFilingReview: '2020-03-06T10:00:00+08:00',
  application: '2020-05-18T10:00:00+08:00',
  lateApplicationReview: '2020-05-21T10:00:00+08:00',
  firstBatch: '2020-06-01T10:00:00+08:00',
  secondApplication: '2020-06-17T10:00:00+08:00',
  secondLateReview: '2020-06-19T10:00:00+08:00',
  secondBatch: '2020-07-01T10:00:00+08:00',
  // What was refused or objected to until now; every deadline for an application in Chongqing has passed.
  lastBatch: '2020-08-17T10:00:00+08:00',
  // What waited for the bank is ruled on, and what is to come back comes back.
  closing: '2020-08-18T10:00:00+08:00',
  // What has not come back is overdue; then the books of the months are closed.
  dunning: '2020-10-12T10:00:00+08:00',
} as const;
export type Phase = keyof typeof phases;

/** Days of a class, both included; a lesson an evening. */
export interface ClassDays {
  opens: string;
  ends: string;
}

export const lessonsOfAClass = 12;

/** Classes that claims of the first month are for; those of one person in two of them do not overlap. */
export const firstClasses: readonly ClassDays[] = [
  { opens: '2020-03-24', ends: '2020-04-06' },
  { opens: '2020-04-07', ends: '2020-04-20' },
  { opens: '2020-04-21', ends: '2020-05-04' },
  { opens: '2020-05-05', ends: '2020-05-17' },
];

/** Classes that claims of the second month are for. */
export const secondClasses: readonly ClassDays[] = [
  { opens: '2020-05-20', ends: '2020-06-01' },
  { opens: '2020-06-02', ends: '2020-06-15' },
];

/** On which day the claims of a month come to what. */
export const monthly = {
  1: {
    filing: 'filing',
    lateFilingReview: 'lateFilingReview',
    application: 'application',
    late: 'lateApplicationReview',
    batch: 'firstBatch',
  },
  2: {
    filing: 'application',
    lateFilingReview: 'lateApplicationReview',
    application: 'secondApplication',
    late: 'secondLateReview',
    batch: 'secondBatch',
  },
} as const satisfies Record<1 | 2, Record<string, Phase>>;
