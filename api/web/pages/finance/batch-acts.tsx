import type { Context } from 'hono';
import { formatYuan } from '../../../../domain/money/yuan.ts';
import type { WebEnv } from '../../env.ts';
import type { Refusal } from '../../parts/act.ts';
import { Choice } from '../../parts/choice.tsx';
import { ActForm, Field } from '../../parts/form.tsx';
import { OtherPerson } from '../../parts/other-person.tsx';
import { AnswerForm } from './bank-answer.tsx';
import type { Batch, Paid } from './types.ts';

interface Shown {
  c: Context<WebEnv>;
  batch: Batch;
  /** Those of the page that is shown. */
  payments: Paid[];
  refusal?: Refusal;
}

/** What may be done with the batch now by who reads it; nothing for others. */
export function BatchActs(shown: Shown) {
  const { c, batch } = shown;
  const role = c.var.session?.role;
  if (role === 'finance-preparer' && batch.status === 'formed') return <Submission {...shown} />;
  if (role === 'finance-approver' && batch.status === 'submitted')
    return batch.submittedBy === c.var.session?.subject ? (
      <OtherPerson c={c} did="submitted" />
    ) : (
      <Approval {...shown} />
    );
  const pays = role === 'finance-preparer' || role === 'finance-approver';
  if (pays && (batch.status === 'approved' || batch.status === 'settled')) return <Bank {...shown} />;
  return null;
}

const inEnglish = (payments: number) => (payments === 1 ? '1 payment' : `${payments} payments`);

function Submission({ c, batch, refusal }: Shown) {
  const { say } = c.var;
  return (
    <section class="card" aria-labelledby="submission">
      <h2 id="submission">{say('提交复核', 'Submit for approval')}</h2>
      <ActForm action={`/batches/${batch.id}/submission`} idempotencyKey={refusal?.sent.key}>
        <Field
          name="reason"
          label={say('说明', 'Note')}
          required={batch.explain}
          hint={
            batch.explain
              ? say('金额与上月相差较大，须说明原因，供复核人查阅。', 'It differs much from last month: say why.')
              : say('供复核人查阅。', 'Whoever approves reads it.')
          }
          value={refusal?.sent.text('reason')}
          rows={3}
          problem={refusal?.problem}
          say={say}
        />
        <div class="actions">
          <button type="submit">
            {say(
              `提交：${batch.payments} 笔，${formatYuan(batch.totalFen)}`,
              `Submit ${inEnglish(batch.payments)}, ${formatYuan(batch.totalFen)}`,
            )}
          </button>
        </div>
      </ActForm>
    </section>
  );
}

function Approval({ c, batch, payments, refusal }: Shown) {
  const { say } = c.var;
  const ticked = refusal?.sent.all('refused') ?? [];
  const common = { problem: refusal?.problem, say };
  return (
    <section class="card" aria-labelledby="approval">
      <h2 id="approval">{say('复核', 'Approval')}</h2>
      <p class="hint">{say('提交人不得复核本批次。', 'Never by who submitted the batch.')}</p>
      <ActForm action={`/batches/${batch.id}/approval`} idempotencyKey={refusal?.sent.key}>
        <Choice
          name="decision"
          label={say('复核结论', 'Decision')}
          value={refusal?.sent.text('decision')}
          options={[
            [
              'approve',
              say(
                `批准（${batch.payments} 笔，${formatYuan(batch.totalFen)}）`,
                `Approve ${inEnglish(batch.payments)}, ${formatYuan(batch.totalFen)}`,
              ),
            ],
            ['reject', say('整批不批准', 'Refuse the whole batch')],
          ]}
          {...common}
        />
        <Field
          name="reason"
          label={say('复核意见', 'Reason')}
          hint={say('不批准时必须填写，申报单位可见。', 'Needed for a refusal; the claimants read it.')}
          value={refusal?.sent.text('reason')}
          rows={3}
          {...common}
        />
        <details open={ticked.length > 0}>
          <summary>{say('批准时剔除个别付款', 'Take single payments out')}</summary>
          <fieldset>
            <legend>{say('不拨付的付款', 'Payments that are taken out')}</legend>
            {payments.map(({ paymentId, claimantName, amountFen }) => (
              <label>
                <input type="checkbox" name="refused" value={paymentId} checked={ticked.includes(paymentId)} />{' '}
                {claimantName ?? say('个人', 'individual')} {formatYuan(amountFen)}{' '}
                <span class="hint">{paymentId}</span>
              </label>
            ))}
            <Field
              name="refused-others"
              label={say('其他付款编号', 'Numbers of others')}
              hint={say('不在本页的付款，用空格分开。', 'Not on this page; with blanks between.')}
              value={refusal?.sent.text('refused-others')}
              {...common}
            />
            <Field
              name="refused-reason"
              label={say('剔除原因', 'Why')}
              options={takenOutFor.map(([code, zh, en]) => [code, say(zh, en)] as const)}
              value={refusal?.sent.text('refused-reason')}
              {...common}
            />
          </fieldset>
        </details>
        <div class="actions">
          <button type="submit">{say('作出决定', 'Decide')}</button>
        </div>
      </ActForm>
    </section>
  );
}

/** With `account` the claimant is told to correct it; the others join the next batch. */
const takenOutFor = [
  ['account', '收款账户有疑问，请申报单位更正', 'The account is doubted: the claimant corrects it'],
  ['amount-doubtful', '金额有疑问，转入下一批次', 'The amount is doubted: joins the next batch'],
  ['not-yet', '暂缓，转入下一批次', 'Not yet: joins the next batch'],
] as const;

function Bank({ c, batch, refusal }: Shown) {
  const { say } = c.var;
  return (
    <section class="card" aria-labelledby="bank">
      <h2 id="bank">{say('银行', 'The bank')}</h2>
      <p>
        <a class="button" href={`/batches/${batch.id}/bank-file`}>
          {say('下载银行付款文件', 'Download the file for the bank')}
        </a>
      </p>
      <h3>{say('导入银行结果', 'Import what the bank did')}</h3>
      <ActForm action={`/batches/${batch.id}/bank-results`} idempotencyKey={refusal?.sent.key} upload>
        <Field
          name="file"
          type="file"
          label={say('银行回盘文件', 'The bank’s file')}
          hint={say(
            'CSV、pain.002 或 camt.053（XML）。先逐笔核对并预览，确认后才入账；有任何一行不符，逐行说明，整个文件不入账。',
            'CSV, pain.002 or camt.053 (XML). It is compared and shown first, and booked when you confirm; a file of which any row does not fit is refused, and each such row told.',
          )}
          more={{ accept: '.csv,.xml,.json' }}
          required
          problem={refusal?.problem}
          say={say}
        />
        <div class="actions">
          <button type="submit">{say('核对并预览', 'Compare and preview')}</button>
        </div>
      </ActForm>
      <AnswerForm batch={batch} unreadable={refusal?.problem.code === 'bank-file-unreadable'} say={say} />
    </section>
  );
}
