import { type Queryable, rows } from '../../db/pool.ts';

/** How PostgreSQL goes about the longest statement that `work` asks; each is answered with no rows. `how`: also `explain (analyze, buffers)`, which does it. */
export async function planOf(
  tx: Queryable,
  work: (explaining: Queryable) => Promise<unknown>,
  how = 'explain',
): Promise<string> {
  let plan = '';
  const explaining = {
    query: async (text: string, values: unknown[]) => {
      const lines = await rows<{ 'QUERY PLAN': string }>(tx, `${how} ${text}`, values);
      const told = lines.map((line) => line['QUERY PLAN']).join('\n');
      if (told.length > plan.length) plan = told;
      return { rows: [] };
    },
  };
  await work(explaining as unknown as Queryable);
  return plan;
}
