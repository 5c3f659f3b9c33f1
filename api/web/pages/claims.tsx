import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Stage } from '../../../domain/claim/stages.ts';
import { fallenName } from '../../../domain/messages/fallen.ts';
import type { Bilingual } from '../../../domain/messages/message.ts';
import { reasonName } from '../../../domain/messages/reasons.ts';
import { dueName, stageTexts } from '../../../domain/messages/stages.ts';
import type { Claim, Timeline } from '../../claims/schemas.ts';
import { claimActs, claimSections } from '../claim-sections.ts';
import { opensFor } from '../doors.ts';
import type { Site, WebEnv } from '../env.ts';
import type { Say } from '../language.ts';
import { nameIn } from '../names.ts';
import { HeldByObjections, HeldMark, isHeld } from '../parts/held.tsx';
import { page } from '../parts/layout.tsx';
import { isGone, type Line } from '../parts/line.ts';
import { Portions, portionOf } from '../parts/paging.tsx';
import { placesFor } from '../parts/places.ts';
import { DaysLeft, Facts, Money, Note, StageBadge, Until, When, Yuan } from '../parts/show.tsx';
import { Table } from '../parts/table.tsx';
import { isOfficial } from '../session.ts';
import { spoken } from '../spoken.ts';
import { BankReason } from './finance/bank-reason.tsx';
import { returnActNames } from './finance/names.ts';
import { moveName, moverName, type TimelineMove } from './timeline-names.ts';

type PaymentReturn = z.infer<typeof Claim>['paymentReturns'][number];

/** A claim as who has signed in may see it, with its way so far and ahead. */
export function claimPages(site: Site): void {
  site.get('/claims/:id{C[0-9a-z]+}', claimPage);
}

async function claimPage(c: Context<WebEnv>) {
  const { say, session, remote } = c.var;
  const official = session !== null && isOfficial(session.role);
  const id = c.req.param('id');
  const [claim, { items: moves }, { now }, places] = await Promise.all([
    remote.get<z.infer<typeof Claim>>(`/v1/claims/${id}`),
    remote.get<z.infer<typeof Timeline>>(`/v1/claims/${id}/timeline`),
    remote.get<{ now: string }>('/v1/clock'),
    placesFor(c),
  ]);
  const [acts, sections] = await Promise.all(
    [claimActs, claimSections].map((parts) => Promise.all(parts.map((part) => part(c, claim, { moves, now })))),
  );
  const corrections = claim.paymentReturns.filter(({ status }) => status === 'correction');
  // Beside its own moves what happened to its payments that came back.
  const record = [
    ...moves.map((move) => ({ at: move.at, entry: <Happened {...{ move, official, say }} /> })),
    ...claim.paymentReturns.flatMap((one) =>
      one.acts.map((act) => ({ at: act.at, entry: <HappenedToPayment {...{ c, of: one, act, official }} /> })),
    ),
  ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const title = say(`申报 ${id}`, `Claim ${id}`);
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note tone={claim.overdue ? 'bad' : ''}>
        <p>
          <StageBadge stage={claim.stage} overdue={claim.overdue} say={say} /> {say(nextOf(claim.stage))}
        </p>
        {claim.dueAt && (
          <p>
            {say(dueName(claim))}
            {say('：', ': ')}
            <Until at={claim.dueAt} />
            <DaysLeft {...{ now, until: claim.dueAt, say }} />
          </p>
        )}
        {corrections.map(({ amountFen, dueAt }) => (
          <p>
            {say('待更正收款账户：', 'Its account is to be corrected: ')}
            <Money fen={amountFen} />
            {dueAt && (
              <>
                {say('，期限 ', ', by ')}
                <Until at={dueAt} />
                <DaysLeft {...{ now, until: dueAt, say }} />
              </>
            )}
          </p>
        ))}
      </Note>
      <HeldByObjections claim={claim} say={say} />
      {acts}
      <div class="columns">
        <section class="card" aria-labelledby="facts">
          <h2 id="facts">{say('基本情况', 'The claim')}</h2>
          <Facts
            of={[
              [say('申报单位', 'Claimant'), claim.claimantName ?? say('个人', 'individual')],
              [
                say('地区与项目', 'Place and programme'),
                `${places.place(claim.jurisdiction)} · ${places.programme(claim.jurisdiction, claim.programme)}`,
              ],
              [say('人数', 'Trainees'), claim.trainees],
              [say('预估（元）', 'Estimate, yuan'), <Yuan fen={claim.estimateFen} />],
              [say('核定（元）', 'Amount, yuan'), <Yuan fen={claim.amountFen} />],
              [say('申报时间', 'Filed'), <When at={claim.filedAt} />],
              [say('申请截止', 'Apply until'), <Until at={claim.applicationDueAt} />],
            ]}
          />
          {official && claim.temporalUrl && (
            <p>
              <a href={claim.temporalUrl}>{say('在 Temporal 中查看', 'In the Temporal UI')}</a>
            </p>
          )}
        </section>
        <section class="card" aria-labelledby="way">
          <h2 id="way">{say('办理记录', 'Record')}</h2>
          <ol class="timeline">
            {record.map(({ entry }) => entry)}
            {!claim.closed && <Ahead {...{ claim, now, say }} />}
          </ol>
        </section>
      </div>
      {sections}
      {claim.lines && <Lines c={c} claim={claim} lines={claim.lines} />}
    </>,
  );
}

/** On its own page: where the reason is that a mail sends people here for. */
const nextOf = (stage: Stage): Bilingual =>
  stage === 'rejected'
    ? { zh: '本件办结。理由见下方办理记录。', en: 'The claim is closed. The reason is told below.' }
    : stageTexts[stage].next;

function Happened({ move, official, say }: { move: TimelineMove; official: boolean; say: Say }) {
  const { at, detail, reasonCode, reason, clause } = move;
  return (
    <li>
      <strong>{say(moveName(move))}</strong>
      {typeof detail.amountFen === 'number' && (
        <>
          {' '}
          <Money fen={detail.amountFen} />
        </>
      )}
      <div class="soft">
        <When at={at} /> · {say(moverName(move, official))}
      </div>
      {Number(detail.evidenceMissing) > 0 && (
        <div>
          {say(
            `${detail.evidenceMissing} 人未提交培训证明`,
            `${detail.evidenceMissing} people without evidence of the training`,
          )}
        </div>
      )}
      {reasonCode && reason && <div>{say(reasonName(reasonCode))}</div>}
      {reason && <div>{reason}</div>}
      {clause && <div>{say(`依据：${clause}`, `By ${clause}`)}</div>}
    </li>
  );
}

function HappenedToPayment(props: {
  c: Context<WebEnv>;
  of: PaymentReturn;
  act: PaymentReturn['acts'][number];
  official: boolean;
}) {
  const { c, of, act, official } = props;
  const { say, session } = c.var;
  const page = `/returns/${of.id}`;
  return (
    <li>
      <strong>{say(nameIn(returnActNames, act.act))}</strong>
      <div class="soft">
        <When at={act.at} /> · {say(moverName(act, official))}
      </div>
      <div>
        {say('付款 ', 'Payment ')}
        {opensFor(page, session) ? <a href={page}>{of.id}</a> : of.id}
        {act.act === 'openReturn' && <BankReason {...{ code: of.reasonCode, words: null, say }} />}
      </div>
    </li>
  );
}

/** Where it stands now, and what is to come by when. */
function Ahead({ claim, now, say }: { claim: z.infer<typeof Claim>; now: string; say: Say }) {
  const { stage, dueAt, applicationDueAt } = claim;
  const applies = beforeApplication.includes(stage) && applicationDueAt;
  return (
    <>
      <li class="now" aria-current="step">
        <strong>{say(stageTexts[stage].name)}</strong>
        <div>{say(stageTexts[stage].next)}</div>
        {dueAt && (
          <div class="soft">
            <Until at={dueAt} />
            <DaysLeft {...{ now, until: dueAt, say }} />
          </div>
        )}
      </li>
      {applies && (
        <li class="ahead">
          <strong>{say('申请补贴截止', 'Apply until')}</strong>
          <div class="soft">
            <Until at={applicationDueAt} />
            <DaysLeft {...{ now, until: applicationDueAt, say }} />
          </div>
        </li>
      )}
    </>
  );
}

const beforeApplication: readonly Stage[] = ['filing-review', 'advance', 'training'];

/** Lines on one page. */
const atOnce = 100;

function Lines({ c, claim, lines }: { c: Context<WebEnv>; claim: z.infer<typeof Claim>; lines: readonly Line[] }) {
  const { say } = c.var;
  const title = say('每人补贴', 'What each person brings');
  const { from, shown } = portionOf(c, lines, atOnce);
  return (
    <section id="lines">
      <h2>{title}</h2>
      <Portions {...{ c, from, size: atOnce, of: lines.length, to: 'lines' }} />
      <Table
        label={title}
        columns={[
          say('名册序号', 'Roster no.'),
          { name: say('课时', 'Class hours'), number: true },
          { name: say('金额（元）', 'Yuan'), number: true },
          say('说明', 'Why'),
        ]}
        rows={shown.map((line) => [
          line.ref,
          line.classHours ?? '—',
          <Yuan fen={isGone(line) ? 0 : line.amountFen - line.reducedFen} />,
          <>
            {isGone(line) && <div>{say(fallenName(line.fallenReason))}</div>}
            {isHeld(line, claim) && <HeldMark say={say} />}
            {line.messages ? say(spoken(line.messages)) : !isGone(line) && !isHeld(line, claim) && '—'}
            {line.source && <div class="soft">{line.source}</div>}
          </>,
        ])}
      />
    </section>
  );
}
