/** Moves of a claim by which somebody speaks for the claimant. */
export const claimantActs: readonly string[] = [
  'fileClaim',
  'resubmit',
  'requestAdvance',
  'startTraining',
  'addLearningRecords',
  'completeTraining',
  'apply',
  'withdraw',
];
