import { type Env, reader } from './env-reader.ts';
import { StartFailure } from './failure.ts';
import { type WorkKind, workKinds } from './queues.ts';

export type Mode = 'production' | 'rehearsal';
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Every setting of the system, read once at start. Addresses of servers may be missing: `npm start` fills them with its embedded servers,
 * and `withServices` demands them where a process runs alone. TLS and API key of Temporal are read by `@temporalio/envconfig` where it connects.
 * docs/operating.md tells them to operators; a test compares the names.
 */
export interface Settings {
  /** `MODE`: `rehearsal` opens the rehearsal calls (tokens for everybody, a clock that moves), so it is never the default. */
  mode: Mode;
  /** `PORT` on which the API listens; default 3000. */
  port: number;
  /** `LISTEN_ADDRESS` on which it listens; a rehearsal, where anybody has any role, by default on `127.0.0.1` alone, production on all. */
  listenAddress: string;
  /** `API_CONNECTIONS`: how many connections to the database an API has; default 20. */
  apiConnections: number;
  /** `ACTS_AT_ONCE`: how many acts an API has under way in Temporal at a time; the others wait their turn. Default 32. */
  actsAtOnce: number;
  /** `API_METRICS_ADDRESS`: host:port on which an API tells Prometheus its figures (`/metrics`); without it, it tells none. A rehearsal tells them on its own port too. */
  apiMetricsAddress?: string;
  /** `WORKER_METRICS_ADDRESS`: host:port on which a worker tells Prometheus its figures (`/metrics`); without it, it tells none. */
  workerMetricsAddress?: string;
  /** `DATA_DIR`: folder of the embedded servers and of nothing else; default `.data`. Production does not use it. */
  dataDir: string;
  /** `DATABASE_URL` of the application's role, `app` or a member of it: reads and writes rows, changes no tables. */
  databaseUrl?: string;
  /** `MIGRATION_DATABASE_URL` of the role that owns the database and runs the migrations; default `DATABASE_URL`. */
  migrationDatabaseUrl?: string;
  /** `TEMPORAL_ADDRESS`: host:port of Temporal's frontend. */
  temporalAddress?: string;
  /** `TEMPORAL_NAMESPACE`, which exists already; default `default`. */
  temporalNamespace: string;
  /** `TEMPORAL_UI_URL`: where a browser finds the Temporal UI. Links to claims start with it; without it there are none. */
  temporalUiUrl?: string;
  /** `TEMPORAL_CLI_PATH`: the `temporal` program that `npm start` runs, instead of one found or downloaded. */
  temporalCliPath?: string;
  /** `TASK_QUEUE` between API, Schedules and worker; the same for all processes; default `claims`. */
  taskQueue: string;
  /** `WORKER_QUEUES`: the kinds of work that a worker does, separated by commas; default all. */
  workerQueues: WorkKind[];
  /** `ACTIVITIES_PER_SECOND`: how many activities of a kind of work are begun a second, by all workers together; default: no limit. */
  activitiesPerSecond: Partial<Record<WorkKind, number>>;
  /** `WORKER_CONNECTIONS`: how many connections to the database a worker has for acts on claims; default 10. Work that runs long has six more. */
  workerConnections: number;
  /** `CACHED_CLAIMS`: how many claims and other workflows a worker keeps in memory; default: what the SDK allows itself of Node.js's heap, about 600 for each GiB. */
  cachedClaims?: number;
  /** `WORKER_VERSION` of a worker's code, for rolling upgrades; without it a worker has none. */
  workerVersion?: string;
  /** `SMTP_URL` of the mail server that takes all mail. */
  smtpUrl?: string;
  /** `MAIL_FROM`: sender of all mail, with or without a name. */
  mailFrom: string;
  /** `AUTHORITY_MAIL_DOMAIN`: mail to an authority goes to `<desk>@<jurisdiction>.` this domain; desks are reviewer, supervisor, finance and report. */
  authorityMailDomain: string;
  /** `REHEARSAL_START`: business time at which a new rehearsal begins; one that runs keeps its time. */
  rehearsalStart: string;
  /** `JWT_ISSUER`: what `iss` of a token must be. A rehearsal issues its own tokens. */
  jwtIssuer?: string;
  /** `JWT_AUDIENCE`: what `aud` of a token must be. */
  jwtAudience: string;
  /** `JWT_JWKS_URL`: where the identity provider publishes its public keys; default: where the discovery document of `JWT_ISSUER` says. */
  jwtJwksUrl?: string;
  /** `JWT_ROLE_CLAIM`: under which name a token carries the role; default `role`. */
  jwtRoleClaim: string;
  /** `JWT_JURISDICTION_CLAIM`: under which name it carries an official's place; default `jurisdiction`. */
  jwtJurisdictionClaim: string;
  /** `JWT_USCC_CLAIM`: under which name it carries the credit code; default `uscc`. */
  jwtUsccClaim: string;
  /** `PUBLIC_URL` under which browsers find the pages: scheme, host and port alone. Behind a proxy with TLS nothing else tells it. */
  publicUrl?: string;
  /** `OIDC_CLIENT_ID` of these pages at `JWT_ISSUER`; without it nobody signs in with a browser. */
  oidcClientId?: string;
  /** `OIDC_CLIENT_SECRET`; without it the provider knows the pages as a public client. */
  oidcClientSecret?: string;
  /** `OIDC_SCOPES` that are asked for, separated by blanks; default `openid`. */
  oidcScopes: string;
  /** `API_KEY_DAYS`: how long a key of an enterprise's own system may live; default 365. */
  apiKeyDays: number;
  /** `WEBHOOK_SECONDS`: how far, in real time, the moment at which a training platform signed may lie from now; default 300. */
  webhookSeconds: number;
  /** `REVIEW_HOLD_MINUTES`: how long, in real time, a claim that a reviewer takes up is kept from others; default 30. */
  reviewHoldMinutes: number;
  /** `REVIEW_ASSIGNMENT_DAYS`: how long, in real time, one is that was handed over to a reviewer; default 3. */
  reviewAssignmentDays: number;
  /** `WEBHOOK_ATTEMPTS`: how often a claimant's system is told of something before it has failed; default 12, which takes about five days. */
  webhookAttempts: number;
  /** `WEBHOOK_TIMEOUT`: seconds for which the answer of a claimant's system is waited for; default 10. */
  webhookTimeout: number;
  /** `JURISDICTION_FOLDERS`: folders with further jurisdiction modules, separated by `:`, `;` or `,`; the same for API, worker and bootstrap. */
  jurisdictionFolders: string[];
  /** `WORKFLOW_BUNDLE`: file that `npm run bundle` wrote from this version; without it each worker bundles the workflows when it starts. */
  workflowBundle?: string;
  /** `CATALOGUE_FOLDER` with training catalogues, `<jurisdiction>.csv` each. */
  catalogueFolder?: string;
  /** `FUND_ACCOUNTS`: JSON file with the account from which each fund of each place is paid; pain.001 names it. */
  fundAccounts?: string;
  /** `PERSONAL_KEYS` under which personal data is sealed: `id:base64` of 32 bytes each, separated by commas, the current one first. */
  personalKeys?: string;
  /** `PERSONAL_KEYS_FILE`: a file with the same, instead. */
  personalKeysFile?: string;
  /** `PERSONAL_PLAIN`: whether personal data that was stored before it was sealed is read; default `read`. */
  plainPersonalData: 'read' | 'refuse';
  /** `PERSON_INDEX_KEY` of the HMAC under which a person's ID number is found again: `id:secret`, or a secret. Changed by `keys:rotate` only. */
  personIndexKey: string;
  /** `PAYLOAD_KEYS` under which what Temporal keeps is sealed: the first seals, all open. */
  payloadKeys?: string;
  /** `PAYLOAD_KEYS_FILE`: file that holds them instead. */
  payloadKeysFile?: string;
  /** `RATE_LIMIT_ADDRESS`: calls a minute from one address without a valid token; 0: no limit. Default 300, in a rehearsal 0. */
  rateLimitAddress: number;
  /** `RATE_LIMIT_SUBJECT`: calls a minute of one who has signed in; 0: no limit. Default 600, in a rehearsal 0. */
  rateLimitSubject: number;
  /** `TRUSTED_PROXIES`: how many proxies of the operator stand in front of the API and name the caller in `X-Forwarded-For`; default 0. */
  trustedProxies: number;
  /** `AUDIT_ANCHORS`: file to which the API appends where the audit log ends; without it nobody outside knows. */
  auditAnchors?: string;
  /** `CERTIFICATE_REGISTRY_FILE`: a register of certificates as CSV, which the worker reads when it starts. */
  certificateRegistryFile?: string;
  /** `CERTIFICATE_REGISTRY_URL` of a register that is asked about each certificate instead; https, or on this machine. */
  certificateRegistryUrl?: string;
  /** `CERTIFICATE_REGISTRY_TOKEN` that the register at that address demands. */
  certificateRegistryToken?: string;
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`: collector that takes traces by OTLP over HTTP; without it none are told. */
  tracesEndpoint?: string;
  /** `LOG_LEVEL` of the API's and the worker's log; default `info`. */
  logLevel: LogLevel;
}

type Services = 'databaseUrl' | 'temporalAddress' | 'smtpUrl';
/** Settings of a process that runs alone: every server it talks to is known. */
export type ServiceSettings = Settings & Required<Pick<Settings, Services>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const POSTGRES = ['postgres:', 'postgresql:'];
/** Connections of a process: with fewer, work that needs a second one beside its transaction, and loops that hold one, wait for one another. */
const FEWEST_TO_MOST: [number, number] = [5, 1_000];
const REHEARSAL_INDEX_KEY = 'rehearsal-only-key-of-the-person-index';
/** Everybody can read it here: a rehearsal works as production does, and has nothing to hide. */
const REHEARSAL_PAYLOAD_KEYS = 'rehearsal:cmVoZWFyc2FsLW9ubHkta2V5LWZvci1wYXlsb2Fkcy4=';

/** One message that names every wrong setting. */
export class SettingsError extends StartFailure {
  override readonly name = 'SettingsError';
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`Wrong settings:\n${faults.map((line) => `  ${line}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Reads all settings from an environment. @throws SettingsError naming every wrong or missing one. */
export function readSettings(env: Env): Settings {
  const faults: string[] = [];
  const at = reader(env, faults);
  const mode = at.oneOf('MODE', ['production', 'rehearsal'] as const, 'production');
  const settings: Settings = {
    mode,
    port: at.port('PORT', 3000),
    listenAddress: at.text('LISTEN_ADDRESS') ?? (mode === 'rehearsal' ? '127.0.0.1' : '0.0.0.0'),
    apiConnections: at.between('API_CONNECTIONS', FEWEST_TO_MOST) ?? 20,
    actsAtOnce: at.upTo('ACTS_AT_ONCE', 10_000, 32),
    apiMetricsAddress: at.hostPort('API_METRICS_ADDRESS', '127.0.0.1:9464'),
    workerMetricsAddress: at.hostPort('WORKER_METRICS_ADDRESS', '127.0.0.1:9464'),
    dataDir: at.text('DATA_DIR') ?? '.data',
    databaseUrl: at.url('DATABASE_URL', POSTGRES),
    migrationDatabaseUrl: at.url('MIGRATION_DATABASE_URL', POSTGRES),
    temporalAddress: at.hostPort('TEMPORAL_ADDRESS', '127.0.0.1:7233'),
    temporalNamespace: at.text('TEMPORAL_NAMESPACE') ?? 'default',
    temporalUiUrl: at.url('TEMPORAL_UI_URL', ['http:', 'https:']),
    temporalCliPath: at.text('TEMPORAL_CLI_PATH'),
    taskQueue: at.text('TASK_QUEUE') ?? 'claims',
    workerQueues: at.listOf('WORKER_QUEUES', workKinds),
    activitiesPerSecond: at.ratesOf('ACTIVITIES_PER_SECOND', workKinds),
    workerConnections: at.between('WORKER_CONNECTIONS', FEWEST_TO_MOST) ?? 10,
    cachedClaims: at.between('CACHED_CLAIMS', [2, 1_000_000]),
    workerVersion: at.matching('WORKER_VERSION', /^[\w.+-]{1,200}$/, 'letters, digits and . _ + - only'),
    smtpUrl: at.url('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: at.matching('MAIL_FROM', /@/, 'a mail address') ?? 'Training subsidy <no-reply@subsidy.example>',
    authorityMailDomain: at.matching('AUTHORITY_MAIL_DOMAIN', /^[^\s@]+$/, 'a domain without @') ?? 'authority.example',
    rehearsalStart: at.instant('REHEARSAL_START') ?? '2020-02-03T09:00:00+08:00',
    jwtIssuer: at.text('JWT_ISSUER'),
    jwtAudience: at.text('JWT_AUDIENCE') ?? 'training-subsidy-claims',
    jwtJwksUrl: at.url('JWT_JWKS_URL', ['http:', 'https:']),
    jwtRoleClaim: at.text('JWT_ROLE_CLAIM') ?? 'role',
    jwtJurisdictionClaim: at.text('JWT_JURISDICTION_CLAIM') ?? 'jurisdiction',
    jwtUsccClaim: at.text('JWT_USCC_CLAIM') ?? 'uscc',
    publicUrl: at.url('PUBLIC_URL', ['https:', 'http:']),
    oidcClientId: at.text('OIDC_CLIENT_ID'),
    oidcClientSecret: at.text('OIDC_CLIENT_SECRET'),
    oidcScopes:
      at.matching('OIDC_SCOPES', /(^| )openid( |$)/, 'scopes separated by blanks, openid among them') ?? 'openid',
    apiKeyDays: at.days('API_KEY_DAYS', 365),
    webhookSeconds: at.count('WEBHOOK_SECONDS', 300),
    reviewHoldMinutes: at.upTo('REVIEW_HOLD_MINUTES', 1_440, 30),
    reviewAssignmentDays: at.upTo('REVIEW_ASSIGNMENT_DAYS', 30, 3),
    webhookAttempts: at.upTo('WEBHOOK_ATTEMPTS', 1_000, 12),
    webhookTimeout: at.upTo('WEBHOOK_TIMEOUT', 1_000, 10),
    jurisdictionFolders: (at.text('JURISDICTION_FOLDERS') ?? '').split(/[:;,]/).filter(Boolean),
    workflowBundle: at.text('WORKFLOW_BUNDLE'),
    catalogueFolder: at.text('CATALOGUE_FOLDER'),
    fundAccounts: at.text('FUND_ACCOUNTS'),
    payloadKeys: at.text('PAYLOAD_KEYS'),
    payloadKeysFile: at.text('PAYLOAD_KEYS_FILE'),
    rateLimitAddress: at.count('RATE_LIMIT_ADDRESS', mode === 'production' ? 300 : 0),
    rateLimitSubject: at.count('RATE_LIMIT_SUBJECT', mode === 'production' ? 600 : 0),
    trustedProxies: at.count('TRUSTED_PROXIES', 0),
    auditAnchors: at.text('AUDIT_ANCHORS'),
    certificateRegistryFile: at.text('CERTIFICATE_REGISTRY_FILE'),
    certificateRegistryUrl: at.url('CERTIFICATE_REGISTRY_URL', ['https:', 'http:']),
    certificateRegistryToken: at.text('CERTIFICATE_REGISTRY_TOKEN'),
    ...keySettings(at),
    tracesEndpoint: at.url('OTEL_EXPORTER_OTLP_ENDPOINT', ['https:', 'http:']),
    logLevel: at.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  if (settings.payloadKeys && settings.payloadKeysFile)
    faults.push('PAYLOAD_KEYS and PAYLOAD_KEYS_FILE are both set; keep one');
  if (!settings.payloadKeysFile) settings.payloadKeys ??= REHEARSAL_PAYLOAD_KEYS;
  if (settings.certificateRegistryFile && settings.certificateRegistryUrl)
    faults.push('CERTIFICATE_REGISTRY_FILE and CERTIFICATE_REGISTRY_URL are both set; keep one');
  // It is told people's names and numbers.
  if (settings.certificateRegistryUrl && !isTrustedUrl(settings.certificateRegistryUrl))
    faults.push(
      'CERTIFICATE_REGISTRY_URL is not valid: the register is asked by https:// only (http:// on this machine)',
    );
  faults.push(...signInFaults(settings));
  if (mode === 'production') {
    const needed = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'JWT_ISSUER', 'JWT_AUDIENCE', 'PERSON_INDEX_KEY'];
    for (const name of needed) if (!at.text(name)) faults.push(`${name} is missing; MODE=production needs it`);
    if (!at.text('PAYLOAD_KEYS') && !at.text('PAYLOAD_KEYS_FILE')) {
      faults.push('PAYLOAD_KEYS is missing; MODE=production needs it, or PAYLOAD_KEYS_FILE');
    }
    // Who can change the keys on their way can be anybody.
    const keysFrom = settings.jwtJwksUrl ? 'JWT_JWKS_URL' : 'JWT_ISSUER';
    const address = at.text(keysFrom);
    if (address && !isTrustedUrl(address))
      faults.push(
        `${keysFrom} is not valid: in production keys are fetched by https:// only (http:// from this machine)`,
      );
    if (!settings.personalKeys && !settings.personalKeysFile)
      faults.push('PERSONAL_KEYS is missing; MODE=production needs it, or PERSONAL_KEYS_FILE');
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

/** Sessions and codes travel to this address, and a path in it would say that the pages lie elsewhere than they do. */
function signInFaults({ publicUrl, oidcClientId, oidcClientSecret }: Settings): string[] {
  const faults: string[] = [];
  if (publicUrl && URL.canParse(publicUrl)) {
    if (!isTrustedUrl(publicUrl)) faults.push('PUBLIC_URL is not valid: it must be https:// (http:// on this machine)');
    if (new URL(publicUrl).href !== `${new URL(publicUrl).origin}/`)
      faults.push('PUBLIC_URL is not valid: it must be scheme, host and port alone');
  }
  if (oidcClientId && !publicUrl) faults.push('PUBLIC_URL is missing; OIDC_CLIENT_ID needs it');
  if (oidcClientSecret && !oidcClientId) faults.push('OIDC_CLIENT_ID is missing; OIDC_CLIENT_SECRET needs it');
  return faults;
}

/** Whether what is fetched from there is what was published there: by https, or without leaving this machine. */
export function isTrustedUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

/** For `npm run api` and `npm run worker`, which start no servers of their own. @throws SettingsError naming what is missing. */
export function withServices(settings: Settings): ServiceSettings {
  const needed = {
    DATABASE_URL: settings.databaseUrl,
    TEMPORAL_ADDRESS: settings.temporalAddress,
    SMTP_URL: settings.smtpUrl,
    PERSONAL_KEYS: settings.personalKeys ?? settings.personalKeysFile,
  };
  const missing = Object.entries(needed).filter(([, value]) => !value);
  if (missing.length > 0) {
    throw new SettingsError(
      missing.map(([name]) => `${name} is missing; set it, or run "npm start", which brings its own`),
    );
  }
  return settings as ServiceSettings;
}

export type KeySettings = Pick<Settings, 'personalKeys' | 'personalKeysFile' | 'plainPersonalData' | 'personIndexKey'>;

/** The keys of personal data, which some commands read alone. */
export function keySettings(at: ReturnType<typeof reader>): KeySettings {
  return {
    personalKeys: at.text('PERSONAL_KEYS'),
    personalKeysFile: at.text('PERSONAL_KEYS_FILE'),
    plainPersonalData: at.oneOf('PERSONAL_PLAIN', ['read', 'refuse'] as const, 'read'),
    personIndexKey: at.matching('PERSON_INDEX_KEY', /^.{32,}$/, '32 characters or more') ?? REHEARSAL_INDEX_KEY,
  };
}
