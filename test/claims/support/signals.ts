import type { House } from './house.ts';

/** As the Temporal UI sends what somebody typed: JSON, or not even that. */
export async function signal(
  house: House,
  workflowId: string,
  signalName: string,
  /** Undefined: no payload at all. */
  data: string | undefined,
  encoding = 'json/plain',
): Promise<void> {
  const payload = { metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(data ?? '') };
  await house.client.workflowService.signalWorkflowExecution({
    namespace: house.settings.temporalNamespace,
    workflowExecution: { workflowId },
    signalName,
    input: { payloads: data === undefined ? [] : [payload] },
    requestId: `${signalName}-${data}-${encoding}`,
  });
}
