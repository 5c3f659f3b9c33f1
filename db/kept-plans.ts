import type pg from 'pg';

// PostgreSQL parses and plans a statement anew each time that it is sent without a name, which for most of a claim's life takes longer than to run
// it. One that is asked often gets a name: each connection plans it a few times more, and then keeps the plan if one serves all values.

/** So often a process asks before it counts as often: what is asked now and then would only take memory in every connection. */
const often = 10;
/** Statements that are counted. */
const most = 2_000;

/**
 * Left unnamed: whose best plan is another with every value (a filter that may be left out, a page or a list of any length), and whose columns a
 * migration adds to. Where a statement does not look like what it is, it says so: `any($2 /* few *\/)`, `from incoming_rows /* any length *\/`.
 */
const unfit =
  /\$\d+(?:::[\w[\]]+)? is null or\b|\blimit \$|\bany\(\$(?!\d+ \/\* few )|\/\* any length |(\bselect|\breturning|,|\.)\s*\*/i;

/** The name under which connections of this process keep the plan of a statement; undefined: it is planned each time. */
export function keptPlans(): (text: string) => string | undefined {
  const asked = new Map<string, { name: string | undefined; times: number }>();
  return (text) => {
    const known = asked.get(text);
    if (!known) {
      if (asked.size < most) asked.set(text, { name: unfit.test(text) ? undefined : `kept-${asked.size}`, times: 1 });
      return undefined;
    }
    known.times += 1;
    return known.times > often ? known.name : undefined;
  };
}

/** Lets the connections of a pool keep plans. */
export function keepPlans(client: pg.PoolClient, nameOf: (text: string) => string | undefined): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const kept = (text: unknown, values: unknown, ...rest: unknown[]) => {
    const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : undefined;
    return name ? query({ name, text }, values, ...rest) : query(text, values, ...rest);
  };
  client.query = kept as typeof client.query;
}
