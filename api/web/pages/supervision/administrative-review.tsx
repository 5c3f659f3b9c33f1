import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ReadAdministrativeReview } from '../../../claims/reopening-schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { reviewOutcomeNames } from '../../names.ts';
import { Facts, Until, When } from '../../parts/show.tsx';
import { type Drawn, Given, GivenChoice, type OfficialActPage, officialActPage } from '../review/act-page.tsx';
import { statusName } from '../review/status-names.ts';
import { opinionOf, SecondOpinion } from './second-opinion.tsx';

type Review = z.infer<typeof ReadAdministrativeReview>;

/** 行政复议: one supervisor enters what the reviewing body has decided, another confirms it. */
export function administrativeReviewPages(site: Site): void {
  officialActPage(site, '/supervision/:id{C[0-9a-z]+}/administrative-reviews/:review', review);
}

async function review(c: Context<WebEnv>): Promise<OfficialActPage> {
  const { say, session, remote } = c.var;
  const id = c.req.param('id');
  const path = `/v1/claims/${id}/administrative-reviews/${c.req.param('review')}`;
  const one = await remote.get<Review>(path);
  const confirms = one.status === 'recorded';
  const waits = session?.role === 'supervisor' && one.status !== 'closed';
  return {
    title: say(`行政复议 ${id}`, `Administrative review, ${id}`),
    call: `${path}/${confirms ? 'confirmation' : 'outcome'}`,
    done: `/claims/${id}`,
    about: <AskedFor c={c} one={one} />,
    form: waits
      ? (drawn) =>
          confirms ? <SecondOpinion drawn={drawn} proposedBy={one.recordedBy ?? ''} /> : <Outcome drawn={drawn} />
      : null,
    body: confirms ? opinionOf : (sent) => sent.some('outcome', 'document', 'decidedOn', 'reason'),
  };
}

function Outcome({ drawn }: { drawn: Drawn }) {
  const { say } = drawn.c.var;
  return (
    <>
      <GivenChoice
        drawn={drawn}
        name="outcome"
        label={say('复议结果', 'Outcome')}
        options={Object.entries(reviewOutcomeNames).map(([value, name]) => [value, say(name)] as const)}
      />
      <Given drawn={drawn} name="document" label={say('复议决定文号', 'Number of the decision')} required />
      <Given drawn={drawn} name="decidedOn" type="date" label={say('决定日期', 'Decided on')} required />
      <Given drawn={drawn} name="reason" label={say('说明', 'In words')} rows={4} required />
    </>
  );
}

function AskedFor({ c, one }: { c: Context<WebEnv>; one: Review }) {
  const { say } = c.var;
  return (
    <section class="card" aria-labelledby="asked">
      <h2 id="asked">{say('复议申请', 'What was asked for')}</h2>
      <Facts
        of={[
          [say('申报', 'Claim'), <a href={`/claims/${one.claimId}`}>{one.claimId}</a>],
          [say('状态', 'Status'), say(statusName(one.status)[0])],
          [say('针对办理记录', 'About entry'), one.transitionNo],
          [say('申请时间', 'Filed'), <When at={one.filedAt} />],
          [say('办理期限', 'Due'), <Until at={one.dueAt} />],
          [say('复议请求', 'Request'), one.form?.request ?? '—'],
          [say('事实和理由', 'Grounds'), one.form?.grounds ?? '—'],
          [say('逾期理由', 'Why it is late'), one.form?.lateReason ?? '—'],
          [say('结果', 'Outcome'), one.outcome ? say(reviewOutcomeNames[one.outcome]) : '—'],
          [say('文号', 'Document'), one.document ?? '—'],
          [say('登记人', 'Entered by'), one.recordedBy ?? '—'],
          [say('说明', 'In words'), one.outcomeReason ?? '—'],
        ]}
      />
    </section>
  );
}
