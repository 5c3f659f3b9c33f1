/** What became of somebody after a class. */
export const outcomes = ['kept', 'promoted', 'new-job', 'left'] as const;
export type Outcome = (typeof outcomes)[number];

/** Who judges: the claimant, or an official who reviews. */
export const sides = ['claimant', 'reviewer'] as const;
export type Side = (typeof sides)[number];
