import type { Context, MiddlewareHandler } from 'hono';
import { Problem } from '../../domain/problem.ts';
import { accessTo, type Role } from '../auth/access.ts';
import { problemBody } from '../problem.ts';
import { fileReaders } from '../routes/files.ts';
import type { WebEnv } from './env.ts';
import { Refused } from './remote.ts';
import { isOfficial, type Session } from './session.ts';

/** Who may make a call of the API that asks for a role. */
function by(call: string): readonly Role[] {
  const [method = '', path = ''] = call.split(' ');
  const row = accessTo(method, path);
  if (!row || row.allow === 'open') throw new Error(`no role is asked for by ${call}`);
  return row.allow;
}

/**
 * The pages of each desk, and for whom they open: for who may make the call on which they rest. The first that fits counts; what is not here is
 * open to everybody, or left to the calls that it makes.
 */
const doors: readonly (readonly [pages: RegExp, opensFor: readonly Role[]])[] = [
  [/^\/claims\/new\b/, by('POST /v1/claims')],
  [/^\/(claims|tasks)\b/, by('GET /v1/claims')],
  [/^\/files\b/, by('GET /v1/files/{id}').filter((role) => !isOfficial(role) || fileReaders.includes(role))],
  [/^\/webhooks\b/, by('GET /v1/webhooks')],
  [/^\/api-keys\b/, by('GET /v1/api-keys')],
  [/^\/review\/absences\b/, by('GET /v1/review-absences')],
  [/^\/review\/enterprises\b/, by('GET /v1/enterprises/{uscc}')],
  [/^\/review\/C/, by('GET /v1/claims/{id}/dossier').filter(isOfficial)],
  [/^\/review\b/, by('POST /v1/claims/{id}/review-hold')],
  [/^\/supervision\/listings\/new\b/, by('POST /v1/listings')],
  [/^\/supervision\/listings\/./, by('GET /v1/listings/{id}')],
  [
    /^\/supervision\/C\w+\/administrative-reviews/,
    by('GET /v1/claims/{id}/administrative-reviews/{reviewId}').filter(isOfficial),
  ],
  [/^\/supervision\/(listings|C)/, by('GET /v1/listings')],
  [/^\/supervision\b/, by('POST /v1/claims/{id}/reopenings')],
  [/^\/inspections\b/, by('GET /v1/inspections')],
  [/^\/inspectors\b/, by('GET /v1/inspectors')],
  [/^\/batches\b/, by('GET /v1/disbursements')],
  [/^\/returns\b/, by('GET /v1/payment-returns')],
  [/^\/recoveries\b/, by('GET /v1/recoveries')],
  [/^\/ledger\b/, by('GET /v1/ledger')],
  [/^\/dashboard\b/, by('GET /v1/performance')],
  [/^\/reports\b/, by('GET /v1/reports')],
  [/^\/audit\b/, by('GET /v1/audit')],
  [/^\/accounts\b/, by('GET /v1/accounts')],
  [/^\/schedules\b/, by('GET /v1/schedules')],
  [/^\/connectors\b/, by('GET /v1/connectors')],
  [/^\/admin\b/, by('GET /v1/mails')],
];

const doorOf = (path: string) => doors.find(([pages]) => pages.test(path))?.[1];

/** Whether a page opens for who reads a link to it. */
export const opensFor = (path: string, session: Pick<Session, 'role'> | null): boolean =>
  doorOf(path)?.includes(session?.role as Role) ?? true;

/** Who may not make a call is told so before a form that leads to it asks for anything. @throws Refused */
export const demandCall = (c: Context<WebEnv>, call: string): void => demandOneOf(c, by(call));

function demandOneOf({ var: { session } }: Context<WebEnv>, allowed: readonly Role[]): void {
  if (session && allowed.includes(session.role)) return;
  throw new Refused(
    problemBody(
      session
        ? new Problem('role-not-allowed', { role: session.role, allowed: allowed.join(', ') })
        : new Problem('token-required'),
    ),
  );
}

/** Nobody stands in a desk that is not theirs: who has not signed in is led to it, others are told whose it is. */
export const desksOpen: MiddlewareHandler<WebEnv> = (c, next) => {
  const allowed = doorOf(c.req.path);
  if (allowed) demandOneOf(c, allowed);
  return next();
};
