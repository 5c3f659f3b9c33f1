import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { createClock } from '../db/clock/clock.ts';
import { createPool } from '../db/pool.ts';
import { readSettings, withServices } from '../domain/env.ts';
import { chinaCalendar } from '../jurisdictions/china/calendars/index.ts';
import { openRegistry } from '../jurisdictions/open.ts';
import { createApp } from './app.ts';
import { providerTokens, rehearsalTokens } from './auth/tokens.ts';
import { MiB } from './body.ts';
import { temporalLinks } from './deps.ts';
import { createGateway } from './gateway.ts';
import { createRehearsal } from './rehearsal/advance.ts';
import { seedSpecimen } from './routes/files.ts';
import { temporalAnswers, temporalClient } from './temporal.ts';

// `npm run api`: the HTTP side. Behind it PostgreSQL and Temporal; the worker is another process.
const settings = withServices(readSettings(process.env));
const { mode, personIndexKey } = settings;
const log = pino({ level: settings.logLevel, name: 'api' });
const pool = createPool(settings.databaseUrl, 20);
const client = temporalClient(settings);
const registry = await openRegistry(settings);
const rehearses = mode === 'rehearsal';

const app = createApp({
  pool,
  mode,
  personIndexKey,
  limits: { rosterBytes: 64 * MiB, fileBytes: 20 * MiB },
  log,
  tokens: rehearses ? await rehearsalTokens(pool, settings) : providerTokens(settings),
  registry,
  calendar: chinaCalendar,
  clock: createClock(pool, settings),
  gateway: createGateway(client, settings.taskQueue),
  temporalAnswers: () => temporalAnswers(client),
  links: temporalLinks(settings.temporalUiUrl, settings.temporalNamespace),
  ...(rehearses && { rehearsal: createRehearsal({ db: pool, client, registry }) }),
});
if (rehearses) await seedSpecimen({ pool });

const server = serve({ fetch: app.fetch, port: settings.port }, ({ port }) => log.info({ port }, 'api ready'));
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE' ? `Port ${settings.port} is in use. Set PORT to a free one.` : error.message,
  );
  process.exit(1);
});

/** What runs is answered, nothing new is taken; calls that hang are cut off after a while. */
function stop(): void {
  setTimeout(() => process.exit(1), 15_000).unref();
  server.close(async () => {
    await Promise.allSettled([pool.end(), client.connection.close()]);
    process.exit(0);
  });
  if ('closeIdleConnections' in server) server.closeIdleConnections();
}
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
