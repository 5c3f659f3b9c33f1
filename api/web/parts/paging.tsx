import type { Context } from 'hono';
import type { WebEnv } from '../env.ts';

/** A page of a list, as the API tells it. */
export interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

/** What a page was asked for of these names, for the API and for the next page's address. */
export function askedFor(c: Context<WebEnv>, ...names: readonly string[]): URLSearchParams {
  const asked = new URLSearchParams();
  for (const name of names) {
    const value = c.req.query(name);
    if (value) asked.set(name, value);
  }
  return asked;
}

/** Leads to the next page of a list, asked for in the same way; nothing on the last one. */
export function NextPage({
  c,
  asked,
  nextCursor,
}: {
  c: Context<WebEnv>;
  asked: URLSearchParams;
  nextCursor: string | null;
}) {
  if (!nextCursor) return null;
  const next = new URLSearchParams(asked);
  next.set('cursor', nextCursor);
  return (
    <p>
      <a href={`${c.req.path}?${next}`}>{c.var.say('下一页', 'Next page')}</a>
    </p>
  );
}
