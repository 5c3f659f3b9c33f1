import type { z } from '@hono/zod-openapi';
import { type DeliveryRow, listDeliveries, type MailState, undeliveredOf } from '../../db/mail/list.ts';
import { addressOf } from '../../db/mail/outbox.ts';
import { asSystem } from '../../db/scope.ts';
import { happenedIn } from '../../domain/messages/mail-content.ts';
import { isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { claimFor } from '../claims/scope.ts';
import { page } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import type { Mail, UndeliveredMail } from './schemas.ts';

/** What became of the mails of an admin's place, or of all; addresses in part. */
export async function listMails(
  deps: Deps,
  actor: Actor,
  asked: { state: MailState | null; before: number | null; limit: number },
) {
  const place = actor.jurisdiction ?? null;
  return disclose(deps, {
    ...{ actor, what: 'mails', of: { place }, duty: undefined },
    holds: ({ items }) => items.length > 0,
    open: async () => {
      const { state, before, limit } = asked;
      // Mails are the system's own: an admin sees of them what is no address.
      const found = await asSystem(() => listDeliveries(deps.pool, { place, state }, before, limit + 1));
      return page(
        found,
        limit,
        (row) => mailView(deps, row),
        ({ id }) => ({ id }),
      );
    },
  });
}

export function mailView({ pool }: Pick<Deps, 'pool'>, row: DeliveryRow): z.infer<typeof Mail> {
  const { id, once_key, personal } = row;
  const to = personal.to !== undefined ? maskAddress(addressOf(pool, { id, once_key, personal })) : null;
  return {
    ...viewOf(row),
    ...{ to, claimId: row.claim_id, sentAt: row.sent_at, bouncedAt: row.bounced_at, error: row.last_error },
  };
}

/** A claimant learns of mails to themself, an official of all that tell of the claim. */
export async function undeliveredMails(
  { pool }: Pick<Deps, 'pool'>,
  actor: Actor,
  claimId: string,
): Promise<z.infer<typeof UndeliveredMail>[]> {
  await claimFor({ pool }, actor, claimId);
  const found = await asSystem(() => undeliveredOf(pool, claimId));
  return found.filter(({ addressee }) => !isClaimant(actor) || addressee === 'claimant').map(viewOf);
}

function viewOf(row: DeliveryRow): z.infer<typeof UndeliveredMail> {
  const { id, template, addressee, at, state, attempts } = row;
  const tried = state === 'waiting' || state === 'retrying';
  return {
    ...{ id, event: template, happened: happenedIn(template), addressee, at, state, attempts },
    nextTryAt: tried ? row.next_try_at : null,
  };
}

/** `l***@example.com`: enough to see a slip in the part that is most often wrong, and whose it is for nobody who does not know. */
export const maskAddress = (address: string) => address.replace(/^(.)[^@]*/u, '$1***');
