import { createPool, type Db } from '../../db/pool.ts';
import { openVault } from '../../db/privacy/open-vault.ts';
import { openWorld, type World } from '../../dev/demo/world.ts';
import type { Stack } from '../../dev/stack.ts';
import type { Servers } from '../harness/servers.ts';

export const PATIENCE_MS = 1_800_000;

/** The whole system, its database and its API in one hand. */
export interface System {
  stack: Stack;
  db: Db;
  world: World;
  stop(): Promise<void>;
}

/** `start`: business time at which it begins. */
export async function openSystem(servers: Servers, start: string): Promise<System> {
  const stack = await servers.system({ start });
  const db = createPool(stack.settings.migrationDatabaseUrl!, 2, await openVault(stack.settings));
  const signal = AbortSignal.timeout(2 * PATIENCE_MS);
  return {
    ...{ stack, db, world: openWorld(stack.urls.api!, { signal, note: () => undefined }) },
    async stop() {
      await db.end();
      await stack.stop();
    },
  };
}
