import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionLike } from '@temporalio/client';

/** Temporal's numbers for the types of search attributes. */
const TYPE = { keyword: 2, int: 3, bool: 5, datetime: 6 } as const;

/** By what the Temporal UI and CLI find claims. No person is among it. */
export const SEARCH_ATTRIBUTES = {
  Jurisdiction: TYPE.keyword,
  Programme: TYPE.keyword,
  Stage: TYPE.keyword,
  EnterpriseCode: TYPE.keyword,
  RulesVersion: TYPE.keyword,
  DueAt: TYPE.datetime,
  Overdue: TYPE.bool,
  AmountFen: TYPE.int,
};

const ALREADY_EXISTS = 6;
const PATIENCE_MS = 30_000;

/** Makes a namespace that keeps finished claims for `retentionDays` days, when it is missing, and registers the search attributes. */
export async function ensureNamespace(
  connection: ConnectionLike,
  namespace: string,
  retentionDays = 3650,
): Promise<void> {
  // The type of a duration's seconds is a 64-bit Long; the encoder takes a plain number as well.
  const seconds = (retentionDays * 86_400) as unknown as Long;
  await connection.workflowService
    .registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds } })
    .catch((error: { code?: number }) => {
      if (error.code !== ALREADY_EXISTS) throw error;
    });
  await eventually(() => ensureSearchAttributes(connection, namespace));
}

/** Registers the search attributes that a namespace lacks. Repeating is harmless. */
export async function ensureSearchAttributes(connection: ConnectionLike, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in (customAttributes ?? {})));
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing) });
}

/** A cluster's other parts learn of a new namespace, and of its search attributes, only after some seconds. */
export async function eventually(
  attempt: () => Promise<void>,
  passes: (error: unknown) => boolean = () => true,
): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(100)) {
    try {
      return await attempt();
    } catch (error) {
      if (!passes(error) || Date.now() > until) throw error;
    }
  }
}

const INVALID_ARGUMENT = 3;

/** True when the part of Temporal's server that was asked has not heard of a search attribute yet. */
export function isUnknownAttribute(error: unknown): boolean {
  const { code, details } = ((error as { cause?: unknown } | null)?.cause ?? error ?? {}) as {
    code?: number;
    details?: string;
  };
  return code === INVALID_ARGUMENT && /search attribute/i.test(details ?? '');
}

type Long = NonNullable<
  NonNullable<
    Parameters<ConnectionLike['workflowService']['registerNamespace']>[0]['workflowExecutionRetentionPeriod']
  >['seconds']
>;
