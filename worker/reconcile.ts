import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Client, isGrpcDeadlineError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { movedOf } from '../activities/claim/moved.ts';
import { findClaim } from '../db/claims/claims.ts';
import { databaseFault } from '../db/fault.ts';
import { createPool, type Db } from '../db/pool.ts';
import { type OpenClaim, openClaimsAfter } from '../db/watch/open-claims.ts';
import type { Moved } from '../domain/claim/protocol.ts';
import { readSettings, withServices } from '../domain/env.ts';
import { messageOf, runMain, StartFailure } from '../domain/failure.ts';
import { grpc, grpcCodeOf } from '../domain/grpc.ts';
import { lookAgain } from '../domain/lost-act.ts';
import { temporalFault } from '../domain/temporal-fault.ts';
import { connectClient, demandNamespace } from './connection.ts';
import { flagsOf } from './flags.ts';

/** An open claim whose workflow does not stand where the database says. */
export interface Drift {
  claimId: string;
  workflowId: string;
  /**
   * `elsewhere`: the workflow stands at another point; `gone`: there is none, or it has ended; `silent`: no worker has answered for it;
   * `failing`: it cannot answer.
   */
  what: 'elsewhere' | 'gone' | 'silent' | 'failing';
  /** Where the database has it, and where its workflow, or by what code it failed to say so. */
  written: string;
  workflow: string | null;
  /** Told to look, the workflow has gone on to where the database is. */
  mended: boolean;
}

export interface Reconciled {
  claims: number;
  drifts: Drift[];
}

interface Reconciling {
  db: Db;
  client: Client;
  /** Only tells, and has no workflow look again. */
  dry?: boolean;
  /** Milliseconds that an act under way, or a workflow that was told to look, is given. */
  patienceMs?: number;
  /** Hears of each drift at once: what was found, and mended, is known also where the comparison does not come to its end. */
  tell?: (drift: Drift) => void;
}

const pageSize = 500;
/** Claims asked about at once: each is a query, for which a worker may have to read a history. */
const atOnce = 20;
const queryMs = 10_000;

/**
 * Compares every open claim with its workflow, and has those look again that stand elsewhere. Claims that are closed have no workflow to compare
 * with. Each workflow is asked itself: what it is found by in Temporal lacks from where it was returned, and says nothing of whether it can go on.
 * @throws ServiceError when Temporal itself does not answer: then no other claim could be compared either.
 */
export async function reconcile(on: Reconciling): Promise<Reconciled> {
  const found: Reconciled = { claims: 0, drifts: [] };
  const tell = (drift: Drift) => {
    found.drifts.push(drift);
    on.tell?.(drift);
  };
  for (let after = ''; ; ) {
    const page = await openClaimsAfter(on.db, after, pageSize);
    for (let i = 0; i < page.length; i += atOnce) {
      const asked = await Promise.allSettled(page.slice(i, i + atOnce).map((claim) => lookAt(on, claim, tell)));
      const failed = asked.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    }
    found.claims += page.length;
    if (page.length < pageSize) return found;
    after = page.at(-1)!.id;
  }
}

/** Tells of the claim where it differs, and how that ended. */
async function lookAt(
  on: Reconciling,
  { id: claimId, workflow_id: workflowId }: OpenClaim,
  tell: (drift: Drift) => void,
): Promise<void> {
  const { patienceMs = 10_000 } = on;
  // An act may be between the two: it is given the time to arrive.
  const still = await settled(on, claimId, workflowId, patienceMs / 5);
  if (!still) return;
  const drift: Drift = { claimId, workflowId, ...still, mended: false };
  if (still.what !== 'elsewhere' || on.dry) return tell(drift);
  try {
    const left = await lookedAgain(on, claimId, workflowId, patienceMs);
    tell({ ...drift, ...(left ?? { mended: true }) });
  } catch (error) {
    tell(drift);
    throw error;
  }
}

/** Has the workflow look, and answers how the two differ then. */
async function lookedAgain(on: Reconciling, claimId: string, workflowId: string, ms: number): Promise<Compared> {
  const { client } = on;
  await client
    .withDeadline(Date.now() + queryMs, () => client.workflow.getHandle(workflowId).signal(lookAgain))
    // It has ended meanwhile.
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
  return settled(on, claimId, workflowId, ms);
}

type Compared = Pick<Drift, 'what' | 'written' | 'workflow'> | undefined;

/** How the two differ when this time is over; undefined: they do not any more. */
async function settled(on: Reconciling, claimId: string, workflowId: string, ms: number): Promise<Compared> {
  const until = Date.now() + ms;
  for (;;) {
    const differ = await compared(on, claimId, workflowId);
    if (!differ || Date.now() > until) return differ;
    await sleep(200);
  }
}

async function compared({ db, client }: Reconciling, claimId: string, workflowId: string): Promise<Compared> {
  const standing = await standingOf(client, workflowId);
  // Read after the workflow was asked: one that has ended meanwhile has closed its claim before.
  const claim = await findClaim(db, claimId);
  if (!claim || claim.closed) return undefined;
  const written = textOf(movedOf(claim));
  if ('what' in standing) return { written, ...standing };
  const workflow = textOf(standing);
  return written === workflow ? undefined : { what: 'elsewhere', written, workflow };
}

type Unknown = Pick<Drift, 'what' | 'workflow'>;

async function standingOf(client: Client, workflowId: string): Promise<Moved | Unknown> {
  const handle = client.workflow.getHandle(workflowId);
  const within = <T>(ask: () => Promise<T>) => client.withDeadline(Date.now() + queryMs, ask);
  try {
    // Temporal alone answers this.
    const { status } = await within(() => handle.describe());
    if (status.name !== 'RUNNING') return { what: 'gone', workflow: null };
  } catch (error) {
    if (isGrpcDeadlineError(error)) throw error;
    return unknown(error);
  }
  try {
    return await within(() => handle.query<Moved>('standing'));
  } catch (error) {
    return isNobody(error) ? { what: 'silent', workflow: null } : unknown(error);
  }
}

/** Whoever is asked next is not answered for either. */
const temporalAway: readonly number[] = [grpc.permissionDenied, grpc.unavailable, grpc.unauthenticated];

function unknown(error: unknown): Unknown {
  if (error instanceof WorkflowNotFoundError) return { what: 'gone', workflow: null };
  const code = grpcCodeOf(error);
  if (error instanceof ServiceError && (code === undefined || temporalAway.includes(code))) throw error;
  return { what: 'failing', workflow: code === undefined ? (error as Error).name : `gRPC ${code}` };
}

/** No worker was there to ask, or none in time. By the same code, and other words, Temporal tells of a workflow whose tasks fail. */
function isNobody(error: unknown): boolean {
  if (isGrpcDeadlineError(error)) return true;
  return grpcCodeOf(error) === grpc.failedPrecondition && /no poller/.test(messageOf((error as Error).cause));
}

/** What workflow and database both know, in the order of the type. */
function textOf({ stage, returnedFrom, dueAt, overdue, amountFen }: Moved): string {
  return [
    stage,
    returnedFrom && `from ${returnedFrom}`,
    dueAt && `due ${dueAt}`,
    overdue && 'overdue',
    amountFen !== null && `${amountFen} fen`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** One line per claim that differs, and one for all. */
export const report = (found: Reconciled): string[] => [...found.drifts.map(lineOf), sumOf(found)];

function lineOf({ claimId, what, written, workflow, mended }: Drift): string {
  const where = {
    ...{ elsewhere: workflow, gone: 'is not running', silent: 'is answered for by no worker' },
    failing: `cannot say where it stands (${workflow})`,
  }[what];
  return `${claimId}: written ${written}; its workflow ${where}${mended ? '; mended' : ''}`;
}

function sumOf({ claims, drifts }: Reconciled): string {
  const left = drifts.filter(({ mended }) => !mended).length;
  return `${claims} open claims, ${drifts.length} stood elsewhere, ${left} still do`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const { dry } = flagsOf(['dry']);
    const settings = withServices(readSettings(process.env));
    const client = await connectClient(settings);
    const db = createPool(settings.databaseUrl, 4);
    try {
      await demandNamespace(client, settings);
      await db.query('select').catch((error: unknown): never => {
        throw new StartFailure(databaseFault(error, settings.databaseUrl, 'DATABASE_URL'), { cause: error });
      });
      const found = await reconcile({ db, client, dry, tell: (drift) => console.log(lineOf(drift)) }).catch(
        (error: unknown): never => {
          if (!(error instanceof ServiceError)) throw error;
          throw new StartFailure(temporalFault(error, settings), { cause: error });
        },
      );
      console.log(sumOf(found));
      if (found.drifts.some(({ mended }) => !mended)) process.exitCode = 1;
    } finally {
      await Promise.all([db.end(), client.connection.close()]);
    }
  });
}
