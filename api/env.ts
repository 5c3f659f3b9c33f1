import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AccessRow } from './auth/access.ts';
import type { Actor } from './auth/tokens.ts';
import type { Attempt } from './idempotency.ts';

/** What the gate puts into the context before a handler runs. */
export interface Env {
  Variables: {
    access: AccessRow;
    /** Under which the audit log knows the call. */
    requestId: string;
    /** Set on every call that is not open, also on one that is then refused; before the gate only for a guest, see codec/door.ts. */
    actor: Actor;
    /** The claim that the call is about, once it is known. */
    claimId?: string;
    /** Set on every call that demands an Idempotency-Key. */
    attempt: Attempt;
  };
}

export type App = OpenAPIHono<Env>;
