import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import pg from 'pg';
import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { fastForward, offsetOf } from '../../api/rehearsal/virtual-time.ts';
import { startScript, workerIsReady } from '../../dev/service.ts';
import { type Contestant, quantile } from '../harness/race.ts';
import type { Servers } from '../harness/servers.ts';
import { bareTable } from './bare-activities.ts';
import { days, firstDay, secondDay, type Town } from './life.ts';

const WIDTH = 64;
const PATIENCE_MS = 60_000;

/** Temporal alone, on the same server: what the best claims system on it could reach. */
export function bare(servers: Servers, town: Town, activity: 'normal' | 'local'): Contestant {
  return {
    name: `bare Temporal, ${activity} activity`,
    async trial() {
      const [{ adminUrl }, namespace] = await Promise.all([servers.emptyDatabase(), servers.namespace()]);
      const pool = new pg.Pool({ connectionString: adminUrl, max: 1 });
      await pool.query(bareTable);
      const env = { TEMPORAL_ADDRESS: servers.temporal.address, TEMPORAL_NAMESPACE: namespace, DATABASE_URL: adminUrl };
      const worker = await startScript(
        servers.run,
        { name: 'bare-worker', file: 'bench/claims/bare-worker.ts', env },
        workerIsReady,
      );
      const connection = await Connection.connect({ address: servers.temporal.address });
      const client = new Client({ connection, namespace });
      try {
        const claims = Array.from({ length: town.claims }, (_, i) => `bare/${i}`);
        const took: number[] = [];
        const act = async (id: string, name: string) => {
          const began = performance.now();
          await (name === 'filing'
            ? client.workflow.executeUpdateWithStart(name, {
                args: ['somebody'],
                startWorkflowOperation: new WithStartWorkflowOperation('bareClaim', {
                  ...{
                    workflowId: id,
                    taskQueue: 'bare',
                    args: [{ id, activity }],
                    workflowIdConflictPolicy: 'USE_EXISTING',
                  },
                }),
              })
            : client.workflow.getHandle(id).executeUpdate(name, { args: ['somebody'] }));
          took.push(performance.now() - began);
        };
        const everybody = (names: readonly string[]) =>
          inParallel(town.actors, claims, async (id) => {
            for (const name of names) await act(id, name);
          });
        const began = performance.now();
        await everybody(firstDay);
        const filed = performance.now();
        await moveAll(client, claims, Date.parse(days.application) - Date.parse(days.filing));
        await everybody(secondDay);
        await moveAll(client, claims, Date.parse(days.payment) - Date.parse(days.filing));
        await inParallel(town.actors, claims, (id) => client.workflow.getHandle(id).signal('payment-result'));
        const ends = await inParallel(WIDTH, claims, (id) => client.workflow.getHandle(id).result());
        const ended = performance.now();
        const unpaid = ends.filter((end) => end !== 'paid');
        if (unpaid.length > 0) throw new Error(`${unpaid.length} bare claims were not paid: ${unpaid[0]}`);
        return {
          perSecond: (town.claims * 1000) / (ended - began),
          more: {
            'filings/s': (town.claims * 1000) / (filed - began),
            'ms of an act, p50': quantile(took, 0.5),
            'ms of an act, p95': quantile(took, 0.95),
          },
        };
      } finally {
        await Promise.all([worker.stop(), pool.end(), connection.close()]);
      }
    },
  };
}

/** Brings every claim's clock to real time + `offsetMs`, as a rehearsal does with ours. */
async function moveAll(client: Client, claims: readonly string[], offsetMs: number): Promise<void> {
  await inParallel(WIDTH, claims, async (workflowId) => {
    const workflow = { workflowId, pinnedOffsetMs: 0 };
    const own = await offsetOf(client, workflow);
    if (own === undefined) throw new Error(`${workflowId} has ended before its time`);
    const move = { id: String(offsetMs), byMs: offsetMs - own, untilMs: Date.now() + PATIENCE_MS };
    if (!(await fastForward(client, workflow, move))) throw new Error(`the clock of ${workflowId} did not arrive`);
  });
}
