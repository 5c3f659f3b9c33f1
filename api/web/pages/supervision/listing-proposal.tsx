import type { Context } from 'hono';
import type { Site, WebEnv } from '../../env.ts';
import { doAct, type Refusal, type Sent, sentForm } from '../../parts/act.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { placesFor } from '../../parts/places.ts';
import { ProblemNote, shanghaiDay } from '../../parts/show.tsx';

/** A proposal for the black or white list: another person decides. */
export function listingProposalPages(site: Site): void {
  site.get('/supervision/listings/new', (c) => proposalPage(c));
  site.post('/supervision/listings/new', (c) =>
    doAct(
      c,
      (sent) => c.var.remote.post<{ id: string }>('/v1/listings', bodyOf(sent), sent.key),
      ({ id }) => `/supervision/listings/${id}`,
      (refusal) => proposalPage(c, refusal),
    ),
  );
  site.post('/supervision/listings/:listing/lifting', async (c) => {
    const address = `/supervision/listings/${encodeURIComponent(c.req.param('listing'))}`;
    const { key } = await sentForm(c);
    await c.var.remote.post(`/v1/listings/${encodeURIComponent(c.req.param('listing'))}/lifting`, {}, key);
    return c.redirect(address, 303);
  });
}

function bodyOf({ text, optional }: Sent) {
  const [partyKind, code, name] = [text('partyKind'), text('code'), text('name')];
  const party = {
    enterprise: { kind: partyKind, uscc: code, name },
    institution: { kind: partyKind, uscc: code, name },
    platform: { kind: partyKind, name },
    person: { kind: partyKind, idNumber: code },
  }[partyKind];
  return {
    ...{ jurisdiction: text('jurisdiction'), kind: optional('kind'), party, reasonCode: optional('reasonCode') },
    ...{ reason: text('reason'), document: text('document'), from: text('from'), to: optional('to') },
  };
}

/** Code and name stand each in one field, whatever the party is. */
const besideFields = (refusal: Refusal) => ({
  ...refusal.problem,
  errors: refusal.problem.errors.map((one) => ({
    ...one,
    path: one.path
      ?.replace(/^party\.(uscc|idNumber)$/, 'code')
      .replace(/^party\.name$/, 'name')
      .replace(/^party(\.kind)?$/, 'partyKind'),
  })),
});

async function proposalPage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote, session } = c.var;
  const [places, { now }] = await Promise.all([placesFor(c), remote.get<{ now: string }>('/v1/clock')]);
  const problem = refusal && besideFields(refusal);
  const field = (name: string, otherwise = '') => ({
    ...{ name, say, value: refusal ? refusal.sent.text(name) : otherwise, ...(problem && { problem }) },
  });
  const title = say('提出列入黑白名单', 'Propose for the black or white list');
  return page(
    c,
    title,
    <>
      {problem && <ProblemNote problem={problem} say={say} />}
      <h1>{title}</h1>
      <section class="card">
        <ActForm action="/supervision/listings/new" idempotencyKey={refusal?.sent.key || undefined}>
          <Field
            {...field('jurisdiction', session?.jurisdiction)}
            label={say('地区', 'Place')}
            hint={say('在该地区及其下辖地区有效。', 'It holds there and in the places under it.')}
            options={places.items
              .filter(({ slug }) => !session?.jurisdiction || slug === session.jurisdiction)
              .map(({ slug, names }) => [slug, say(names)] as const)}
            required
          />
          <Field
            {...field('kind')}
            label={say('名单', 'List')}
            options={[
              ['', ''],
              ['black', say('黑名单', 'Black list')],
              ['white', say('白名单', 'White list')],
            ]}
            required
          />
          <Field
            {...field('partyKind')}
            label={say('对象类型', 'Who')}
            options={[
              ['', ''],
              ['enterprise', say('企业', 'Enterprise')],
              ['institution', say('培训机构', 'Training institution')],
              ['platform', say('培训平台', 'Training platform')],
              ['person', say('个人', 'Person')],
            ]}
            required
          />
          <Field
            {...field('code')}
            label={say('统一社会信用代码或身份证件号码', 'Unified social credit code, or ID number of a person')}
            hint={say(
              '平台不填。个人须为本地区申报名册中的人员；身份证件号码只用于查找，不保存。',
              'Not for a platform. A person has to be on a roster of the place; the ID number finds them, and is not kept.',
            )}
          />
          <Field {...field('name')} label={say('名称', 'Name')} hint={say('个人不填。', 'Not for a person.')} />
          <Field
            {...field('reasonCode')}
            label={say('事由', 'Of what kind')}
            options={[
              ['', ''],
              ['fraud', say('骗取补贴', 'Fraud')],
              ['false-records', say('虚假培训记录', 'False records')],
              ['refusal', say('拒绝检查', 'Refused an inspection')],
              ['good-standing', say('信用良好', 'In good standing')],
            ]}
            required
          />
          <Field {...field('reason')} label={say('事实和理由', 'The facts')} rows={4} required />
          <Field
            {...field('document')}
            label={say('依据文号', 'By which document')}
            hint={say('例如：锡人社监〔2020〕3号', 'The official document by which it is done')}
            required
          />
          <Field {...field('from', shanghaiDay(now))} type="date" label={say('起始日期', 'From')} required />
          <Field
            {...field('to')}
            type="date"
            label={say('截止日期', 'To')}
            hint={say('含当日；不填：移出为止。', 'Inclusive; empty: until it is lifted.')}
          />
          <div class="actions">
            <button type="submit">{say('提出', 'Propose it')}</button>
            <span class="hint">{say('由另一位督办人员决定。', 'Another supervisor decides.')}</span>
          </div>
        </ActForm>
      </section>
    </>,
    problem ? (problem.status as 422) : 200,
  );
}
