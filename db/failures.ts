/** What PostgreSQL and its driver say of a failure. */
interface Failure {
  code?: string;
  /** Where in PostgreSQL; unlike the message it is not translated. */
  routine?: string;
  message?: string;
}

const told = (error: unknown): Failure => (error ?? {}) as Failure;

/** What a log may know of a failure: no message, since PostgreSQL's quote what was written. */
export function reasonOf(error: unknown): { name?: string; code?: string } {
  const { name, code } = (error ?? {}) as { name?: string; code?: string };
  return { name, code };
}

/** Nobody listens there, nobody is there, or no way leads there: also a name that is not known while its machine is stopped. */
const unreachable = [
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
];

/** `pg` gives these no code: for what is asked of a connection that was lost a moment ago, where none could be had in time, and where no answer came. */
const withoutCode = [
  ...['Connection terminated', 'Client has encountered a connection error'],
  ...['timeout exceeded when trying to connect', 'Query read timeout'],
];

/** True when PostgreSQL will refuse the same values every time: class 22 (data exception) and 54 (a limit of its own). */
export function isDataRefusal(error: unknown): error is { code: string } {
  return /^(22|54)...$/.test(told(error).code ?? '');
}

/** True when a statement failed because PostgreSQL is not reachable or shutting down, or was changed under it: worth repeating. */
export function isConnectionLoss(error: unknown): boolean {
  const { code = '', message = '' } = told(error);
  const lost = /^(08|57P0|25P03)/.test(code) || unreachable.includes(code);
  return lost || withoutCode.some((words) => message.startsWith(words)) || isStalePlan(error);
}

/** `invalid_sql_statement_name` */
const unknownName = '26000';
/** `in_failed_sql_transaction` */
const failedBefore = '25P02';

/**
 * True when a connection cannot go on with a plan that it keeps: a migration has changed what the statement answers, or the values of an earlier call could
 * not be written. On another connection it succeeds.
 */
export function isStalePlan(error: unknown): boolean {
  const { code, routine } = told(error);
  return code === unknownName || (code === '0A000' && routine === 'RevalidateCachedQuery');
}

/** True of what only says that something had failed before it in the same transaction; a statement that was to get its name there has none. */
export const isBehindFailure = (error: unknown): boolean =>
  [failedBefore, unknownName].includes(told(error).code ?? '');
