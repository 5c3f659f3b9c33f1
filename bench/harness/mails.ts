import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, row } from '../../db/pool.ts';

const PATIENCE_MS = 300_000;

/** Seconds until no mail waits to be sent. @throws Error when none leaves any more */
export async function allMailSent(db: Db): Promise<number> {
  const began = performance.now();
  const count = 'select count(*) as n from outbox where sent_at is null and bounced_at is null';
  let [least, at] = [Infinity, began];
  for (;;) {
    const { n } = (await row<{ n: number }>(db, count))!;
    const now = performance.now();
    if (n === 0) return (now - began) / 1000;
    if (n < least) [least, at] = [n, now];
    if (now - at > PATIENCE_MS) throw new Error(`${n} mails wait, and none is sent`);
    await sleep(250);
  }
}
