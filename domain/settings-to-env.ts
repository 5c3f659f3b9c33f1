import type { Settings } from './env.ts';

/** The environment that reads back as these settings: how a process hands them to a child process. */
export function settingsToEnv(settings: Settings): Record<string, string> {
  const env: Record<string, string | undefined> = {
    MODE: settings.mode,
    PORT: String(settings.port),
    DATA_DIR: settings.dataDir,
    DATABASE_URL: settings.databaseUrl,
    MIGRATION_DATABASE_URL: settings.migrationDatabaseUrl,
    TEMPORAL_ADDRESS: settings.temporalAddress,
    TEMPORAL_NAMESPACE: settings.temporalNamespace,
    TEMPORAL_UI_URL: settings.temporalUiUrl,
    TEMPORAL_CLI_PATH: settings.temporalCliPath,
    TASK_QUEUE: settings.taskQueue,
    SMTP_URL: settings.smtpUrl,
    MAIL_FROM: settings.mailFrom,
    AUTHORITY_MAIL_DOMAIN: settings.authorityMailDomain,
    REHEARSAL_START: settings.rehearsalStart,
    JWT_ISSUER: settings.jwtIssuer,
    JWT_AUDIENCE: settings.jwtAudience,
    JWT_JWKS_URL: settings.jwtJwksUrl,
    JWT_ROLE_CLAIM: settings.jwtRoleClaim,
    JWT_JURISDICTION_CLAIM: settings.jwtJurisdictionClaim,
    JWT_USCC_CLAIM: settings.jwtUsccClaim,
    API_KEY_DAYS: String(settings.apiKeyDays),
    JURISDICTION_FOLDERS: settings.jurisdictionFolders.join(','),
    WORKFLOW_BUNDLE: settings.workflowBundle,
    CATALOGUE_FOLDER: settings.catalogueFolder,
    FUND_ACCOUNTS: settings.fundAccounts,
    PERSONAL_KEYS: settings.personalKeys,
    PERSONAL_KEYS_FILE: settings.personalKeysFile,
    PERSONAL_PLAIN: settings.plainPersonalData,
    PERSON_INDEX_KEY: settings.personIndexKey,
    PAYLOAD_KEYS: settings.payloadKeys,
    PAYLOAD_KEYS_FILE: settings.payloadKeysFile,
    RATE_LIMIT_ADDRESS: String(settings.rateLimitAddress),
    RATE_LIMIT_SUBJECT: String(settings.rateLimitSubject),
    TRUSTED_PROXIES: String(settings.trustedProxies),
    AUDIT_ANCHORS: settings.auditAnchors,
    LOG_LEVEL: settings.logLevel,
  };
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
