import type { Context } from 'hono';
import { recoveryEvents } from '../../../../domain/messages/mail-events.ts';
import type { WebEnv } from '../../env.ts';
import { fundNames, nameIn } from '../../names.ts';
import type { Refusal } from '../../parts/act.ts';
import { page } from '../../parts/layout.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { Facts, Note, ProblemNote, Until, When, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { isOfficial } from '../../session.ts';
import { isOwed } from '../claimant/owed.ts';
import { recoveryActNames, recoveryReasonNames, repaymentStatusNames } from './names.ts';
import { RecoveryBadge } from './recoveries.tsx';
import { RecoveryActs } from './recovery-acts.tsx';
import type { Demand } from './types.ts';

/** One recovery: what is open, by when, what has come back, and what may be done with it. */
export async function recoveryPage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote } = c.var;
  const [demand, places] = await Promise.all([
    remote.get<Demand>(`/v1/recoveries/${encodeURIComponent(c.req.param('id')!)}`),
    placesFor(c),
  ]);
  const title = say(`追回 ${demand.id}`, `Recovery ${demand.id}`);
  return page(
    c,
    title,
    <>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      <h1>{title}</h1>
      <div class="columns">
        <About c={c} demand={demand} places={places} />
        <Way c={c} demand={demand} />
      </div>
      <Instalments c={c} demand={demand} />
      <Repayments c={c} demand={demand} />
      <RecoveryActs c={c} demand={demand} refusal={refusal} />
    </>,
    refusal ? (refusal.problem.status as 422) : 200,
  );
}

function About({ c, demand, places }: { c: Context<WebEnv>; demand: Demand; places: Places }) {
  const { say, session } = c.var;
  return (
    <section class="card" aria-labelledby="about">
      <h2 id="about">{say('应退款项', 'What is to come back')}</h2>
      <Facts
        of={[
          [say('状态', 'Status'), <RecoveryBadge status={demand.status} say={say} />],
          [say('申报单位', 'Claimant'), demand.claimantName ?? say('个人', 'individual')],
          [say('申报', 'Claim'), <a href={`/claims/${demand.claimId}`}>{demand.claimId}</a>],
          [
            say('地区与项目', 'Place and programme'),
            `${places.place(demand.jurisdiction)} · ${places.programme(demand.jurisdiction, demand.programme)}`,
          ],
          [say('资金', 'Fund'), say(fundNames[demand.fund])],
          [say('原因', 'Why'), say(nameIn(recoveryReasonNames, demand.reason))],
          [say('应退（元）', 'Demanded, yuan'), <Yuan fen={demand.amountFen} />],
          [say('已退（元）', 'Repaid, yuan'), <Yuan fen={demand.repaidFen} />],
          [
            say('未退（元）', 'Open, yuan'),
            <strong>
              <Yuan fen={demand.restFen} />
            </strong>,
          ],
          ...(demand.surplusFen > 0
            ? [[say('多退待返还（元）', 'To be sent back, yuan'), <Yuan fen={demand.surplusFen} />] as const]
            : []),
          [say('最近一期期限', 'Next due'), <Until at={demand.dueAt} />],
        ]}
      />
      {session && !isOfficial(session.role) && isOwed(demand) && (
        <Note tone="warn">
          <p>{say(recoveryEvents.openRecovery.next)}</p>
          <p>
            {say(
              `原拨付专户即当时付款的账户，见银行到账回单；附言请写 ${demand.id}。银行到账后由财务人员登记，本页随即显示。`,
              `That account is the one the payment came from, as on your bank’s advice of it; write ${demand.id} with the transfer. Finance enters it when it has arrived, and this page then shows it.`,
            )}
          </p>
        </Note>
      )}
      {session && isOfficial(session.role) && demand.temporalUrl && (
        <p>
          <a href={demand.temporalUrl}>{say('在 Temporal 中查看', 'In the Temporal UI')}</a>
        </p>
      )}
    </section>
  );
}

function Way({ c, demand }: { c: Context<WebEnv>; demand: Demand }) {
  const { say } = c.var;
  return (
    <section class="card" aria-labelledby="way">
      <h2 id="way">{say('办理记录', 'Record')}</h2>
      <ol class="timeline">
        {demand.acts.map(({ act, by, at, reason }) => (
          <li>
            <strong>{say(nameOf(act))}</strong>
            <div class="soft">
              <When at={at} /> · {by}
            </div>
            {reason && <div>{reason}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}

const nameOf = (act: string) =>
  recoveryActNames[act] ?? recoveryEvents[act as keyof typeof recoveryEvents]?.happened ?? { zh: act, en: act };

function Instalments({ c, demand: { instalments } }: { c: Context<WebEnv>; demand: Demand }) {
  const { say } = c.var;
  const title = say('分期', 'Instalments');
  if (instalments.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <Table
        label={title}
        columns={[
          say('期次', 'No.'),
          say('期限', 'Due on'),
          { name: say('金额（元）', 'Yuan'), number: true },
          { name: say('未退（元）', 'Open'), number: true },
        ]}
        rows={instalments.map(({ no, dueOn, amountFen, openFen }) => [
          no,
          dueOn,
          <Yuan fen={amountFen} />,
          <Yuan fen={openFen} />,
        ])}
      />
    </section>
  );
}

function Repayments({ c, demand: { repayments } }: { c: Context<WebEnv>; demand: Demand }) {
  const { say } = c.var;
  const title = say('退款与返还', 'What came back, and what was sent back');
  if (repayments.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <Table
        label={title}
        columns={[
          say('种类', 'Kind'),
          say('日期', 'Day'),
          { name: say('金额（元）', 'Yuan'), number: true },
          say('银行流水号', 'The bank’s number'),
          say('状态', 'Status'),
          say('登记', 'Reported'),
          say('确认', 'Decided'),
        ]}
        rows={repayments.map((one) => [
          one.refund ? say('返还多退款', 'refund') : say('退款', 'repayment'),
          one.receivedOn,
          <Yuan fen={one.amountFen} />,
          one.bankReference,
          <span class="badge">{say(repaymentStatusNames[one.status]!)}</span>,
          <>
            {one.reportedBy} · <When at={one.reportedAt} />
          </>,
          <>
            {one.decidedBy ?? '—'}
            {one.reason && <div class="hint">{one.reason}</div>}
          </>,
        ])}
      />
    </section>
  );
}
