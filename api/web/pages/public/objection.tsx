import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { reasonName } from '../../../../domain/messages/reasons.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { ObjectionStatus } from '../../../routes/notices.ts';
import type { Site, WebEnv } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { Facts, Note, ProblemNote, When } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';

type Status = z.infer<typeof ObjectionStatus>;

/** What became of an objection, for who holds its receipt: the address of this page is the receipt. */
export function objectionStatusPages(site: Site): void {
  site.get('/objections', async (c) => {
    const receipt = c.req.query('receipt')?.trim();
    return receipt ? c.redirect(`/objections/${encodeURIComponent(receipt)}`) : search(c);
  });
  site.get('/objections/:receipt', async (c) => {
    const receipt = c.req.param('receipt');
    try {
      return status(c, receipt, await c.var.remote.get<Status>(`/v1/objections/${encodeURIComponent(receipt)}`));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return search(c, receipt, error.problem);
    }
  });
}

function search(c: Context<WebEnv>, receipt = '', problem?: ProblemBody) {
  const { say } = c.var;
  const title = say('查询异议处理情况', 'What became of an objection');
  return page(
    c,
    title,
    <>
      {problem && <ProblemNote problem={problem} say={say} />}
      <h1>{title}</h1>
      <form method="get" action="/objections" class="stack card">
        <Field
          name="receipt"
          label={say('回执编号', 'Number of the receipt')}
          hint={say('提出异议时页面显示的编号，以 R 开头。', 'It was shown when you objected, and begins with R.')}
          value={receipt}
          required
          say={say}
        />
        <div class="actions">
          <button type="submit">{say('查询', 'Look it up')}</button>
        </div>
      </form>
    </>,
    problem ? (problem.status as 404) : 200,
  );
}

function status(c: Context<WebEnv>, receipt: string, of: Status) {
  const { say } = c.var;
  const title = say('异议回执', 'Receipt of an objection');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Standing c={c} of={of} />
      <section class="card" aria-label={say('异议情况', 'The objection')}>
        <Facts
          of={[
            [say('回执编号', 'Number of the receipt'), <strong>{receipt}</strong>],
            [say('收到时间', 'Received'), <When at={of.filedAt} />],
            [say('公示', 'Notice'), of.noticeId],
            [
              say('异议对象', 'About'),
              of.ref ? say(`名册第 ${of.ref} 号`, `Roster no. ${of.ref}`) : say('整个申报', 'The whole claim'),
            ],
            ...(of.ruledAt ? [[say('处理时间', 'Decided'), <When at={of.ruledAt} />] as const] : []),
            ...(of.reasonCode ? [[say('处理意见', 'Why'), say(reasonName(of.reasonCode))] as const] : []),
          ]}
        />
        <p class="hint">
          {say(
            '请保存回执编号或本页网址，随时可以查询处理情况。编号只告诉您本人；为保护他人，本页不显示异议内容。',
            'Keep the number, or the address of this page, to see what becomes of it. Only you were told it; to protect others this page does not repeat what was said.',
          )}
        </p>
      </section>
      <p>
        <a href="/notices">{say('公示', 'Public notices')}</a>
      </p>
    </>,
  );
}

function Standing({ c, of }: { c: Context<WebEnv>; of: Status }) {
  const { say } = c.var;
  if (of.status === 'upheld')
    return (
      <Note tone="good">
        {say('异议成立，所涉补贴不予发放。', 'The objection was upheld: what it concerns is not paid.')}
      </Note>
    );
  if (of.status === 'dismissed')
    return <Note>{say('经核实，异议不成立。', 'The objection was looked into and dismissed.')}</Note>;
  return (
    <Note tone="good">
      {say(
        '异议已收到，由审核人员核实处理；处理完毕前，所涉补贴不予拨付。',
        'The objection has been received. A reviewer looks into it, and what it concerns is not paid before.',
      )}
    </Note>
  );
}
