/** What a pack's own workflow (a step of kind `external`) is started with, as its only argument. */
export interface ExternalInput {
  claimId: string;
  /** Where the answer goes. */
  claimWorkflowId: string;
  jurisdiction: string;
  programme: string;
  /** Position of the step in the programme; the answer names it again. */
  stepNo: number;
  /** Business time = workflow time + this, milliseconds. */
  clockOffsetMs: number;
}

/** The name of the signal by which it answers. */
export const externalResult = 'external-result';

/** The answer: the claim goes on, or it is rejected with the reason. */
export interface ExternalResult {
  stepNo: number;
  passed: boolean;
  reasonCode?: string;
}
