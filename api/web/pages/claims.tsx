import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { stages } from '../../../domain/claim/stages.ts';
import { claimEvents } from '../../../domain/messages/mail-events.ts';
import { stageTexts } from '../../../domain/messages/stages.ts';
import type { Claim, ListedClaim, Timeline } from '../../claims/schemas.ts';
import { claimActs, claimSections } from '../claim-sections.ts';
import type { Site, WebEnv } from '../env.ts';
import { page } from '../parts/layout.tsx';
import { daysLeft, Facts, Money, Note, Scrolling, StageBadge, Until, When } from '../parts/show.tsx';

/** Claims as who has signed in may see them: their list, and each with its way so far. */
export function claimPages(site: Site): void {
  site.get('/claims', listOfClaims);
  site.get('/claims/:id{C[0-9a-z]+}', claimPage);
}

async function listOfClaims(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const asked = new URLSearchParams({ limit: '50' });
  for (const name of ['cursor', 'stage', 'jurisdiction', 'programme', 'overdue']) {
    const value = c.req.query(name);
    if (value) asked.set(name, value);
  }
  const { items, nextCursor } = await remote.get<{ items: z.infer<typeof ListedClaim>[]; nextCursor: string | null }>(
    `/v1/claims?${asked}`,
  );
  const title = say('申报', 'Claims');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <form method="get" action="/claims" class="actions card">
        <label for="stage">{say('状态', 'Stage')}</label>
        <div>
          <select id="stage" name="stage">
            <option value="">{say('全部', 'All')}</option>
            {stages.map((stage) => (
              <option value={stage} selected={asked.get('stage') === stage}>
                {say(stageTexts[stage].name)}
              </option>
            ))}
          </select>
        </div>
        <label>
          <input type="checkbox" name="overdue" value="true" checked={asked.get('overdue') === 'true'} />{' '}
          {say('只看逾期', 'Overdue only')}
        </label>
        <button type="submit" class="second">
          {say('筛选', 'Filter')}
        </button>
      </form>
      {items.length === 0 ? (
        <Note>{say('没有申报。', 'There are no claims.')}</Note>
      ) : (
        <Scrolling label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('申报编号', 'Claim')}</th>
                <th scope="col">{say('申报单位', 'Claimant')}</th>
                <th scope="col">{say('状态', 'Stage')}</th>
                <th scope="col">{say('期限', 'Due')}</th>
                <th scope="col" class="number">
                  {say('人数', 'Trainees')}
                </th>
                <th scope="col" class="number">
                  {say('金额（元）', 'Yuan')}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((claim) => (
                <tr>
                  <td>
                    <a href={`/claims/${claim.id}`}>{claim.id}</a>
                  </td>
                  <td>{claim.claimantName ?? say('个人', 'individual')}</td>
                  <td>
                    <StageBadge stage={claim.stage} overdue={claim.overdue} say={say} />
                  </td>
                  <td>
                    <Until at={claim.dueAt} />
                  </td>
                  <td class="number">{claim.trainees}</td>
                  <td class="number">
                    <Money fen={claim.amountFen ?? claim.estimateFen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
      {nextCursor && (
        <p>
          <a href={`/claims?${new URLSearchParams([...asked.entries(), ['cursor', nextCursor]])}`}>
            {say('下一页', 'Next page')}
          </a>
        </p>
      )}
    </>,
  );
}

async function claimPage(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const id = c.req.param('id');
  const [claim, { items: moves }, { now }] = await Promise.all([
    remote.get<z.infer<typeof Claim>>(`/v1/claims/${id}`),
    remote.get<z.infer<typeof Timeline>>(`/v1/claims/${id}/timeline`),
    remote.get<{ now: string }>('/v1/clock'),
  ]);
  const [acts, sections] = await Promise.all(
    [claimActs, claimSections].map((parts) => Promise.all(parts.map((part) => part(c, claim)))),
  );
  const title = say(`申报 ${id}`, `Claim ${id}`);
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note tone={claim.overdue ? 'bad' : ''}>
        <p>
          <StageBadge stage={claim.stage} overdue={claim.overdue} say={say} /> {say(stageTexts[claim.stage].next)}
        </p>
        {claim.dueAt && (
          <p>
            {say('期限：', 'Due: ')}
            <Until at={claim.dueAt} />
            {say(`，还有 ${daysLeft(now, claim.dueAt)} 天`, `, ${daysLeft(now, claim.dueAt)} days left`)}
          </p>
        )}
      </Note>
      {acts}
      <div class="columns">
        <section class="card" aria-labelledby="facts">
          <h2 id="facts">{say('基本情况', 'The claim')}</h2>
          <Facts
            of={[
              [say('申报单位', 'Claimant'), claim.claimantName ?? say('个人', 'individual')],
              [say('地区与项目', 'Place and programme'), `${claim.jurisdiction} / ${claim.programme}`],
              [say('人数', 'Trainees'), claim.trainees],
              [say('预估（元）', 'Estimate, yuan'), <Money fen={claim.estimateFen} />],
              [say('核定（元）', 'Amount, yuan'), <Money fen={claim.amountFen} />],
              [say('申报时间', 'Filed'), <When at={claim.filedAt} />],
              [say('申请截止', 'Apply until'), <Until at={claim.applicationDueAt} />],
            ]}
          />
          {claim.temporalUrl && (
            <p>
              <a href={claim.temporalUrl}>{say('在 Temporal 中查看', 'In the Temporal UI')}</a>
            </p>
          )}
        </section>
        <section class="card" aria-labelledby="way">
          <h2 id="way">{say('办理记录', 'Its way')}</h2>
          <ol class="timeline">
            {moves.map((move) => (
              <li>
                <strong>
                  {say(claimEvents[move.act as keyof typeof claimEvents] ?? { zh: move.act, en: move.act })}
                </strong>
                <div class="soft">
                  <When at={move.at} /> · {move.by}
                </div>
                {move.reason && <div>{move.reason}</div>}
              </li>
            ))}
          </ol>
        </section>
      </div>
      {sections}
      {claim.lines && <Lines c={c} lines={claim.lines} />}
    </>,
  );
}

function Lines({ c, lines }: { c: Context<WebEnv>; lines: NonNullable<z.infer<typeof Claim>['lines']> }) {
  const { say } = c.var;
  const title = say('每人补贴', 'What each person brings');
  return (
    <section>
      <h2>{title}</h2>
      <Scrolling label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('名册序号', 'Roster no.')}</th>
              <th scope="col" class="number">
                {say('课时', 'Class hours')}
              </th>
              <th scope="col" class="number">
                {say('金额（元）', 'Yuan')}
              </th>
              <th scope="col">{say('说明', 'Why')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr>
                <td>{line.ref}</td>
                <td class="number">{line.classHours ?? '—'}</td>
                <td class="number">
                  <Money fen={line.amountFen - line.reducedFen} />
                </td>
                <td>
                  {line.messages ? say(line.messages) : '—'}
                  {line.source && <div class="soft">{line.source}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </section>
  );
}
