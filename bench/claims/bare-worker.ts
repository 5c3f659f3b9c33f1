import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pg from 'pg';
import { preloadModules, sticky } from '../../worker/workflows.ts';
import { createBareActivities } from './bare-activities.ts';

// The worker of the bare claims, a process of its own like ours, with the same settings.
const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, DATABASE_URL: connectionString } = process.env;
Runtime.install({ logger: new DefaultLogger('WARN') });
const pool = new pg.Pool({ connectionString, max: 10 });
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  namespace,
  taskQueue: 'bare',
  workflowsPath: fileURLToPath(new URL('./bare-workflows.ts', import.meta.url)),
  bundlerOptions: { preloadModules },
  activities: createBareActivities(pool),
  ...sticky,
});
console.log('worker ready');
await worker.run();
