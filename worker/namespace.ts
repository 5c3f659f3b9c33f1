import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionLike } from '@temporalio/client';
import { StartFailure } from '../domain/failure.ts';
import { grpc, grpcCodeOf } from '../domain/grpc.ts';

/** Temporal's numbers for the types of search attributes. */
const TYPE = { Keyword: 2, Int: 3, Bool: 5, Datetime: 6 } as const;
type TypeName = keyof typeof TYPE;

/** By what the Temporal UI and CLI find claims. No person is among it. */
export const SEARCH_ATTRIBUTES: Readonly<Record<string, TypeName>> = {
  Jurisdiction: 'Keyword',
  Programme: 'Keyword',
  Stage: 'Keyword',
  EnterpriseCode: 'Keyword',
  RulesVersion: 'Keyword',
  DueAt: 'Datetime',
  Overdue: 'Bool',
  AmountFen: 'Int',
};

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
    .catch((error: unknown) => {
      if (grpcCodeOf(error) !== grpc.alreadyExists) throw error;
    });
  await eventually(
    () => ensureSearchAttributes(connection, namespace),
    (error) => !(error instanceof StartFailure),
  );
}

/**
 * Registers the search attributes that a namespace lacks. Repeating is harmless.
 * @throws StartFailure when one is there with another type, or when some are missing and we may not register them, as on Temporal Cloud.
 */
export async function ensureSearchAttributes(connection: ConnectionLike, namespace: string): Promise<void> {
  const { operatorService } = connection;
  try {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    const there = customAttributes ?? {};
    const wrong = Object.entries(SEARCH_ATTRIBUTES).filter(
      ([name, type]) => name in there && there[name] !== TYPE[type],
    );
    if (wrong.length > 0) throw ofAnotherType(namespace, wrong);
    const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in there));
    if (missing.length === 0) return;
    const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, TYPE[type]]));
    await operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    const code = grpcCodeOf(error);
    if (code !== grpc.permissionDenied && code !== grpc.unimplemented) throw error;
    await demandSearchAttributes(connection, namespace);
  }
}

function ofAnotherType(namespace: string, wrong: readonly [string, TypeName][]): StartFailure {
  const named = wrong.map(([name, type]) => `${name} is to be ${type}`).join(', ');
  const remove = wrong.map(([name]) => `--name ${name}`).join(' ');
  return new StartFailure(
    `Temporal's namespace ${namespace} has search attributes of another type: ${named}. Unless something else uses them: temporal operator search-attribute remove --namespace ${namespace} ${remove}. Then run this again.`,
  );
}

/** Asked by counting, which everybody may who uses the namespace: a query that names what is not registered is refused. */
async function demandSearchAttributes({ workflowService }: ConnectionLike, namespace: string): Promise<void> {
  const missing: string[] = [];
  for (const [name, type] of Object.entries(SEARCH_ATTRIBUTES)) {
    await workflowService.countWorkflowExecutions({ namespace, query: `${name} is null` }).catch((error: unknown) => {
      if (grpcCodeOf(error) !== grpc.invalidArgument) throw error;
      missing.push(`--search-attribute ${name}=${type}`);
    });
  }
  if (missing.length === 0) return;
  throw new StartFailure(
    `Temporal's namespace ${namespace} lacks search attributes, and we may not register them. On Temporal Cloud: tcld namespace search-attributes add --namespace ${namespace} ${missing.join(' ')}. Elsewhere who may does it by temporal operator search-attribute create. Then run this again.`,
  );
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

/** True when the part of Temporal's server that was asked has not heard of a search attribute yet. */
export function isUnknownAttribute(error: unknown): boolean {
  const { code, details } = ((error as { cause?: unknown } | null)?.cause ?? error ?? {}) as {
    code?: number;
    details?: string;
  };
  return code === grpc.invalidArgument && /search attribute/i.test(details ?? '');
}

type Long = NonNullable<
  NonNullable<
    Parameters<ConnectionLike['workflowService']['registerNamespace']>[0]['workflowExecutionRetentionPeriod']
  >['seconds']
>;
