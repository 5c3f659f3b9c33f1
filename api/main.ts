import { hkdfSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Logger, pino } from 'pino';
import { createClock } from '../db/clock/clock.ts';
import { databaseFault } from '../db/fault.ts';
import { createPool, type Db } from '../db/pool.ts';
import { openVault } from '../db/privacy/open-vault.ts';
import { askedScope, asSystem } from '../db/scope.ts';
import { readSettings, type ServiceSettings, withServices } from '../domain/env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { temporalFault } from '../domain/temporal-fault.ts';
import { chinaCalendar } from '../jurisdictions/china/calendars/index.ts';
import { openFundAccounts } from '../jurisdictions/fund-accounts.ts';
import { openRegistry } from '../jurisdictions/open.ts';
import { SealingCodec } from '../payloads/codec.ts';
import { openKeyRing } from '../payloads/keys.ts';
import { openTracing, traceOfNow } from '../tracing/open.ts';
import { createApp, openMetrics } from './app.ts';
import { openAnchors } from './audit/anchors.ts';
import { createAudit } from './audit/audit.ts';
import { endableTokens } from './auth/endable-tokens.ts';
import { providerTokens } from './auth/provider.ts';
import { rehearsalTokens } from './auth/rehearsal-tokens.ts';
import type { Tokens } from './auth/tokens.ts';
import { MiB } from './body.ts';
import { temporalLinks } from './deps.ts';
import { createGateway } from './gateway.ts';
import { createRehearsal } from './rehearsal/advance.ts';
import { seedSpecimen } from './routes/files.ts';
import { type Trouble, untilReady } from './standing.ts';
import { temporalAnswers, temporalClient } from './temporal.ts';
import { serveFigures } from './watch/serve.ts';
import { openIdProvider } from './web/sign-in/provider.ts';
import { createSite } from './web/site.tsx';

/** `npm run api`: the HTTP side. Behind it PostgreSQL and Temporal; the worker is another process. */
async function main(): Promise<void> {
  const settings = withServices(readSettings(process.env));
  const { mode, taskQueue } = settings;
  const log = pino({ level: settings.logLevel, name: 'api', mixin: traceOfNow });
  const tracing = await openTracing(settings, 'api', log);
  // Whoever finds all connections taken for so long is told to come again: nobody waits behind callers who have given up.
  const limits = { statement_timeout: 60_000, connectionTimeoutMillis: 10_000, scope: askedScope };
  const pool = createPool(settings.databaseUrl, settings.apiConnections, await openVault(settings), limits);
  const client = temporalClient(settings, tracing);
  const registry = await openRegistry(settings);
  const clock = createClock(pool, settings);
  const anchors = settings.auditAnchors ? await openAnchors(settings.auditAnchors, { pool, log }) : undefined;
  const services = { pool, temporalAnswers: () => temporalAnswers(client) };

  const tokens = endableTokens(await tokensFor(settings, pool, log), pool);
  const deps = {
    ...services,
    mode,
    limits: {
      rosterBytes: 64 * MiB,
      fileBytes: 20 * MiB,
      apiKeyDays: settings.apiKeyDays,
      webhookSeconds: settings.webhookSeconds,
      reviewHoldMinutes: settings.reviewHoldMinutes,
      reviewAssignmentDays: settings.reviewAssignmentDays,
      calls: {
        perAddress: settings.rateLimitAddress,
        perSubject: settings.rateLimitSubject,
        trustedProxies: settings.trustedProxies,
      },
    },
    log,
    tokens,
    registry,
    calendar: chinaCalendar,
    fundAccounts: await openFundAccounts(settings, registry),
    clock,
    authorityMailDomain: settings.authorityMailDomain,
    audit: createAudit({ pool, clock, log }, anchors?.moved),
    gateway: createGateway(client, taskQueue, settings.actsAtOnce),
    links: temporalLinks(settings.temporalUiUrl, settings.temporalNamespace),
    codec: new SealingCodec(openKeyRing(settings)),
    temporalUi: settings.temporalUiUrl && new URL(settings.temporalUiUrl).origin,
    ...(mode === 'rehearsal' && { rehearsal: createRehearsal({ db: pool, client, registry, taskQueue }) }),
  };
  const metrics = openMetrics(deps);
  const api = createApp(deps, undefined, metrics);
  // Every process of the system has the same one, and nobody has to set it.
  const sessionSecret = Buffer.from(hkdfSync('sha256', settings.personIndexKey, '', 'web sessions', 32)).toString(
    'hex',
  );
  const { publicUrl } = settings;
  const provider = signInAt(settings, tokens);
  const site = createSite({ tokens, mode, log, sessionSecret, publicUrl, provider, measure: metrics.measure }, api);
  const { apiMetricsAddress } = settings;
  const endFigures = apiMetricsAddress && (await serveFigures(metrics.registry, apiMetricsAddress));
  const { port } = await listen(site.fetch, settings, deps.gateway.closeLine, async () => {
    if (endFigures) endFigures();
    await anchors?.close();
    return Promise.allSettled([pool.end(), client.connection.close(), tracing?.close()]);
  });
  // It may come up before what is behind it: acts get 503 until then.
  const warn = (sentences: string[]) =>
    log.warn({ port }, `api listens, but not everything behind it works. ${sentences.join(' ')}`);
  await untilReady(services, (trouble) => describe(trouble, settings), warn);
  log.info({ port }, 'api ready');
}

/** A rehearsal keeps the key of its tokens, and its specimen, in the database. @throws StartFailure when that cannot be used. */
async function tokensFor(settings: ServiceSettings, pool: Db, log: Logger): Promise<Tokens> {
  if (settings.mode === 'production') return providerTokens(settings, log);
  try {
    return await asSystem(async () => {
      await seedSpecimen({ pool });
      return rehearsalTokens(pool, settings);
    });
  } catch (error) {
    throw new StartFailure(databaseFault(error, settings.databaseUrl, 'DATABASE_URL'), { cause: error });
  }
}

/** Where people sign in with a browser; undefined where nobody has configured it, and in a rehearsal, which knows no passwords. */
function signInAt(settings: ServiceSettings, tokens: Tokens) {
  const { mode, jwtIssuer: issuer, oidcClientId: clientId, publicUrl } = settings;
  if (mode !== 'production' || !issuer || !clientId || !publicUrl) return undefined;
  const client = { clientId, clientSecret: settings.oidcClientSecret, scopes: settings.oidcScopes };
  return openIdProvider({ issuer, publicUrl, ...client }, tokens);
}

function describe({ service, error }: Trouble, settings: ServiceSettings): string {
  if (service === 'Temporal') return temporalFault(error, settings);
  return databaseFault(error, settings.databaseUrl, 'DATABASE_URL');
}

/** Milliseconds: for the headers, and for a whole call with its upload. Who is slower is cut off (408). */
const serverOptions = { headersTimeout: 20_000, requestTimeout: 300_000 };

/**
 * Longer than an act takes that is under way; whoever starts this process has to let it have a minute. Only a filing of very many people may take longer: it
 * goes on without this process, and is answered when it is repeated.
 */
const LAST_ANSWERS_MS = 55_000;

/** Serves until SIGINT or SIGTERM: then acts in line are sent away, what is under way is answered, nothing new is taken; calls that hang are cut off after a while. */
async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { port, listenAddress: hostname }: ServiceSettings,
  closeLine: () => void,
  close: () => Promise<unknown>,
): Promise<AddressInfo> {
  const server = serve({ fetch, port, hostname, serverOptions });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = `Port ${port} is in use. Set PORT to a free one.`;
      reject(new StartFailure(error.code === 'EADDRINUSE' ? inUse : error.message));
    });
  });
  let stopping = false;
  // A connection that is kept busy would else go on for ever.
  server.prependListener('request', (_: IncomingMessage, answer: ServerResponse) => {
    if (stopping) answer.shouldKeepAlive = false;
  });
  const stop = () => {
    stopping = true;
    closeLine();
    setTimeout(() => process.exit(1), LAST_ANSWERS_MS).unref();
    server.close(async () => {
      await close();
      process.exit(0);
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return server.address() as AddressInfo;
}

await runMain(main);
