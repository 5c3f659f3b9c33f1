import { serve, TimeoutError, workflow } from '@restatedev/restate-sdk';
import pg from 'pg';

// The claims' code; Restate's server keeps them, takes the acts over HTTP and calls this process.
const { DATABASE_URL, PORT, ACTS, NOTICE_MS } = process.env;
const [filing, ...later] = ACTS.split(',');
/** How long each act is waited for; nobody lets it come to that. */
const LIMIT = { days: 200 };
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });

// A promise that is resolved says that the act is kept, not that the claim has taken it: the claim answers by a promise of its own.
const answerOf = (ctx, act) => ctx.promise(`${act}/answer`);

const claim = workflow({
  name: 'claim',
  handlers: {
    async run(ctx, by) {
      const insert = 'insert into bare_claims (id, filed_by) values ($1, $2) on conflict do nothing';
      await ctx.run('insertClaim', async () => void (await pool.query(insert, [ctx.key, by])));
      await answerOf(ctx, filing).resolve(filing);
      for (const act of later) {
        try {
          await ctx.promise(act).get().orTimeout(LIMIT);
        } catch (error) {
          if (error instanceof TimeoutError) return `${act} is overdue`;
          throw error;
        }
        await answerOf(ctx, act).resolve(act);
      }
      await ctx.sleep(Number(NOTICE_MS));
      await ctx.promise('payment_result').get();
      return 'paid';
    },
    async [filing](ctx, by) {
      ctx.workflowSendClient(claim, ctx.key).run(by);
      return answerOf(ctx, filing).get();
    },
    ...Object.fromEntries(
      later.map((act) => [
        act,
        async (ctx, by) => {
          await ctx.promise(act).resolve(by);
          return answerOf(ctx, act).get();
        },
      ]),
    ),
    payment_result: (ctx, by) => ctx.promise('payment_result').resolve(by),
  },
});

await serve({ services: [claim], port: Number(PORT) });
console.log('worker ready');
