import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { createApp } from '../../../api/app.ts';
import { createAudit } from '../../../api/audit/audit.ts';
import { endableTokens } from '../../../api/auth/endable-tokens.ts';
import { rehearsalTokens } from '../../../api/auth/rehearsal-tokens.ts';
import type { Actor, Tokens } from '../../../api/auth/tokens.ts';
import { type Deps, temporalLinks } from '../../../api/deps.ts';
import type { App } from '../../../api/env.ts';
import type { Gateway } from '../../../api/gateway.ts';
import { seedSpecimen } from '../../../api/routes/files.ts';
import type { Clock } from '../../../db/clock/clock.ts';
import { createPool } from '../../../db/pool.ts';
import { askedScope } from '../../../db/scope.ts';
import { type Instant, instantToMs } from '../../../domain/calendar/instant.ts';
import { readSettings } from '../../../domain/env.ts';
import { chinaCalendar } from '../../../jurisdictions/china/calendars/index.ts';
import { openFundAccounts } from '../../../jurisdictions/fund-accounts.ts';
import { loadRegistry } from '../../../jurisdictions/registry.ts';
import { SealingCodec } from '../../../payloads/codec.ts';
import { openKeyRing } from '../../../payloads/keys.ts';
import { testDatabase } from '../../support/stack.ts';
import { testVault } from '../../support/vault.ts';

export interface TestApi {
  app: App;
  /** Those of the app, but with a pool that sees everything. */
  deps: Deps;
  /** Sends JSON as somebody, with a new Idempotency-Key unless one is given. */
  post(path: string, body: unknown, as?: Partial<Actor>, headers?: Record<string, string>): Promise<Response>;
  get(path: string, as?: Partial<Actor>, headers?: Record<string, string>): Promise<Response>;
  bearer(as: Partial<Actor>): Promise<Record<string, string>>;
  log: unknown[];
  close(): Promise<void>;
}

/** The app on a real database of its own; `overrides` replaces single dependencies. */
export async function testApi(overrides: Omit<Partial<Deps>, 'tokens'> & { tokens?: Tokens } = {}): Promise<TestApi> {
  const pool = overrides.pool ?? createPool((await testDatabase()).databaseUrl, 10, testVault);
  const asked = createPool(pool.options.connectionString!, 10, pool.vault, { scope: askedScope });
  const log: unknown[] = [];
  const tokens = endableTokens(overrides.tokens ?? (await rehearsalTokens(pool, { jwtAudience: 'test' })), pool);
  const registry = await loadRegistry();
  const parts = {
    pool,
    mode: 'rehearsal' as const,
    limits: {
      rosterBytes: 64 * 1024 * 1024,
      fileBytes: 1024 * 1024,
      apiKeyDays: 365,
      webhookSeconds: 300,
      reviewHoldMinutes: 30,
      reviewAssignmentDays: 3,
      calls: { perAddress: 0, perSubject: 0, trustedProxies: 0 },
    },
    log: pino({ level: 'info' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
    registry,
    calendar: chinaCalendar,
    fundAccounts: await openFundAccounts({ mode: 'rehearsal' }, registry),
    clock: clockAt('2020-03-01T09:00:00+08:00'),
    gateway: noGateway,
    authorityMailDomain: 'authority.example',
    temporalAnswers: async () => undefined,
    links: temporalLinks('http://127.0.0.1:8233/', 'test'),
    codec: new SealingCodec(openKeyRing(readSettings({ MODE: 'rehearsal' }))),
    temporalUi: 'http://127.0.0.1:8233',
    ...overrides,
    tokens,
  };
  const deps: Deps = { audit: createAudit(parts), ...parts };
  await seedSpecimen(deps);
  const app = createApp({ ...deps, pool: asked });
  const bearer = async ({ subject = 'somebody', role = 'admin', ...claims }: Partial<Actor>) => ({
    Authorization: `Bearer ${await tokens.issue?.({ subject, role, ...claims })}`,
  });
  return {
    app,
    deps,
    log,
    bearer,
    async post(path, body, as, headers = {}) {
      return app.request(path, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': randomUUID(),
          ...(as && (await bearer(as))),
          ...headers,
        },
        body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
      });
    },
    async get(path, as, headers = {}) {
      return app.request(path, { headers: { ...(as && (await bearer(as))), ...headers } });
    },
    close: async () => void (await Promise.all([pool.end(), asked.end()])),
  };
}

/** A clock that stands still. */
export function clockAt(now: Instant, moving = false): Clock {
  return {
    now: async () => instantToMs(now),
    offset: async () => 0,
    state: async () => ({ now, mode: 'rehearsal', moving }),
  };
}

/** For calls that reach no workflow. */
const noGateway: Gateway = {
  file: () => Promise.reject(new Error('no gateway here')),
  act: () => Promise.reject(new Error('no gateway here')),
  repinClosed: () => Promise.reject(new Error('no gateway here')),
  reopenClosed: () => Promise.reject(new Error('no gateway here')),
  lookAgain: () => Promise.reject(new Error('no gateway here')),
  batch: () => Promise.reject(new Error('no gateway here')),
  paymentReturn: () => Promise.reject(new Error('no gateway here')),
  recovery: () => Promise.reject(new Error('no gateway here')),
  inspection: () => Promise.reject(new Error('no gateway here')),
  ruleOnFraud: () => Promise.reject(new Error('no gateway here')),
  schedule: () => Promise.reject(new Error('no gateway here')),
  workers: () => Promise.reject(new Error('no gateway here')),
  acts: () => ({ running: 0, waiting: 0 }),
  closeLine: () => {},
};

export interface ProblemAnswer {
  status: number;
  code: string;
  messages: { zh: string; en: string };
  errors: { path?: string; row?: number; code: string }[];
}

export async function problemOf(response: Response): Promise<ProblemAnswer> {
  const type = response.headers.get('Content-Type') ?? '';
  const text = await response.text();
  if (!type.startsWith('application/problem+json'))
    throw new Error(`not a problem: ${response.status} ${type} ${text}`);
  return JSON.parse(text) as ProblemAnswer;
}
