import { createRehearsal } from '../../../api/rehearsal/advance.ts';
import { createPool } from '../../../db/pool.ts';
import { readSettings, withServices } from '../../../domain/env.ts';
import { connectClient } from '../../../worker/connection.ts';
import { onePlace } from './place.ts';

// An advance in a process of its own, to be killed: `advance-forever.ts 2020-04-01T09:00:00+08:00`.
const settings = withServices(readSettings(process.env));
const db = createPool(settings.databaseUrl);
const client = await connectClient(settings);
console.log('advancing');
const { taskQueue } = settings;
await createRehearsal({ db, client, registry: onePlace(), taskQueue, patienceMs: 600_000 }).advance(process.argv[2]!);
