import type { Logger } from 'pino';
import type { Clock } from '../db/clock/clock.ts';
import type { Db } from '../db/pool.ts';
import type { Instant } from '../domain/calendar/date.ts';
import type { Calendar } from '../domain/calendar/workingDays.ts';
import type { Mode } from '../domain/env.ts';
import type { FundAccounts } from '../jurisdictions/fund-accounts.ts';
import type { Registry } from '../jurisdictions/registry.ts';
import type { SealingCodec } from '../payloads/codec.ts';
import type { Audit } from './audit/audit.ts';
import type { EndableTokens } from './auth/endable-tokens.ts';
import type { Gateway } from './gateway.ts';
import type { RateLimits } from './rate-limit.ts';

/** What the API works with; put together once by its process, or by a test. */
export interface Deps {
  pool: Db;
  mode: Mode;
  limits: {
    /** Bytes. */
    rosterBytes: number;
    fileBytes: number;
    /** For how long a key may be made. */
    apiKeyDays: number;
    /** How far the moment at which a platform signed may lie from now, seconds. */
    webhookSeconds: number;
    /** How long a claim that a reviewer takes up is kept from others. */
    reviewHoldMinutes: number;
    /** How long one that was handed over is. */
    reviewAssignmentDays: number;
    /** How often one may ask. */
    calls: RateLimits;
  };
  log: Logger;
  tokens: EndableTokens;
  registry: Registry;
  calendar: Calendar;
  /** From which account each fund is paid. */
  fundAccounts: FundAccounts;
  clock: Clock;
  /** Mail domain of the authorities' desks. */
  authorityMailDomain: string;
  /** Where it is kept what officials are shown and do. */
  audit: Audit;
  gateway: Gateway;
  /** Resolves when Temporal answers. */
  temporalAnswers(): Promise<unknown>;
  links: TemporalLinks;
  /** Opens and seals what Temporal keeps in our namespace. */
  codec: SealingCodec;
  /** Origin of the Temporal UI's pages. */
  temporalUi?: string;
  rehearsal?: {
    /** Moves business time forward to an instant; answers when every workflow has arrived. */
    advance(to: Instant): Promise<{ now: Instant; moved: number }>;
  };
}

/** Addresses in the Temporal UI; null where no UI is configured. */
export interface TemporalLinks {
  workflow(workflowId: string): string | null;
  /** A ready-made search in the UI's list, by search attributes. */
  search(query: string): string | null;
  schedule(scheduleId: string): string | null;
}

export function temporalLinks(uiUrl: string | undefined, namespace: string): TemporalLinks {
  const home = uiUrl && `${uiUrl.replace(/\/$/, '')}/namespaces/${encodeURIComponent(namespace)}`;
  const workflows = home && `${home}/workflows`;
  return {
    workflow: (id) => (workflows ? `${workflows}/${encodeURIComponent(id)}` : null),
    search: (query) => (workflows ? `${workflows}?query=${encodeURIComponent(query)}` : null),
    schedule: (id) => (home ? `${home}/schedules/${encodeURIComponent(id)}` : null),
  };
}
