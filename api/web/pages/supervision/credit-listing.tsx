import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Recovery } from '../../../recoveries/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { Facts, Money, Until, When } from '../../parts/show.tsx';
import { type ActPage, actPage, Choice, Given, given } from '../review/act-page.tsx';

/** 失信登记: whether who keeps what is to come back is listed. Never decided by who has proposed it. */
export function creditListingPages(site: Site): void {
  actPage(site, '/supervision/recoveries/:recovery', decision);
}

async function decision(c: Context<WebEnv>): Promise<ActPage> {
  const { say, session, remote } = c.var;
  const path = `/v1/recoveries/${encodeURIComponent(c.req.param('recovery') ?? '')}`;
  const one = await remote.get<z.infer<typeof Recovery>>(path);
  const proposed = one.creditListing;
  const why = one.acts.findLast(({ reason }) => reason)?.reason;
  const waits = session?.role === 'supervisor' && proposed?.status === 'proposed';
  return {
    title: say(`决定失信登记 ${one.id}`, `Decide on a listing, ${one.id}`),
    call: `${path}/listing-decision`,
    done: `/claims/${one.claimId}`,
    about: (
      <section class="card" aria-labelledby="recovery">
        <h2 id="recovery">{one.claimantName ?? say('个人', 'An individual')}</h2>
        <Facts
          of={[
            [say('申报', 'Claim'), <a href={`/claims/${one.claimId}`}>{one.claimId}</a>],
            [say('应退（元）', 'Demanded, yuan'), <Money fen={one.amountFen} />],
            [say('已退（元）', 'Repaid, yuan'), <Money fen={one.repaidFen} />],
            [say('未退（元）', 'Open, yuan'), <Money fen={one.restFen} />],
            [say('退回期限', 'Due'), <Until at={one.dueAt} />],
            [say('提出', 'Proposed'), <When at={proposed?.proposedAt} />],
            [say('提出人', 'By'), proposed?.proposedBy ?? '—'],
            [say('说明', 'In words'), why ?? '—'],
          ]}
        />
      </section>
    ),
    form: waits
      ? (drawn) => (
          <>
            <Choice
              drawn={drawn}
              name="decision"
              legend={say('决定', 'Decision')}
              options={[
                ['approve', say('列入失信名单', 'List as dishonest'), '1'],
                ['reject', say('不予列入', 'Spare'), '2'],
              ]}
            />
            <Given drawn={drawn} name="reason" label={say('说明', 'In words')} rows={4} required />
          </>
        )
      : null,
    body: (typed) => ({ decision: given(typed, 'decision'), reason: given(typed, 'reason') }),
  };
}
