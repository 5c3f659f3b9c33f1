import {
  ApplicationFailure,
  condition,
  defineSignal,
  getExternalWorkflowHandle,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import { type ExternalInput, type ExternalResult, externalResult } from '../../domain/claim/external.ts';

/** What the (fictional) third party says, from the Temporal UI or CLI. */
export const assessment = defineSignal<[{ passed: boolean; reasonCode?: string }]>('assessment');

/**
 * A step of the sandbox's own: a third party looks at the class. It waits for the assessment; after three days without one the
 * class counts as passed. Answers its claim by signal.
 */
export async function externalAssessment(input: ExternalInput): Promise<ExternalResult> {
  let said: { passed: boolean; reasonCode?: string } | undefined;
  setHandler(assessment, (given) => {
    said ??= { passed: given.passed === true, reasonCode: given.reasonCode };
  });
  setCurrentDetails(`Assessment of claim ${input.claimId} 第三方评估`);
  await condition(() => said !== undefined, '3 days', { summary: 'assessment by a third party' });
  const result = { stepNo: input.stepNo, passed: true, ...said };
  try {
    await getExternalWorkflowHandle(input.claimWorkflowId).signal(externalResult, result);
  } catch (error) {
    // The claim was withdrawn meanwhile: nobody waits for the answer.
    if (!(error instanceof ApplicationFailure && error.type === 'ExternalWorkflowExecutionNotFound')) throw error;
  }
  return result;
}
