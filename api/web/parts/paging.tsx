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

/** A part of what is here whole: from the row that the address names, so many at a time. */
export function portionOf<T>(c: Context<WebEnv>, all: readonly T[], size: number): { from: number; shown: T[] } {
  const asked = Number(c.req.query('from'));
  const from = Number.isInteger(asked) && asked > 0 && asked < all.length ? asked : 0;
  return { from, shown: all.slice(from, from + size) };
}

/** Leads to the parts before and behind; `to`: where on the page it stands. */
export function Portions({
  c,
  from,
  size,
  of,
  to,
}: {
  c: Context<WebEnv>;
  from: number;
  size: number;
  of: number;
  to: string;
}) {
  const { say } = c.var;
  if (of <= size) return null;
  const at = (row: number) => `${c.req.path}?from=${row}#${to}`;
  return (
    <p class="actions">
      <span>
        {say(
          `第 ${from + 1}–${Math.min(from + size, of)} 项，共 ${of} 项`,
          `${from + 1}–${Math.min(from + size, of)} of ${of}`,
        )}
      </span>
      {from > 0 && <a href={at(Math.max(0, from - size))}>{say('上一页', 'Previous page')}</a>}
      {from + size < of && <a href={at(from + size)}>{say('下一页', 'Next page')}</a>}
    </p>
  );
}
