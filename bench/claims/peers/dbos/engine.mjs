import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { DBOS } from '@dbos-inc/dbos-sdk';
import pg from 'pg';

// DBOS is a library: the engine lives in the process that has the claims, and the acts come to that process over HTTP.
const { DATABASE_URL, PORT, ACTS, NOTICE_MS } = process.env;
const [filing, ...later] = ACTS.split(',');
/** How long each act is waited for; nobody lets it come to that. */
const LIMIT = { timeoutSeconds: 200 * 86_400 };
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });

const claim = DBOS.registerWorkflow(
  async (id, by) => {
    const insert = 'insert into bare_claims (id, filed_by) values ($1, $2) on conflict do nothing';
    await DBOS.runStep(async () => void (await pool.query(insert, [id, by])), { name: 'insertClaim' });
    await DBOS.setEvent(filing, filing);
    for (const act of later) {
      if ((await DBOS.recv(act, LIMIT)) === null) return `${act} is overdue`;
      await DBOS.setEvent(act, act);
    }
    await DBOS.sleep(Number(NOTICE_MS));
    return (await DBOS.recv('payment_result', LIMIT)) === null ? 'payment is overdue' : 'paid';
  },
  { name: 'claim' },
);

// A message alone says that it is kept, not that the claim has taken it: the answer of an act is the event that the claim publishes behind it.
const answerOf = (id, act) => DBOS.getEvent(id, act);

async function answer(id, act, by) {
  if (act === 'end') return DBOS.retrieveWorkflow(id).getResult({ pollingIntervalMs: 100 });
  if (act === filing) await DBOS.startWorkflow(claim, { workflowID: id })(id, by);
  else await DBOS.send(id, by, act);
  return act === 'payment_result' ? 'kept' : answerOf(id, act);
}

DBOS.setConfig({ name: 'claims', systemDatabaseUrl: DATABASE_URL, logLevel: 'warn' });
await DBOS.launch();
createServer(async (request, response) => {
  const [, , id, act] = request.url.split('/');
  try {
    const body = request.method === 'POST' ? await json(request) : undefined;
    response.end(JSON.stringify(await answer(id, act, body)));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}).listen(Number(PORT), '127.0.0.1', () => console.log('worker ready'));
