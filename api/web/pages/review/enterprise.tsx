import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { InspectionOutcome, InspectionStage } from '../../../../domain/inspection/inspection.ts';
import type { ListedClaim } from '../../../claims/schemas.ts';
import type { EnterpriseHistory } from '../../../routes/enterprises.ts';
import type { Site, WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { type Listed, NextPage } from '../../parts/paging.tsx';
import { Facts, StageBadge, When, Yuan } from '../../parts/show.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { outcomeNames, stageNames } from '../inspection/names.ts';
import { statusName } from './status-names.ts';

type History = z.infer<typeof EnterpriseHistory>;

/** 企业历史: what the place has seen of an enterprise before. */
export function enterprisePages(site: Site): void {
  site.get('/review/enterprises/:uscc', history);
}

async function history(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const uscc = encodeURIComponent(c.req.param('uscc') ?? '');
  const asked = new URLSearchParams();
  const cursor = c.req.query('cursor');
  const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
  const [of, claims] = await Promise.all([
    remote.get<History>(`/v1/enterprises/${uscc}`),
    remote.get<Listed<z.infer<typeof ListedClaim>>>(`/v1/claims?claimant=${uscc}${more}`),
  ]);
  const title = say(`${of.names[0]} 的申报历史`, `History of ${of.names[0]}`);
  const figure = (zh: string, en: string): Column => ({ name: say(zh, en), number: true });
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Sums c={c} of={of} />
      <h2 id="claims">{say('申报', 'Claims')}</h2>
      <Table
        label={say('申报', 'Claims')}
        columns={[
          ...[say('申报编号', 'Claim'), say('申报时名称', 'Filed as'), say('申报时间', 'Filed')],
          ...[say('状态', 'Stage'), figure('人数', 'Trainees'), figure('预估或核定（元）', 'Estimated or fixed, yuan')],
        ]}
        rows={claims.items.map((one) => [
          <a href={`/review/${one.id}`}>{one.id}</a>,
          one.claimantName,
          <When at={one.filedAt} />,
          <StageBadge stage={one.stage} overdue={one.overdue} say={say} />,
          one.trainees,
          <Yuan fen={one.amountFen ?? one.estimateFen} />,
        ])}
      />
      <NextPage c={c} asked={asked} nextCursor={claims.nextCursor} />
      <Outcomes c={c} of={of} />
      <Recoveries c={c} of={of} />
      <Inspections c={c} of={of} />
      <Listings c={c} of={of} />
    </>,
  );
}

interface Props {
  c: Context<WebEnv>;
  of: History;
}

function Sums({ c, of }: Props) {
  const { say } = c.var;
  const findings = say(
    `${of.openFindings} 条未处理，${of.settledFindings} 条已处理`,
    `${of.openFindings} open, ${of.settledFindings} settled`,
  );
  const fraud = say(
    `${of.openFraud} 条待认定，${of.upheldFraud} 条成立`,
    `${of.openFraud} open, ${of.upheldFraud} upheld`,
  );
  return (
    <section class="card" aria-labelledby="sums">
      <h2 id="sums">{say('概况', 'At a glance')}</h2>
      <Facts
        of={[
          [say('统一社会信用代码', 'Credit code'), of.uscc],
          [say('申报时使用的名称', 'Names it has filed as'), of.names.join(say('、', ', '))],
          [say('申报', 'Claims'), say(`${of.claims} 件，在办 ${of.open} 件`, `${of.claims}, of which ${of.open} open`)],
          [
            say('单位逾期未办', 'Late by the enterprise'),
            of.overdue > 0 ? <span class="badge bad">{of.overdue}</span> : 0,
          ],
          [say('已拨付（元）', 'Paid, yuan'), <Yuan fen={of.paidFen} />],
          [say('应追回（元）', 'Demanded back, yuan'), <Yuan fen={of.demandedFen} />],
          [say('已退回（元）', 'Paid back, yuan'), <Yuan fen={of.repaidFen} />],
          [say('疑点', 'Findings'), findings],
          [say('骗取补贴线索', 'Findings of fraud'), fraud],
        ]}
      />
    </section>
  );
}

function Outcomes({ c, of }: Props) {
  const { say } = c.var;
  const title = say('办理结果', 'What came of them');
  const figure = (zh: string, en: string): Column => ({ name: say(zh, en), number: true });
  return (
    <>
      <h2 id="outcomes">{title}</h2>
      <Table
        label={title}
        columns={[
          ...[
            say('状态', 'Stage'),
            figure('件数', 'Claims'),
            figure('人数', 'Trainees'),
            figure('预估或核定（元）', 'Estimated or fixed, yuan'),
          ],
        ]}
        rows={of.outcomes.map(({ stage, claims, trainees, amountFen }) => [
          ...[<StageBadge stage={stage} say={say} />, claims, trainees, <Yuan fen={amountFen} />],
        ])}
      />
    </>
  );
}

function Recoveries({ c, of }: Props) {
  const { say } = c.var;
  if (of.recoveries.length === 0) return null;
  const title = say('追回', 'Recoveries');
  const figure = (zh: string, en: string): Column => ({ name: say(zh, en), number: true });
  return (
    <>
      <h2 id="recoveries">{title}</h2>
      <Table
        label={title}
        columns={[
          ...[say('申报编号', 'Claim'), say('时间', 'Since'), figure('应退（元）', 'Demanded, yuan')],
          ...[figure('已退（元）', 'Repaid, yuan'), say('失信登记', 'Listed as dishonest')],
        ]}
        rows={of.recoveries.map((one) => [
          <a href={`/claims/${one.claimId}`}>{one.claimId}</a>,
          <When at={one.openedAt} />,
          <Yuan fen={one.amountFen} />,
          <Yuan fen={one.repaidFen} />,
          one.listing ? say(statusName(one.listing)[0]) : '—',
        ])}
      />
    </>
  );
}

function Inspections({ c, of }: Props) {
  const { say } = c.var;
  if (of.inspections.length === 0) return null;
  const title = say('双随机检查', 'Inspections');
  return (
    <>
      <h2 id="inspections">{title}</h2>
      <Table
        label={title}
        columns={[...[say('申报编号', 'Claim'), say('时间', 'Since'), say('状态', 'Stage'), say('结果', 'Outcome')]]}
        rows={of.inspections.map((one) => [
          <a href={`/claims/${one.claimId}`}>{one.claimId}</a>,
          <When at={one.openedAt} />,
          say(stageNames[one.stage as InspectionStage]),
          one.outcome ? say(outcomeNames[one.outcome as InspectionOutcome]) : '—',
        ])}
      />
    </>
  );
}

function Listings({ c, of }: Props) {
  const { say } = c.var;
  if (of.listings.length === 0) return null;
  const title = say('黑白名单', 'Black and white lists');
  return (
    <>
      <h2 id="listings">{title}</h2>
      <Table
        label={title}
        columns={[say('名单', 'List'), say('期间', 'Holds'), say('状态', 'Status')]}
        rows={of.listings.map((one) => {
          const [name, tone] = statusName(one.status);
          return [
            one.kind === 'black' ? say('黑名单', 'Black list') : say('白名单', 'White list'),
            `${one.from} – ${one.to ?? say('移出为止', 'until lifted')}`,
            <span class={`badge ${tone}`}>{say(name)}</span>,
          ];
        })}
      />
    </>
  );
}
