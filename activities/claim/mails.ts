import type { ClaimRow } from '../../db/claims/claims.ts';
import { contactAddressOf } from '../../db/intake/dossiers.ts';
import { type Addressee, enqueueMail } from '../../db/mail/outbox.ts';
import { type Queryable, together } from '../../db/pool.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import type { Move } from '../../domain/claim/protocol.ts';
import type { Deps } from '../deps.ts';
import type { Detail } from './context.ts';

export type Recipient = Exclude<Addressee, 'report'>;
type Desk = Exclude<Addressee, 'claimant'>;

/** Who hears of which move. The template has the name of the move. */
const recipients: Readonly<Record<string, readonly Recipient[]>> = {
  fileClaim: ['claimant', 'reviewer'],
  resubmit: ['reviewer'],
  approveFiling: ['claimant'],
  returnForCorrection: ['claimant'],
  rejectClaim: ['claimant'],
  escalateReview: ['supervisor'],
  completeTraining: ['claimant'],
  missEvidence: ['claimant', 'finance'],
  requestAdvance: ['finance'],
  recordAdvancePaid: ['claimant'],
  apply: ['claimant', 'reviewer'],
  approveApplication: ['claimant'],
  verify: ['claimant'],
  passExternal: ['claimant'],
  endNotice: ['claimant', 'finance'],
  rule: ['claimant'],
  reviewChange: ['claimant'],
  repin: ['claimant', 'finance'],
  reopen: ['claimant', 'reviewer', 'finance'],
  recordPayment: ['claimant'],
  lapse: ['claimant'],
  withdraw: ['reviewer'],
};

/** Mails that name the ground of a decision. What was said in words may be about people: that is read where it is told to whom. */
const saysWhy: readonly string[] = ['returnForCorrection', 'rejectClaim'];

/** Mails that name the sum that was paid. */
const saysPaid: readonly string[] = ['recordPayment', 'recordAdvancePaid'];

/** What became of an objection, and of the sum; nothing of who objects or of whom. */
const ruled = ({ message }: Move, { amount_fen }: ClaimRow, { beforeFen }: Detail) => ({
  ruling: message?.decision ?? '',
  ...(message?.decision === 'uphold' && typeof beforeFen === 'number' && { beforeFen }),
  ...(amount_fen !== null && { nowFen: amount_fen }),
});

/** Puts the mails of a move into the outbox, in the move's own transaction: ids, stage and dates, nothing personal but the address. */
export async function announce(
  tx: Queryable,
  deps: Deps,
  { act, move, claim, detail }: { act: string; move: Move; claim: ClaimRow; detail: Detail },
): Promise<void> {
  const template = detail.nothingDue === true ? 'nothingDue' : act;
  const reasonCode = saysWhy.includes(act) && move.message?.reasonCode;
  const more = {
    dueAt: claim.due_at ?? '',
    ...(typeof detail.clause === 'string' && { clause: detail.clause }),
    ...(reasonCode && { reasonCode }),
    ...(saysPaid.includes(act) && typeof detail.amountFen === 'number' && { amountFen: detail.amountFen }),
    ...(act === 'rule' && ruled(move, claim, detail)),
  };
  await together(
    (recipients[act] ?? []).map((recipient) => {
      const onceKey = `${claim.id}/${move.n}/${template}/${recipient}`;
      return mailAbout(tx, deps, claim, { template, recipient, onceKey, at: move.at, more });
    }),
  );
}

/** A mail about a claim, once per `onceKey`: ids, stage and dates, and `more` that is not personal either. */
export async function mailAbout(
  tx: Queryable,
  deps: Pick<Deps, 'registry' | 'authorityMailDomain'>,
  claim: ClaimRow,
  mail: {
    template: string;
    recipient: Recipient;
    onceKey: string;
    at: Instant;
    more: Record<string, string | number>;
  },
): Promise<void> {
  const { template, recipient, onceKey, at, more } = mail;
  const to = await addressOf(tx, deps, claim, recipient);
  if (!to) return;
  const params = { ...aboutClaim(deps, claim), ...more };
  await enqueueMail(tx, { onceKey, template, params, addressee: recipient, to, at });
}

/** What every mail about a claim says of it. */
export function aboutClaim(deps: Pick<Deps, 'registry'>, claim: ClaimRow): Record<string, string> {
  const { jurisdiction, programme } = deps.registry.programme(claim.jurisdiction, claim.programme);
  return {
    claimId: claim.id,
    jurisdictionZh: jurisdiction.names.zh,
    jurisdictionEn: jurisdiction.names.en,
    programmeZh: programme.names.zh,
    programmeEn: programme.names.en,
    stage: claim.stage,
  };
}

/** The claimant's own address is the one that was said last; undefined once the dossier is erased. */
export async function addressOf(
  tx: Queryable,
  deps: Pick<Deps, 'authorityMailDomain'>,
  claim: ClaimRow,
  recipient: Recipient,
): Promise<string | undefined> {
  return recipient === 'claimant' ? contactAddressOf(tx, claim) : deskAddress(deps, recipient, claim.jurisdiction);
}

export function deskAddress(deps: Pick<Deps, 'authorityMailDomain'>, desk: Desk, jurisdiction: string): string {
  return `${desk}@${jurisdiction}.${deps.authorityMailDomain}`;
}
