import type { Registry } from 'prom-client';
import type { Db } from '../../db/pool.ts';
import {
  type OpenMoney,
  openBatches,
  openClaims,
  openRecoveries,
  type PaidMoney,
  paidSince,
  queued,
} from '../../db/watch/standing.ts';
import { workKinds } from '../../domain/queues.ts';
import type { Deps } from '../deps.ts';
import { type Figure, gauges, type Labels } from './gauges.ts';

/** Where claims, money and what is to be told stand, of all places, and how many workers take tasks. Read when somebody asks for figures. */
export function measureStanding(
  registry: Registry,
  { pool, gateway, log }: Pick<Deps, 'pool' | 'gateway' | 'log'>,
): void {
  const claims = once(() => openClaims(pool));
  const batches = once(() => openBatches(pool));
  const recoveries = once(() => openRecoveries(pool));
  const paid = once(paidSoFar(pool));
  const waiting = once(() => queued(pool));
  const workers = once(() =>
    Promise.all(workKinds.map(async (queue): Promise<Figure> => [{ queue }, await gateway.workers(queue)])),
  );
  const gauge = gauges(registry, log);

  gauge('claims_open', 'Claims that are not closed', ['jurisdiction', 'programme', 'stage'], async () =>
    (await claims()).map(({ jurisdiction, programme, stage, count }) => [{ jurisdiction, programme, stage }, count]),
  );
  gauge('claims_overdue', 'Of these, where a limit was missed', ['jurisdiction', 'programme', 'stage'], async () =>
    (await claims()).map(({ jurisdiction, programme, stage, overdue }) => [
      { jurisdiction, programme, stage },
      overdue,
    ]),
  );
  const ofMoney = ['jurisdiction', 'fund', 'status'];
  gauge('batches_open', 'Batches that wait for a person or the bank', ofMoney, async () => counts(await batches()));
  gauge('batches_open_fen', 'What is in them, fen', ofMoney, async () => sums(await batches()));
  // A moment rather than an age, as Prometheus has it: whoever asks later knows how old it is then.
  gauge('batches_oldest_timestamp_seconds', 'Since when the oldest of them waits', ofMoney, async () =>
    (await batches()).map((one) => [moneyOf(one), one.since]),
  );
  const paidHelp = 'What claimants were paid, advances too, less what the bank sent back, fen';
  gauge('paid_fen', paidHelp, ['jurisdiction', 'fund'], async () =>
    (await paid()).map(({ jurisdiction, fund, fen }) => [{ jurisdiction, fund }, fen]),
  );
  gauge('recoveries_open', 'Demands for money that is to come back', ofMoney, async () => counts(await recoveries()));
  gauge('recoveries_open_fen', 'What is still to come of them, fen', ofMoney, async () => sums(await recoveries()));
  gauge('mails_waiting', 'Mails that the server has not taken yet', [], async () => [[{}, (await waiting()).mails]]);
  gauge('mails_refused', 'Mails that the server has refused for good', [], async () => [
    [{}, (await waiting()).mailsRefused],
  ]);
  gauge('webhooks_waiting', 'What claimants’ systems have not been told yet', [], async () => [
    [{}, (await waiting()).webhooks],
  ]);
  gauge('acts_running', 'Acts that this process has under way', [], async () => [[{}, gateway.acts().running]]);
  gauge('acts_waiting', 'Acts that wait for their turn here', [], async () => [[{}, gateway.acts().waiting]]);
  gauge('workers_polling', 'Workers that take work of a kind', ['queue'], workers);
}

const moneyOf = ({ jurisdiction, fund, status }: OpenMoney): Labels => ({ jurisdiction, fund, status });
const counts = (open: readonly OpenMoney[]): Figure[] => open.map((one) => [moneyOf(one), one.count]);
const sums = (open: readonly OpenMoney[]): Figure[] => open.map((one) => [moneyOf(one), one.fen]);

/** The ledger is read whole once, and then only what is new in it. */
function paidSoFar(pool: Db): () => Promise<PaidMoney[]> {
  let last: PaidMoney[] = [];
  return async () => {
    try {
      last = await paidSince(pool, last);
      return last;
    } catch (error) {
      // What answers next may be a backup, with a shorter ledger.
      last = [];
      throw error;
    }
  };
}

/** Milliseconds for which what was read is told again: several figures come of one reading, and several may ask. */
const freshMs = 5_000;
/** What takes long to read is told longer, so that one process has the database busy with it for a twentieth of the time. */
const restPerWork = 20;
/** Milliseconds after which a reading that has not come is begun again. */
const lostMs = 60_000;

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let last: { until: number; value: Promise<T> } | undefined;
  return () => {
    const begun = Date.now();
    if (last && begun <= last.until) return last.value;
    const reading = { until: begun + lostMs, value: read() };
    last = reading;
    reading.value.then(
      () => {
        const done = Date.now();
        reading.until = done + Math.max(freshMs, (done - begun) * restPerWork);
      },
      () => {
        if (last === reading) last = undefined;
      },
    );
    return reading.value;
  };
}
