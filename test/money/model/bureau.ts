import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { createClaimActivities } from '../../../activities/claim/index.ts';
import type { Deps } from '../../../activities/deps.ts';
import { createMoneyActivities } from '../../../activities/money/index.ts';
import { createPaymentReturnActivities } from '../../../activities/money/payment-returns.ts';
import { createRecoveryActivities } from '../../../activities/money/recovery/index.ts';
import { findClaim } from '../../../db/claims/claims.ts';
import { reportFraud } from '../../../db/claims/fraud-findings.ts';
import { fileObjection } from '../../../db/claims/notices.ts';
import { pinnedLaw } from '../../../db/claims/pins.ts';
import { storeDossier } from '../../../db/intake/dossiers.ts';
import { storeImport } from '../../../db/money/bank-imports.ts';
import { createPool, type Db, rows, transaction } from '../../../db/pool.ts';
import { addDays, type Instant, localDateOf } from '../../../domain/calendar/date.ts';
import { instantToMs } from '../../../domain/calendar/instant.ts';
import type { BankResult } from '../../../domain/money/disbursement.ts';
import { chinaCalendar } from '../../../jurisdictions/china/calendars/index.ts';
import type { Registry } from '../../../jurisdictions/registry.ts';
import { storePeople } from '../../claims/support/people.ts';
import { testDatabase } from '../../support/stack.ts';
import type { Claim, Transfer } from './model.ts';

const fund = 'skill-action-special-account';
const key = 'a key of tests that has thirty-two characters';

/** The real thing under the workflows: every act is the activity that writes it, on a database of its own. What the workflows would do besides — numbers, steps, telling the claim of the bank's answer — is done here. */
export class Bureau {
  readonly db: Db;
  readonly deps: Deps;
  now: Instant = '2020-05-18T10:00:00+08:00';
  readonly #ids = new Map<Claim, string>();
  readonly #batches = new Map<object, string>();

  private constructor(db: Db, registry: Registry) {
    this.db = db;
    this.deps = {
      ...{ db, registry, calendar: chinaCalendar, authorityMailDomain: 'authority.example' },
      // Nobody is told: there is no Temporal.
      client: undefined as unknown as Client,
      clock: { now: async () => this.now, offset: async () => 0 },
    };
  }

  static async open(registry: Registry): Promise<Bureau> {
    return new Bureau(createPool((await testDatabase()).databaseUrl, 3), registry);
  }

  close(): Promise<void> {
    return this.db.end();
  }

  idOf(claim: Claim): string {
    return this.#ids.get(claim)!;
  }

  /** Files the claim and approves its filing: it is in training. */
  async file(
    claim: Claim,
    filing: { programme: string; form: object; people: Parameters<typeof storePeople>[2] },
  ): Promise<void> {
    const id = `claim-${claim.no}`;
    this.#ids.set(claim, id);
    const rosterId = await storePeople(this.db, key, filing.people);
    const dossierId = await this.#dossier(id, 'filing', { filing: filing.form, rosterId }, 'clerk');
    await createClaimActivities(this.deps).fileClaim({
      ...{ claimId: id, n: 1, at: '2020-03-02T10:00:00+08:00', workflowId: `claim/${id}` },
      message: { by: 'clerk', via: 'api', dossierId },
      input: { claimId: id, jurisdiction: claim.place, programme: filing.programme, clockOffsetMs: 0 },
    });
    await this.act(claim, 'approveFiling', 'reviewer', { decision: 'approve' }, { next: true });
  }

  /** An act on a claim. `next`: it leads to the next step. */
  async act(
    claim: Claim,
    act: keyof ReturnType<typeof createClaimActivities>,
    by: string | null,
    body: Record<string, unknown> = {},
    { next = false, ...more }: { next?: boolean; objectionId?: string; dossierId?: string } = {},
  ): Promise<void> {
    const id = this.idOf(claim);
    const row = (await findClaim(this.db, id))!;
    const { steps } = (await pinnedLaw(this.db, id)).rules;
    const no = row.step_no + 1;
    const dossierId = more.dossierId ?? (by ? await this.#dossier(id, act, body, by) : undefined);
    const message = by
      ? { by, dossierId, objectionId: more.objectionId, decision: body.decision as string | undefined }
      : null;
    if (act === 'endNotice' && row.due_at && instantToMs(row.due_at) > instantToMs(this.now)) this.now = row.due_at;
    const move = { claimId: id, n: row.transition_no + 1, at: this.now, message };
    const via = more.dossierId ? undefined : ('api' as const);
    await createClaimActivities(this.deps)[act]({
      ...move,
      message: message && { ...message, via },
      next: next ? { step: steps[no]!, no } : undefined,
    } as never);
  }

  async object(claim: Claim, ref: string): Promise<string> {
    const [id, claimId] = [randomUUID(), this.idOf(claim)];
    const personal = { text: 'text', contact: 'contact' };
    await fileObjection(this.db, {
      id,
      notice_id: `N${claimId}`,
      claim_id: claimId,
      ref,
      filed_at: this.now,
      personal,
    });
    return id;
  }

  /** Forms the batch of a place on the 1st of the next month. */
  async formBatch(place: string, batch: object | undefined): Promise<void> {
    const first = `${addDays(`${localDateOf(this.now).slice(0, 7)}-28`, 4).slice(0, 7)}-01`;
    this.now = `${first}T02:00:00+08:00`;
    const input = { jurisdiction: place, fund, scheduledOn: first, workflowId: `${place}/${first}` } as const;
    const { disbursementId } = await createMoneyActivities(this.deps).formBatch(input);
    if (batch && disbursementId) this.#batches.set(batch, disbursementId);
  }

  async onBatch(
    batch: object,
    act: 'submitBatch' | 'decideBatch',
    by: string,
    body: Record<string, unknown> = {},
  ): Promise<void> {
    const disbursementId = this.#batches.get(batch)!;
    const dossierId = await this.#dossier(disbursementId, act, body, by);
    const decision = body.decision as string | undefined;
    await createMoneyActivities(this.deps)[act]({ disbursementId, message: { by, decision, dossierId } });
  }

  /** The bank's answer; who was paid is told to their claims. */
  async answer(batch: object, says: Map<Transfer, BankResult['status']>): Promise<void> {
    const disbursementId = this.#batches.get(batch)!;
    const results: BankResult[] = [];
    for (const [transfer, status] of says) {
      const { id, amount_fen: amountFen } = await this.payment(transfer);
      results.push({ paymentId: id, status, amountFen });
    }
    const importId = randomUUID();
    const head = { id: importId, disbursementId, sha256: importId, format: 'json', by: 'preparer', at: this.now };
    await transaction(this.db, (tx) => storeImport(tx, head, results));
    const dossierId = await this.#dossier(disbursementId, 'bank-results', { importId }, 'preparer');
    await createMoneyActivities(this.deps).bookResults({ disbursementId, message: { by: 'preparer', dossierId } });
    for (const [transfer, status] of says) {
      if (status !== 'paid' || (await findClaim(this.db, this.idOf(transfer.claim)))!.closed) continue;
      await this.act(transfer.claim, 'recordPayment', 'bank', {}, { dossierId: (await this.payment(transfer)).id });
    }
  }

  /** The claimant corrects the account of what came back, and another person confirms it. */
  async correct(transfer: Transfer): Promise<void> {
    const { id: paymentId } = await this.payment(transfer);
    const activities = createPaymentReturnActivities(this.deps);
    const bankAccount = { bankName: '示例银行', accountName: '示例企业', accountNumber: '3202000000000099' };
    const at = this.now;
    await activities.openReturn({ paymentId, n: 1, at, message: null });
    const corrected = await this.#dossier(paymentId, 'account-correction', { bankAccount }, 'clerk');
    await activities.correctAccount({ paymentId, n: 2, at, message: { by: 'clerk', dossierId: corrected } });
    const confirmed = await this.#dossier(paymentId, 'confirmation', {}, 'approver');
    await activities.confirmAccount({
      paymentId,
      n: 3,
      at,
      message: { by: 'approver', decision: 'approve', dossierId: confirmed },
    });
  }

  /** Fraud is found in the whole claim; an open claim counts anew. */
  async revoke(claim: Claim): Promise<void> {
    const [findingId, claimId] = [randomUUID(), this.idOf(claim)];
    const said = { refs: null, reason_code: 'never-trained', personal: { reason: 'text' }, reported_by: 'inspector' };
    await reportFraud(this.db, {
      id: findingId,
      claim_id: claimId,
      jurisdiction: claim.place,
      reported_at: this.now,
      ...said,
    });
    const dossierId = await this.#dossier(findingId, 'fraud-ruling', { decision: 'uphold' }, 'supervisor');
    const input = { recoveryId: `R${findingId}`, claimId, jurisdiction: claim.place, clockOffsetMs: 0, findingId };
    const message = { by: 'supervisor', decision: 'uphold', dossierId };
    const workflowId = `recovery/${findingId}`;
    await createRecoveryActivities(this.deps).ruleOnFraud({ input, workflowId, at: this.now, message });
    if (!(await findClaim(this.db, claimId))!.closed)
      await this.act(claim, 'recount', 'fraud-ruling', {}, { dossierId: findingId });
  }

  /** Money comes back: reported by one person, confirmed by another. `kind` finds the demand. */
  async repay(claim: Claim, kind: 'advance' | 'fraud', fen: number): Promise<void> {
    const [recovery] = await rows<{ id: string; act_no: number }>(
      this.db,
      `select id, act_no from recoveries where claim_id = $1 and (finding_id is not null) = $2 and status in ('open', 'overdue')`,
      [this.idOf(claim), kind === 'fraud'],
    );
    const { id: recoveryId, act_no } = recovery!;
    const acts = createRecoveryActivities(this.deps);
    const repaymentId = randomUUID();
    let n = act_no;
    const move = (message: object | null) => ({ recoveryId, n: ++n, at: this.now, message: message as never });
    if (act_no === 0)
      await acts.openRecovery({ ...move(null), workflowId: `recovery/${recoveryId}`, clockOffsetMs: 0 });
    const transfer = { repaymentId, amountFen: fen, receivedOn: localDateOf(this.now), bankReference: repaymentId };
    const reported = await this.#dossier(recoveryId, 'repayment', transfer, 'preparer');
    await acts.reportRepayment(move({ by: 'preparer', dossierId: reported }));
    const confirmed = await this.#dossier(recoveryId, 'confirmation', { repaymentId, decision: 'approve' }, 'approver');
    await acts.confirmRepayment(move({ by: 'approver', decision: 'approve', dossierId: confirmed }));
  }

  async payment({ batch, claim, kind }: Transfer): Promise<{ id: string; amount_fen: number; status: string }> {
    const found = await rows<{ id: string; amount_fen: number; status: string }>(
      this.db,
      'select id, amount_fen, status from payments where disbursement_id = $1 and claim_id = $2 and kind = $3',
      [this.#batches.get(batch), this.idOf(claim), kind],
    );
    return found[0]!;
  }

  async #dossier(of: string, kind: string, body: object, by: string): Promise<string> {
    const id = randomUUID();
    await storeDossier(this.db, { id, claimId: of, kind: kinds[kind] ?? kind, body, bySubject: by });
    return id;
  }
}

/** Where the API names what is handed in otherwise than the activity. */
const kinds: Record<string, string> = { submitBatch: 'submission', decideBatch: 'approval' };
