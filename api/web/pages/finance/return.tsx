import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { PaymentReturnPage } from '../../../routes/payment-returns.ts';
import type { WebEnv } from '../../env.ts';
import { nameIn } from '../../names.ts';
import { doAct, type Refusal } from '../../parts/act.ts';
import { approveOrReject, Choice } from '../../parts/choice.tsx';
import { ActForm, Field, Read } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { Facts, ProblemNote, Until, When, Yuan } from '../../parts/show.tsx';
import { isOfficial } from '../../session.ts';
import { moverName } from '../timeline-names.ts';
import { BankReason } from './bank-reason.tsx';
import { returnActNames, returnOriginNames } from './names.ts';
import { ReturnStatus } from './return-status.tsx';

type Returned = z.infer<typeof PaymentReturnPage>;
type Account = Returned['returnedAccount'];

const apiPath = (c: Context<WebEnv>) => `/v1/payment-returns/${encodeURIComponent(c.req.param('id')!)}`;

/** A payment that waits for its account: both accounts side by side, the claimant's correction, and the second person's word on it. */
export async function returnPage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote, session } = c.var;
  const found = await remote.get<Returned>(apiPath(c));
  const title = say(`退票 ${found.id}`, `Returned payment ${found.id}`);
  // What else of the claim is due goes with it, to the same account.
  const other = found.waits ? found.amountFen - (found.paymentFen - found.fallenFen - found.recoveredFen) : 0;
  const corrects = session && !isOfficial(session.role) && found.status === 'correction';
  const confirms = session?.role === 'finance-approver' && found.status === 'confirmation';
  return page(
    c,
    title,
    <>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      <h1>{title}</h1>
      <section class="card" aria-label={say('退票情况', 'What happened')}>
        <Facts
          of={[
            [say('状态', 'Status'), <ReturnStatus c={c} of={found} />],
            [say('申报', 'Claim'), <a href={`/claims/${found.claimId}`}>{found.claimId}</a>],
            [say('原付款金额（元）', 'The payment was for (yuan)'), <Yuan fen={found.paymentFen} />],
            ...(found.fallenFen > 0
              ? [
                  [
                    say('此后核减，不再拨付（元）', 'Fallen since, not paid again (yuan)'),
                    <Yuan fen={found.fallenFen} />,
                  ] as const,
                ]
              : []),
            ...(found.recoveredFen > 0
              ? [
                  [
                    say('已追回，不再拨付（元）', 'Taken back meanwhile, not paid again (yuan)'),
                    <Yuan fen={found.recoveredFen} />,
                  ] as const,
                ]
              : []),
            ...(found.waits
              ? [[say('待重新拨付（元）', 'To be paid again (yuan)'), <Yuan fen={found.amountFen} />] as const]
              : []),
            ...(other > 0
              ? [
                  [
                    say('其中本件其他待拨款项（元）', 'Of that, what else of the claim is due (yuan)'),
                    <Yuan fen={other} />,
                  ] as const,
                ]
              : []),
            [say('来源', 'Where from'), say(returnOriginNames[found.origin]!)],
            [say('原因', 'Why'), <BankReason {...{ code: found.reasonCode, words: found.reason, say }} />],
            [say('期限', 'Due'), <Until at={found.dueAt} />],
          ]}
        />
      </section>
      <div class="columns">
        <AccountCard
          c={c}
          id="before"
          title={say('原收款账户', 'The account as it was')}
          account={found.returnedAccount}
        />
        {found.correctedAccount && (
          <AccountCard
            c={c}
            id="after"
            title={say('更正后的账户', 'The account as corrected')}
            account={found.correctedAccount}
          />
        )}
      </div>
      {confirms && <Confirmation c={c} id={found.id} revision={found.revision} refusal={refusal} />}
      {corrects && (
        <Correction c={c} id={found.id} account={found.correctedAccount ?? found.returnedAccount} refusal={refusal} />
      )}
      {found.acts.length > 0 && (
        <section class="card" aria-labelledby="acts">
          <h2 id="acts">{say('办理记录', 'Record')}</h2>
          <ol class="timeline">
            {found.acts.map(({ act, by, at, reason }) => (
              <li>
                <strong>{say(nameIn(returnActNames, act))}</strong>
                <div class="soft">
                  <When at={at} /> · {say(moverName({ act, by }, session !== null && isOfficial(session.role)))}
                </div>
                {reason && <div>{reason}</div>}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>,
    refusal ? (refusal.problem.status as 422) : 200,
  );
}

function AccountCard({ c, id, title, account }: { c: Context<WebEnv>; id: string; title: string; account: Account }) {
  const { say } = c.var;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Facts
        of={[
          [say('开户银行', 'Bank'), account.bankName],
          [say('户名', 'Holder'), account.accountName],
          [say('账号', 'Number'), account.accountNumber],
          [say('行号', 'Bank code'), account.bankCode ?? '—'],
        ]}
      />
    </section>
  );
}

interface FormProps {
  c: Context<WebEnv>;
  id: string;
  refusal?: Refusal;
}

function Confirmation({ c, id, revision, refusal }: FormProps & { revision: string }) {
  const { say } = c.var;
  const common = { problem: refusal?.problem, say };
  return (
    <section class="card" aria-labelledby="confirmation">
      <h2 id="confirmation">{say('确认更正后的账户', 'Confirm the corrected account')}</h2>
      <ActForm action={`/returns/${id}/confirmation`} idempotencyKey={refusal?.sent.key}>
        <Read revision={revision} />
        <Choice
          name="decision"
          label={say('结论', 'Decision')}
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

function Correction({ c, id, account, refusal }: FormProps & { account: Account }) {
  const { say } = c.var;
  const field = (name: keyof Account, label: string, required = true) => (
    <Field
      name={`bankAccount.${name}`}
      label={label}
      required={required}
      // The number is typed anew: what is shown may be masked, and was wrong.
      value={refusal?.sent.text(`bankAccount.${name}`) ?? (name === 'accountNumber' ? '' : account[name])}
      problem={refusal?.problem}
      say={say}
    />
  );
  return (
    <section class="card" aria-labelledby="correction">
      <h2 id="correction">{say('更正收款账户', 'Correct the account')}</h2>
      <ActForm action={`/returns/${id}/account-correction`} idempotencyKey={refusal?.sent.key}>
        {field('bankName', say('开户银行', 'Bank'))}
        {field('accountName', say('户名', 'Holder'))}
        {field('accountNumber', say('账号', 'Number'))}
        {field('bankCode', say('行号', 'Bank code'), false)}
        <div class="actions">
          <button type="submit">{say('提交更正', 'Send the correction')}</button>
        </div>
      </ActForm>
    </section>
  );
}

const back = (c: Context<WebEnv>) => `/returns/${c.req.param('id')}`;

export const confirmAccount = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => c.var.remote.post(`${apiPath(c)}/confirmation`, sent.some('decision', 'reason', 'revision'), sent.key),
    () => back(c),
    (refusal) => returnPage(c, refusal),
  );

export const correctAccount = (c: Context<WebEnv>) =>
  doAct(
    c,
    (sent) => {
      const names = ['bankName', 'accountName', 'accountNumber', 'bankCode'];
      const bankAccount = Object.fromEntries(names.map((name) => [name, sent.optional(`bankAccount.${name}`)]));
      return c.var.remote.post(`${apiPath(c)}/account-correction`, { bankAccount }, sent.key);
    },
    () => back(c),
    (refusal) => returnPage(c, refusal),
  );
