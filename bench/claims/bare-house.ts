import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { fastForward, offsetOf } from '../../api/rehearsal/virtual-time.ts';
import { startScript, workerIsReady } from '../../dev/service.ts';
import type { Servers } from '../harness/servers.ts';
import { bareDatabase } from './bare-database.ts';
import type { BareInput } from './bare-workflows.ts';
import type { House } from './house.ts';

const WIDTH = 64;
const PATIENCE_MS = 60_000;

/** Temporal alone, on the shared server: a worker process with a namespace and a table of its own. */
export interface BareHouse extends Omit<House, 'file'> {
  client: Client;
  file(input: BareInput): Promise<unknown>;
}

export async function openBareHouse(servers: Servers): Promise<BareHouse> {
  const [adminUrl, namespace] = await Promise.all([bareDatabase(servers), servers.namespace()]);
  const env = { TEMPORAL_ADDRESS: servers.temporal.address, TEMPORAL_NAMESPACE: namespace, DATABASE_URL: adminUrl };
  const script = { name: 'bare-worker', file: 'bench/claims/bare-worker.ts', env };
  const worker = await startScript(servers.run, script, workerIsReady);
  const connection = await Connection.connect({ address: servers.temporal.address });
  const client = new Client({ connection, namespace });
  const args: [string] = ['somebody'];
  return {
    client,
    file: (input) =>
      client.workflow.executeUpdateWithStart(input.acts[0]!, {
        args,
        startWorkflowOperation: new WithStartWorkflowOperation('bareClaim', {
          ...{ workflowId: input.id, taskQueue: 'bare', args: [input], workflowIdConflictPolicy: 'USE_EXISTING' },
        }),
      }),
    act: (id, name) => client.workflow.getHandle(id).executeUpdate(name, { args }),
    pay: (id) => client.workflow.getHandle(id).signal('payment-result'),
    async moveAll(ids, offsetMs) {
      await inParallel(WIDTH, ids, async (workflowId) => {
        const own = await offsetOf(client, { workflowId, pinnedOffsetMs: 0 });
        if (own === undefined) throw new Error(`${workflowId} has ended before its time`);
        const move = { id: String(offsetMs), byMs: offsetMs - own, untilMs: Date.now() + PATIENCE_MS };
        if (!(await fastForward(client, { workflowId, pinnedOffsetMs: 0 }, move)))
          throw new Error(`the clock of ${workflowId} did not arrive`);
      });
    },
    async allPaid(ids) {
      const ends = await inParallel(WIDTH, ids, (id) => client.workflow.getHandle(id).result());
      const unpaid = ends.filter((end) => end !== 'paid');
      if (unpaid.length > 0) throw new Error(`${unpaid.length} bare claims were not paid: ${unpaid[0]}`);
    },
    async stop() {
      await Promise.all([worker.stop(), connection.close()]);
    },
  };
}
