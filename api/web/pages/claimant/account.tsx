import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ProblemBody } from '../../../problem.ts';
import type { Site, WebEnv } from '../../env.ts';
import { taskNames } from '../../names.ts';
import { ActForm } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { daysLeft, Facts, Money, ProblemNote, Until } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';
import { actPage, claimHere } from './act-page.tsx';
import type { Claim } from './acts.tsx';
import { AnyField } from './fields.tsx';
import { programmeIn } from './law.ts';
import { type Posted, readPosted, type Schema, textIn } from './schema.ts';

const at = 'bankAccount';

/** Where the money goes: for an advance, and anew for a payment that did not arrive. */
export function accountPages(site: Site): void {
  actPage(site, {
    act: 'advance-request',
    send: { zh: '申请预拨', en: 'Ask for the advance' },
    async fields({ c, claim, form, problem }) {
      const schema = await accountSchema(c, claim);
      return <AnyField {...{ schema, at, value: readPosted(schema, at, form), problem, say: c.var.say }} required />;
    },
    async take({ c, claim, form }, key) {
      const bankAccount = readPosted(await accountSchema(c, claim), at, form) ?? {};
      await c.var.remote.post(`/v1/claims/${claim.id}/advance-request`, { bankAccount }, key);
      return undefined;
    },
  });
  site.get('/claims/:id{C[0-9a-z]+}/account-correction/:payment', async (c) => showReturn(c, {}));
  site.post('/claims/:id{C[0-9a-z]+}/account-correction/:payment', async (c) => {
    const form = await c.req.parseBody({ all: true });
    const claim = await claimHere(c);
    const bankAccount = readPosted(await accountSchema(c, claim), at, form) ?? {};
    try {
      const path = `/v1/payment-returns/${encodeURIComponent(c.req.param('payment'))}/account-correction`;
      await c.var.remote.post(path, { bankAccount }, textIn(form, 'key'));
      return c.redirect(`/claims/${claim.id}`, 303);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return showReturn(c, form, error.problem);
    }
  });
}

async function accountSchema(c: Context<WebEnv>, claim: Claim): Promise<Schema> {
  const { programme } = await programmeIn(c, claim.jurisdiction, claim.programme);
  return programme.forms.application.schema.properties!.bankAccount!;
}

interface Returned {
  id: string;
  amountFen: number;
  reason: string | null;
  reasonCode: string | null;
  dueAt: string | null;
  returnedAccount: Record<string, string>;
}

async function showReturn(c: Context<WebEnv>, form: Posted, problem?: ProblemBody) {
  const { say, remote } = c.var;
  const claim = await claimHere(c);
  const id = c.req.param('payment')!;
  const [returned, schema, { now }] = await Promise.all([
    remote.get<Returned>(`/v1/payment-returns/${encodeURIComponent(id)}`),
    accountSchema(c, claim),
    remote.get<{ now: string }>('/v1/clock'),
  ]);
  const value = problem ? readPosted(schema, at, form) : returned.returnedAccount;
  const title = say(taskNames['account-correction']!);
  return page(
    c,
    title,
    <>
      <p>
        <a href={`/claims/${claim.id}`}>{say(`返回申报 ${claim.id}`, `Back to claim ${claim.id}`)}</a>
      </p>
      <h1>{title}</h1>
      {problem && <ProblemNote problem={problem} say={say} />}
      <section class="card" aria-labelledby="returned">
        <h2 id="returned">{say('未付成的款项', 'The payment that did not arrive')}</h2>
        <Facts
          of={[
            [say('金额', 'Amount'), <Money fen={returned.amountFen} />],
            [say('原因', 'Why'), returned.reason ?? returned.reasonCode ?? '—'],
            [
              say('期限', 'Due'),
              <>
                <Until at={returned.dueAt} />
                {returned.dueAt &&
                  say(`，还有 ${daysLeft(now, returned.dueAt)} 天`, `, ${daysLeft(now, returned.dueAt)} days left`)}
              </>,
            ],
          ]}
        />
      </section>
      <ActForm
        action={`/claims/${claim.id}/account-correction/${id}`}
        idempotencyKey={problem ? textIn(form, 'key') : randomUUID()}
      >
        <AnyField {...{ schema, at, value, problem, say }} required />
        <div class="actions">
          <button type="submit">{say('提交更正', 'Hand in the correction')}</button>
        </div>
      </ActForm>
    </>,
    problem ? (problem.status as 422) : 200,
  );
}
