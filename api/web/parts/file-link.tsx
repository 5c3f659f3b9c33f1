import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { opensFor } from '../doors.ts';
import type { WebEnv } from '../env.ts';

/** A document by its name; who may not open it reads that it is there. */
export function FileLink({ c, id, children }: { c: Context<WebEnv>; id: string; children: Child }) {
  const path = `/files/${encodeURIComponent(id)}`;
  return opensFor(path, c.var.session) ? <a href={path}>{children}</a> : children;
}
