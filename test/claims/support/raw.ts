import type { History } from '@temporalio/common/lib/proto-utils.js';
import { textOf } from '../../histories/files.ts';
import type { House } from './house.ts';

export interface RawPayload {
  encoding: string;
  text: string;
}

/** Everything that Temporal keeps of our workflows and Schedules, and what it is answered, as whoever has no key gets it. */
export async function rawOf(house: Pick<House, 'client'>): Promise<unknown[]> {
  const { client } = house;
  const { namespace } = client.options;
  const raw: unknown[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    const execution = { workflowId, runId };
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const ask = (queryType: string) =>
      client.workflowService.queryWorkflow({ namespace, execution, query: { queryType } });
    raw.push({
      workflowId,
      history: textOf(history as History),
      ...{ description: await client.workflowService.describeWorkflowExecution({ namespace, execution }) },
    });
    for (const query of ['standing', '__temporal_workflow_metadata']) raw.push(await ask(query).catch(() => undefined));
  }
  for await (const { scheduleId } of client.schedule.list())
    raw.push(await client.workflowService.describeSchedule({ namespace, scheduleId }));
  return raw;
}

/** Payloads anywhere in it, but for search attributes, which Temporal has to read. */
export function payloadsIn(value: unknown): RawPayload[] {
  if (Array.isArray(value)) return value.flatMap(payloadsIn);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  const { metadata, data } = value as { metadata?: Record<string, unknown>; data?: unknown };
  if (metadata?.encoding) return [{ encoding: bytes(metadata.encoding).toString(), text: bytes(data).toString() }];
  return Object.entries(value).flatMap(([name, held]) => (name === 'searchAttributes' ? [] : payloadsIn(held)));
}

/** All text in it, with what is in base64 or bytes read as text, but for search attributes. */
export function textIn(value: unknown): string {
  if (typeof value === 'string') return `${value}\n${bytes(value).toString()}\n`;
  if (ArrayBuffer.isView(value)) return `${bytes(value).toString()}\n`;
  if (typeof value !== 'object' || value === null) return `${String(value)}\n`;
  return Object.entries(value)
    .filter(([name]) => name !== 'searchAttributes')
    .map(([name, held]) => `${name}\n${textIn(held)}`)
    .join('');
}

function bytes(value: unknown): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.from((value ?? []) as Uint8Array);
}
