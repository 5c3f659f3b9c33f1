import type { Client } from '@temporalio/client';

let n = 0;
export async function fastForward(client: Client, workflowId: string, targetMs: number): Promise<void> {
  const ws = client.workflowService;
  const namespace = client.options.namespace;
  const d = await ws.describeWorkflowExecution({ namespace, execution: { workflowId } });
  const cur = (d.workflowExtendedInfo as any)?.timeSkippingInfo?.currentTime;
  const nowMs = cur ? Number(cur.seconds) * 1000 + Number(cur.nanos ?? 0) / 1e6 : Date.now();
  const ms = targetMs - nowMs;
  if (ms <= 0) return;
  const id = `ff${++n}-${Date.now()}`;
  await ws.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        maxSessionSkipCount: 50,
        fastForwardConfig: {
          id,
          duration: { seconds: Math.floor(ms / 1000) as any, nanos: Math.floor((ms % 1000) * 1e6) },
        },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  } as any);
  const t = Date.now();
  const r = await ws
    .pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution: { workflowId }, fastForwardId: id } as any)
    .catch((e: any) => e.message);
  console.log('ff', workflowId, ms / 86400000, Date.now() - t, JSON.stringify(r).slice(0, 200));
}
