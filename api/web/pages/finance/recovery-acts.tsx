import type { Context } from 'hono';
import { decimalYuan, formatYuan } from '../../../../domain/money/yuan.ts';
import type { WebEnv } from '../../env.ts';
import type { Refusal } from '../../parts/act.ts';
import { approveOrReject, Choice } from '../../parts/choice.tsx';
import { ActForm, Field } from '../../parts/form.tsx';
import { OtherPerson } from '../../parts/other-person.tsx';
import type { Demand } from './types.ts';

interface Shown {
  c: Context<WebEnv>;
  demand: Demand;
  refusal?: Refusal;
}

/** How many instalments a form has lines for. */
export const instalmentLines = 12;

/** What who reads it may do: one reports, another confirms. */
export function RecoveryActs(shown: Shown) {
  const { c, demand } = shown;
  const role = c.var.session?.role;
  if (role === 'finance-approver') {
    // One after the other, in the order in which they were reported.
    const reported = demand.repayments.find(({ status }) => status === 'reported');
    if (!reported) return null;
    if (reported.reportedBy === c.var.session?.subject) return <OtherPerson c={c} did="reported" />;
    return <Confirmation {...shown} repayment={reported} />;
  }
  if (role === 'supervisor' && demand.listing === 'proposed') return <ListingDecision {...shown} />;
  if (role !== 'finance-preparer' || demand.status === 'cancelled') return null;
  const open = demand.restFen > 0;
  return (
    <>
      {demand.surplusFen > 0 ? <Refund {...shown} /> : <Repayment {...shown} />}
      {open && <Instalments {...shown} />}
      {demand.status === 'overdue' && demand.listing === 'none' && <Listing {...shown} />}
    </>
  );
}

/** The key and the words of the form that was refused, where it is this one. */
const refusedAs = (name: string, { refusal }: Shown) => (refusal?.sent.text('form') === name ? refusal : undefined);

function Repayment(shown: Shown) {
  const { c, demand } = shown;
  const { say } = c.var;
  const refusal = refusedAs('repayment', shown);
  const common = { problem: refusal?.problem, say, required: true };
  return (
    <section class="card" aria-labelledby="repayment">
      <h2 id="repayment">{say('登记收到的退款', 'Report a repayment')}</h2>
      {demand.restFen <= 0 && (
        <p>
          {say(
            '本追回已退清，无须再退。此后仍有款项到账的在此登记，多收部分随后返还。',
            'Everything is repaid. Should money arrive all the same, report it here: what is too much is then sent back.',
          )}
        </p>
      )}
      <ActForm action={`/recoveries/${demand.id}/repayments`} idempotencyKey={refusal?.sent.key}>
        <input type="hidden" name="form" value="repayment" />
        <Field
          name="amountFen"
          label={say('金额（元）', 'Yuan')}
          value={refusal?.sent.text('amountFen') ?? (demand.restFen > 0 ? decimalYuan(demand.restFen) : '')}
          more={{ inputmode: 'decimal' }}
          {...common}
        />
        <Field
          name="receivedOn"
          type="date"
          label={say('到账日期', 'Received on')}
          value={refusal?.sent.text('receivedOn')}
          {...common}
        />
        <Field
          name="bankReference"
          label={say('银行流水号', 'The bank’s number')}
          value={refusal?.sent.text('bankReference')}
          {...common}
        />
        <div class="actions">
          <button type="submit">{say('登记退款', 'Report it')}</button>
        </div>
      </ActForm>
    </section>
  );
}

function Refund(shown: Shown) {
  const { c, demand } = shown;
  const { say } = c.var;
  const refusal = refusedAs('refund', shown);
  const common = { problem: refusal?.problem, say, required: true };
  return (
    <section class="card" aria-labelledby="refund">
      <h2 id="refund">
        {say(
          `登记返还多退款 ${formatYuan(demand.surplusFen)}`,
          `Report that ${formatYuan(demand.surplusFen)} were sent back`,
        )}
      </h2>
      <ActForm action={`/recoveries/${demand.id}/refunds`} idempotencyKey={refusal?.sent.key}>
        <input type="hidden" name="form" value="refund" />
        <Field
          name="paidOn"
          type="date"
          label={say('返还日期', 'Sent back on')}
          value={refusal?.sent.text('paidOn')}
          {...common}
        />
        <Field
          name="bankReference"
          label={say('返还的银行流水号', 'The bank’s number of the refund')}
          value={refusal?.sent.text('bankReference')}
          {...common}
        />
        <div class="actions">
          <button type="submit">{say('登记返还', 'Report the refund')}</button>
        </div>
      </ActForm>
    </section>
  );
}

function Instalments(shown: Shown) {
  const { c, demand } = shown;
  const { say } = c.var;
  const refusal = refusedAs('instalments', shown);
  return (
    <section class="card" aria-labelledby="instalments">
      <h2 id="instalments">{say('商定分期', 'Agree on instalments')}</h2>
      <p class="hint">
        {say(
          `各期之和应为未退金额 ${formatYuan(demand.restFen)}；不需要的期次留空。`,
          `They sum to what is open, ${formatYuan(demand.restFen)}; leave empty what is not needed.`,
        )}
      </p>
      <ActForm action={`/recoveries/${demand.id}/instalments`} idempotencyKey={refusal?.sent.key}>
        <input type="hidden" name="form" value="instalments" />
        <details open={refusal !== undefined}>
          <summary>{say('填写各期', 'Enter them')}</summary>
          {Array.from({ length: instalmentLines }, (_, i) => (
            <fieldset>
              <legend>{say(`第 ${i + 1} 期`, `No. ${i + 1}`)}</legend>
              {(['dueOn', 'amountFen'] as const).map((name) => (
                <Field
                  name={`instalments.${i}.${name}`}
                  type={name === 'dueOn' ? 'date' : 'text'}
                  label={name === 'dueOn' ? say('期限', 'Due on') : say('金额（元）', 'Yuan')}
                  value={refusal?.sent.text(`instalments.${i}.${name}`)}
                  problem={refusal?.problem}
                  say={say}
                />
              ))}
            </fieldset>
          ))}
          <div class="actions">
            <button type="submit">{say('确定分期', 'Agree')}</button>
          </div>
        </details>
      </ActForm>
    </section>
  );
}

function Listing(shown: Shown) {
  const { c, demand } = shown;
  const { say } = c.var;
  const refusal = refusedAs('listing', shown);
  return (
    <section class="card" aria-labelledby="listing">
      <h2 id="listing">{say('提出失信登记', 'Propose the listing as dishonest')}</h2>
      <ActForm action={`/recoveries/${demand.id}/listing`} idempotencyKey={refusal?.sent.key}>
        <input type="hidden" name="form" value="listing" />
        <Field
          name="reason"
          label={say('理由', 'Why')}
          rows={3}
          value={refusal?.sent.text('reason')}
          problem={refusal?.problem}
          required
          say={say}
        />
        <div class="actions">
          <button type="submit" class="danger">
            {say('提交督办人员决定', 'Put it before a supervisor')}
          </button>
        </div>
      </ActForm>
    </section>
  );
}

function ListingDecision(shown: Shown) {
  const { c, demand } = shown;
  const { say } = c.var;
  const refusal = refusedAs('listing-decision', shown);
  const common = { problem: refusal?.problem, say };
  return (
    <section class="card" aria-labelledby="listing-decision">
      <h2 id="listing-decision">{say('决定失信登记', 'Decide on the listing as dishonest')}</h2>
      <ActForm action={`/recoveries/${demand.id}/listing-decision`} idempotencyKey={refusal?.sent.key}>
        <input type="hidden" name="form" value="listing-decision" />
        <Choice
          name="decision"
          label={say('结论', 'Decision')}
          options={[
            ['approve', say('列入', 'List')],
            ['reject', say('不列入', 'Spare')],
          ]}
          value={refusal?.sent.text('decision')}
          {...common}
        />
        <Field
          name="reason"
          label={say('理由', 'Why')}
          rows={3}
          value={refusal?.sent.text('reason')}
          required
          {...common}
        />
        <div class="actions">
          <button type="submit">{say('作出决定', 'Decide')}</button>
        </div>
      </ActForm>
    </section>
  );
}

function Confirmation({ repayment, ...shown }: Shown & { repayment: Demand['repayments'][number] }) {
  const { c, demand } = shown;
  const { say } = c.var;
  const { id, amountFen, receivedOn, bankReference, refund } = repayment;
  const refusal = refusedAs(id, shown);
  const what = refund ? say('确认返还', 'Confirm the refund') : say('确认退款', 'Confirm the repayment');
  const common = { problem: refusal?.problem, say };
  return (
    <section class="card" aria-labelledby={`confirm-${id}`}>
      <h2 id={`confirm-${id}`}>{`${what}${say('：', ': ')}${formatYuan(amountFen)}`}</h2>
      <p>
        {receivedOn} · {bankReference}
      </p>
      <ActForm
        action={`/recoveries/${demand.id}/${refund ? 'refunds' : 'repayments'}/${id}/confirmation`}
        idempotencyKey={refusal?.sent.key}
      >
        <input type="hidden" name="form" value={id} />
        <Choice
          name="decision"
          label={say('与银行流水核对后', 'Compared with the bank')}
          options={approveOrReject(say)}
          value={refusal?.sent.text('decision')}
          {...common}
        />
        <Field
          name="reason"
          label={say('意见', 'Reason')}
          hint={say('不同意时必须填写。', 'Needed for a refusal.')}
          value={refusal?.sent.text('reason')}
          rows={3}
          {...common}
        />
        <div class="actions">
          <button type="submit">{say('作出决定', 'Decide')}</button>
        </div>
      </ActForm>
    </section>
  );
}
