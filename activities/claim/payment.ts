import type { Context, Detail } from './context.ts';
import { finish } from './settlement.ts';

/** The bank has answered for one of the claim's payments; the money itself was booked with the bank's result. */
export async function recordPayment(c: Context): Promise<Detail> {
  await finish(c);
  return { paymentId: c.move.message?.dossierId };
}

/** Somebody sent a signal that means nothing here: kept for the admin, changes nothing. */
export async function noteIgnoredSignal(c: Context): Promise<Detail> {
  return { signal: c.move.message?.reasonCode };
}
