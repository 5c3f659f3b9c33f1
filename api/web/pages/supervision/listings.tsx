import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { PartyListing, ReadPartyListing } from '../../../listings/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { ActForm, Read } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { Facts, Note, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { GivenChoice, type OfficialActPage, officialActPage } from '../review/act-page.tsx';
import { statusName } from '../review/status-names.ts';

type Listing = z.infer<typeof PartyListing>;

const kinds = { black: { zh: '黑名单', en: 'Black list' }, white: { zh: '白名单', en: 'White list' } };

/** 黑白名单: what is listed or proposed; a supervisor decides, never who has proposed it. */
export function listingPages(site: Site): void {
  site.get('/supervision/listings', all);
  officialActPage(site, '/supervision/listings/:listing', decision);
}

/** Who proposes listings, and their lifting. */
const proposes = ['reviewer', 'supervisor', 'inspector'];

async function all(c: Context<WebEnv>) {
  const { say, remote, session } = c.var;
  const { items, nextCursor } = await remote.get<Listed<Listing>>(`/v1/listings?${askedFor(c, 'cursor')}`);
  const title = say('黑白名单', 'Black and white lists');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {proposes.includes(session?.role ?? '') && (
        <p>
          <a class="button" href="/supervision/listings/new">
            {say('提出列入名单', 'Propose a listing')}
          </a>
        </p>
      )}
      {items.length === 0 ? (
        <Note>{say('没有名单记录。', 'Nobody is listed or proposed.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[say('名单', 'List'), say('对象', 'Who'), say('期间', 'Holds'), say('状态', 'Status')]}
          rows={items.map((one) => rowOf(c, one))}
        />
      )}
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={nextCursor} />
    </>,
  );
}

function rowOf(c: Context<WebEnv>, one: Listing): Child[] {
  const { say } = c.var;
  const [status, tone] = statusName(one.status);
  return [
    <a href={`/supervision/listings/${one.id}`}>{say(kinds[one.kind])}</a>,
    one.partyName ?? one.party,
    `${one.from} – ${one.to ?? say('移出为止', 'until lifted')}`,
    <span class={`badge ${tone}`}>{say(status)}</span>,
  ];
}

async function decision(c: Context<WebEnv>): Promise<OfficialActPage> {
  const { say, session, remote } = c.var;
  const path = `/v1/listings/${encodeURIComponent(c.req.param('listing') ?? '')}`;
  const one = await remote.get<z.infer<typeof ReadPartyListing>>(path);
  const waits = session?.role === 'supervisor' && (one.status === 'proposed' || one.status === 'lifting');
  const lifting = one.status === 'lifting';
  return {
    title: waits
      ? lifting
        ? say('决定是否移出名单', 'Decide on a lifting')
        : say('决定列入名单', 'Decide on a listing')
      : say('名单记录', 'A listing'),
    call: `${path}/decision`,
    done: '/supervision/listings',
    about: (
      <section class="card" aria-labelledby="listing">
        <h2 id="listing">{say(kinds[one.kind])}</h2>
        <Facts
          of={[
            [say('对象', 'Who'), one.partyName ?? one.party],
            [say('期间', 'Holds'), `${one.from} – ${one.to ?? say('移出为止', 'until lifted')}`],
            [say('状态', 'Status'), say(statusName(one.status)[0])],
            [say('事由', 'Ground'), one.reasonCode],
            [say('说明', 'In words'), one.reason ?? '—'],
            [say('文号', 'Document'), one.document ?? '—'],
            [say('提出', 'Proposed'), <When at={one.liftingAt ?? one.proposedAt} />],
            [say('提出人', 'By'), one.liftingBy ?? one.proposedBy],
          ]}
        />
        {one.status === 'listed' && proposes.includes(session?.role ?? '') && (
          <ActForm action={`/supervision/listings/${one.id}/lifting`}>
            <div class="actions">
              <button type="submit" class="second">
                {say('提出移出名单', 'Propose to lift it')}
              </button>
              <span class="hint">{say('决定前仍在名单上。', 'It holds until another person has decided.')}</span>
            </div>
          </ActForm>
        )}
      </section>
    ),
    form: waits
      ? (drawn) => (
          <>
            <Read revision={one.revision} />
            <GivenChoice
              drawn={drawn}
              name="decision"
              label={say('决定', 'Decision')}
              options={[
                ['approve', lifting ? say('移出', 'Lift it') : say('列入', 'List'), '1'],
                ['reject', say('不同意', 'Refuse'), '2'],
              ]}
            />
          </>
        )
      : null,
    body: (sent) => sent.some('decision', 'revision'),
  };
}
