import type { Context } from 'hono';
import { paymentStatuses } from '../../../disbursements/schemas.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { fundNames, nameIn } from '../../names.ts';
import type { Refusal } from '../../parts/act.ts';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { PaperLinks } from '../../parts/papers.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { Counted, Facts, ProblemNote, When, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { BankReason } from './bank-reason.tsx';
import { BatchActs } from './batch-acts.tsx';
import { BatchBadge, isPending } from './batches.tsx';
import { bankFileNames, paymentKindNames, paymentStatusNames } from './names.ts';
import type { Batch, Paid } from './types.ts';

/** One batch: its sums beside last month's, what is to be done with it next, and its payments. */
export async function batchPage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote } = c.var;
  const path = `/v1/disbursements/${encodeURIComponent(c.req.param('id')!)}`;
  const asked = askedFor(c, 'status', 'cursor');
  const [batch, payments, places] = await Promise.all([
    remote.get<Batch>(path),
    remote.get<Listed<Paid>>(`${path}/payments?limit=200&${asked}`),
    placesFor(c),
  ]);
  const title = say(
    `${places.place(batch.jurisdiction)} ${batch.period} 拨付批次`,
    `Batch of ${batch.period}, ${places.place(batch.jurisdiction)}`,
  );
  return page(
    c,
    title,
    <>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      <h1>{title}</h1>
      <div class="columns">
        <Sums c={c} batch={batch} />
        <Signed c={c} batch={batch} />
      </div>
      <BatchActs c={c} batch={batch} payments={payments.items} refusal={refusal} />
      <Programmes c={c} batch={batch} places={places} />
      <Payments c={c} batch={batch} payments={payments} places={places} asked={asked} />
    </>,
    refusal ? (refusal.problem.status as 422) : 200,
  );
}

function Sums({ c, batch }: { c: Context<WebEnv>; batch: Batch }) {
  const { say } = c.var;
  return (
    <section class="card" aria-labelledby="sums">
      <h2 id="sums">{say('合计', 'Sums')}</h2>
      <Facts
        of={[
          [say('状态', 'Status'), <BatchBadge batch={batch} say={say} />],
          [say('资金', 'Fund'), say(fundNames[batch.fund])],
          [
            say('笔数与金额（元）', 'Payments and yuan'),
            <>
              {batch.payments} ·{' '}
              <strong>
                <Yuan fen={batch.totalFen} />
              </strong>
            </>,
          ],
          [say('上月', 'Last month'), <LastMonth of={batch.lastMonth} say={say} />],
          [say('与上月之差', 'Difference'), <Counted n={batch.difference.payments} fen={batch.difference.totalFen} />],
          [say('已到账', 'Paid'), <Counted n={batch.paid} fen={batch.paidFen} />],
          [say('退票', 'Returned'), <Counted n={batch.returned} fen={batch.returnedFen} />],
          [say('复核时剔除（笔）', 'Taken out at the approval'), batch.refused],
        ]}
      />
      {batch.unbooked > 0 && (
        <p class="badge warn">
          {say(
            `银行结果还有 ${batch.unbooked} 行正在入账`,
            `${batch.unbooked} rows of the bank’s answer are being booked`,
          )}
        </p>
      )}
    </section>
  );
}

/** What this month is compared with: told apart where that may still change, or has shrunk. */
function LastMonth({ of: last, say }: { of: Batch['lastMonth']; say: Say }) {
  if (last.status === null) return say('没有批次', 'no batch');
  return (
    <>
      <Counted n={last.payments} fen={last.totalFen} />
      {isPending(last.status) && (
        <>
          {' '}
          <span class="badge warn">{say('尚未批准', 'not yet approved')}</span>
        </>
      )}
      {last.returned > 0 && (
        <div class="hint">
          {say('不含退票 ', 'without what came back: ')}
          <Counted n={last.returned} fen={last.returnedFen} />
        </div>
      )}
    </>
  );
}

function Signed({ c, batch }: { c: Context<WebEnv>; batch: Batch }) {
  const { say } = c.var;
  const signed = (by: string | null, at: string | null) =>
    by ? (
      <>
        {by} · <When at={at} />
      </>
    ) : (
      '—'
    );
  return (
    <section class="card" aria-labelledby="signed">
      <h2 id="signed">{say('经办与复核', 'Who did what')}</h2>
      <Facts
        of={[
          [say('汇集', 'Formed'), <When at={batch.formedAt} />],
          [say('提交', 'Submitted'), signed(batch.submittedBy, batch.submittedAt)],
          ...(batch.submissionReason ? [[say('提交说明', 'Note'), batch.submissionReason] as const] : []),
          [say('复核', 'Decided'), signed(batch.decidedBy, batch.decidedAt)],
          ...(batch.decisionReason ? [[say('复核意见', 'Reason'), batch.decisionReason] as const] : []),
          [say('银行文件格式', 'Form of the bank’s file'), say(nameIn(bankFileNames, batch.bankFileFormat))],
        ]}
      />
      <p>
        <a
          href={`/ledger/month?${new URLSearchParams({ jurisdiction: batch.jurisdiction, fund: batch.fund, period: batch.period })}`}
        >
          {say('当月科目余额与发放台账', 'Trial balance and register of the month')}
        </a>
      </p>
      {['approved', 'settled'].includes(batch.status) && c.var.session?.role !== 'admin' && (
        <p>
          {say('打印发放台账：', 'Register of this batch, to be printed: ')}
          <PaperLinks path={`/batches/${batch.id}/paper`} name={say('发放台账', 'the register')} say={say} />
        </p>
      )}
      {batch.temporalUrl && (
        <p>
          <a href={batch.temporalUrl}>{say('在 Temporal 中查看', 'In the Temporal UI')}</a>
        </p>
      )}
    </section>
  );
}

function Programmes({ c, batch, places }: { c: Context<WebEnv>; batch: Batch; places: Places }) {
  const { say } = c.var;
  const title = say('各项目与上月比较', 'Per programme, against last month');
  if (batch.programmes.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <Table
        label={title}
        columns={[
          say('项目', 'Programme'),
          { name: say('笔数', 'Payments'), number: true },
          { name: say('金额（元）', 'Yuan'), number: true },
          { name: say('上月（元）', 'Last month'), number: true },
          { name: say('差额（元）', 'Difference'), number: true },
        ]}
        rows={batch.programmes.map((one) => [
          places.programme(batch.jurisdiction, one.programme),
          one.payments,
          <Yuan fen={one.totalFen} />,
          <Yuan fen={one.lastMonth.totalFen} />,
          <Yuan fen={one.difference.totalFen} />,
        ])}
      />
    </section>
  );
}

function Payments({
  c,
  batch,
  payments,
  places,
  asked,
}: {
  c: Context<WebEnv>;
  batch: Batch;
  payments: Listed<Paid>;
  places: Places;
  asked: URLSearchParams;
}) {
  const { say } = c.var;
  const title = say('付款明细', 'Payments');
  return (
    <section>
      <h2>{title}</h2>
      <form method="get" action={`/batches/${batch.id}`} class="actions">
        <label for="status">{say('状态', 'Status')}</label>
        <div>
          <select id="status" name="status">
            <option value="">{say('全部', 'All')}</option>
            {paymentStatuses.map((status) => (
              <option value={status} selected={asked.get('status') === status}>
                {say(paymentStatusNames[status]!)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="second">
          {say('筛选', 'Filter')}
        </button>
      </form>
      <Table
        label={title}
        columns={[
          say('付款编号', 'Payment'),
          say('申报单位', 'Claimant'),
          say('收款账户', 'Account'),
          say('申报', 'Claim'),
          say('项目', 'Programme'),
          say('种类', 'Kind'),
          { name: say('金额（元）', 'Yuan'), number: true },
          say('状态', 'Status'),
        ]}
        rows={payments.items.map((one) => [
          one.paymentId,
          one.claimantName ?? say('个人', 'individual'),
          <Payee of={one.payee} say={say} />,
          <a href={`/ledger?claim=${one.claimId}`}>{one.claimId}</a>,
          places.programme(batch.jurisdiction, one.programme),
          say(paymentKindNames[one.kind]!),
          <Yuan fen={one.amountFen} />,
          <>
            {one.status === 'returned' ? (
              <a href={`/returns/${one.paymentId}`}>{say(paymentStatusNames[one.status]!)}</a>
            ) : (
              say(paymentStatusNames[one.status]!)
            )}
            <BankReason {...{ code: one.reasonCode, words: null, say }} />
          </>,
        ])}
      />
      <NextPage c={c} asked={asked} nextCursor={payments.nextCursor} />
    </section>
  );
}

/** To whom it goes, told apart where that is somebody else than claims. */
function Payee({ of: payee, say }: { of: Paid['payee']; say: Say }) {
  if (!payee) return '—';
  return (
    <>
      {payee.accountName} <span class="hint">{payee.accountNumber}</span>
      {payee.another && <div class="badge warn">{say('户名与申报单位不一致', 'not the claimant’s name')}</div>}
    </>
  );
}
