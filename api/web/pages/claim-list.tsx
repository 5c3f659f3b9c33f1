import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { stages } from '../../../domain/claim/stages.ts';
import { stageTexts } from '../../../domain/messages/stages.ts';
import { claimTasks } from '../../claims/duties.ts';
import type { ListedClaim } from '../../claims/schemas.ts';
import type { Site, WebEnv } from '../env.ts';
import { taskNames } from '../names.ts';
import { page } from '../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../parts/paging.tsx';
import { type Places, placesFor } from '../parts/places.ts';
import { DaysLeft, Note, StageBadge, Until, When, Yuan } from '../parts/show.tsx';
import { Table } from '../parts/table.tsx';
import { isOfficial } from '../session.ts';
import { DraftsSection } from './claimant/drafts.tsx';

type Item = z.infer<typeof ListedClaim>;

/** The claims that who has signed in may see: found by number, name and stage, each with what is to be done next; drafts above them. */
export function claimListPage(site: Site): void {
  site.get('/claims', show);
}

async function show(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const asked = askedFor(c, 'stage', 'search', 'jurisdiction', 'programme', 'overdue');
  // Who claims looks for what is due, officials for what is new.
  const order = isOfficial(c.var.session!.role) ? 'filed' : 'due';
  const query = new URLSearchParams([...asked, ...askedFor(c, 'cursor'), ['limit', '50'], ['order', order]]);
  const [{ items, nextCursor }, { now }, places, drafts] = await Promise.all([
    remote.get<Listed<Item>>(`/v1/claims?${query}`),
    remote.get<{ now: string }>('/v1/clock'),
    placesFor(c),
    DraftsSection(c),
  ]);
  const title = say('申报', 'Claims');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {drafts}
      <Filter {...{ c, asked }} />
      {items.length === 0 ? (
        <Note>{say('没有申报。', 'There are no claims.')}</Note>
      ) : (
        <List {...{ c, items, now, places, title }} />
      )}
      <NextPage {...{ c, asked, nextCursor }} />
    </>,
  );
}

function Filter({ c, asked }: { c: Context<WebEnv>; asked: URLSearchParams }) {
  const { say } = c.var;
  return (
    <form method="get" action="/claims" class="filter card">
      <div>
        <label for="search">{say('编号或单位名称', 'Number or name')}</label>
        <input id="search" name="search" type="search" maxlength={100} value={asked.get('search') ?? ''} />
      </div>
      <div>
        <label for="stage">{say('状态', 'Stage')}</label>
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
  );
}

function List(props: { c: Context<WebEnv>; items: Item[]; now: string; places: Places; title: string }) {
  const { c, items, now, places, title } = props;
  const { say } = c.var;
  return (
    <Table
      label={title}
      columns={[
        say('申报编号', 'Claim'),
        say('申报单位', 'Claimant'),
        say('状态', 'Stage'),
        say('下一步', 'Next'),
        say('期限', 'Due'),
        { name: say('人数', 'Trainees'), number: true },
        { name: say('金额（元）', 'Yuan'), number: true },
      ]}
      rows={items.map((claim) => [
        <>
          <a href={`/claims/${claim.id}`}>{claim.id}</a>
          <div class="soft">
            {places.place(claim.jurisdiction)} · {places.programme(claim.jurisdiction, claim.programme)}
          </div>
          <div class="soft">
            {say('申报于 ', 'filed ')}
            <When at={claim.filedAt} />
          </div>
        </>,
        claim.claimantName ?? say('个人', 'individual'),
        <StageBadge stage={claim.stage} overdue={claim.overdue} say={say} />,
        <Next {...{ c, claim }} />,
        <>
          <Until at={claim.dueAt} />
          {claim.dueAt && <DaysLeft {...{ now, until: claim.dueAt, say }} />}
        </>,
        claim.trainees,
        <Yuan fen={claim.amountFen ?? claim.estimateFen} />,
      ])}
    />
  );
}

/** Who claims is led to what the claim waits for from them; anybody reads what happens next. */
function Next({ c, claim }: { c: Context<WebEnv>; claim: Item }) {
  const { say, session } = c.var;
  const act = isOfficial(session!.role) ? undefined : claimTasks[session!.role]?.[claim.stage];
  if (!act) return <span>{say(stageTexts[claim.stage].next)}</span>;
  return <a href={`/claims/${claim.id}/${act}`}>{say(taskNames[act]!)}</a>;
}
