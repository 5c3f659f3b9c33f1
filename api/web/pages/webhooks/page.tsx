import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Delivery, Webhook, WebhookWithSecret } from '../../../webhooks/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { doAct, type Refusal } from '../../parts/act.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { RealTime } from '../../parts/real-time.tsx';
import { Facts, ProblemNote, When } from '../../parts/show.tsx';
import { Deliveries } from './deliveries.tsx';
import { shownSecret } from './list.tsx';
import { stagesName } from './names.ts';

type One = z.infer<typeof Webhook>;

const pathOf = (c: Context<WebEnv>) => `/webhooks/${encodeURIComponent(c.req.param('id')!)}`;

/** One webhook: what it was told, and what one can do with it. */
export function webhookPage(site: Site): void {
  site.get('/webhooks/:id', (c) => onePage(c));
  site.post('/webhooks/:id/secrets', (c) =>
    doAct(
      c,
      ({ key }) => c.var.remote.post<z.infer<typeof WebhookWithSecret>>(`/v1${pathOf(c)}/secrets`, {}, key),
      (made) => shownSecret(c, made),
      (refusal) => onePage(c, refusal),
    ),
  );
  for (const what of ['ping', 'deactivation']) site.post(`/webhooks/:id/${what}`, (c) => act(c, what));
  site.post('/webhooks/:id/deliveries/:delivery/replay', (c) =>
    act(c, `deliveries/${encodeURIComponent(c.req.param('delivery'))}/replay`),
  );
  site.post('/webhooks/:id/replay', (c) =>
    act(c, 'replay', (since) => ({ since: since && `${since}T00:00:00+08:00` })),
  );
}

const act = (c: Context<WebEnv>, what: string, bodyOf: (since: string) => object = () => ({})) =>
  doAct(
    c,
    (sent) => c.var.remote.post(`/v1${pathOf(c)}/${what}`, bodyOf(sent.text('since')), sent.key),
    () => pathOf(c),
    (refusal) => onePage(c, refusal),
  );

async function onePage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote } = c.var;
  const [webhook, { items, nextCursor }] = await Promise.all([
    remote.get<One>(`/v1${pathOf(c)}`),
    remote.get<Listed<z.infer<typeof Delivery>>>(`/v1${pathOf(c)}/deliveries?${askedFor(c, 'cursor')}`),
  ]);
  const title = say('推送', 'Webhook');
  const active = !webhook.deactivatedAt;
  return page(
    c,
    title,
    <>
      <p>
        <a href="/webhooks">{say('系统对接', 'Your own systems')}</a>
      </p>
      <h1>{title}</h1>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      <section class="card" aria-label={say('基本情况', 'The webhook')}>
        <Facts
          of={[
            [say('地址', 'Address'), webhook.url],
            [say('环节', 'Stages'), stagesName(say, webhook.stages)],
            [say('新建', 'Made'), <When at={webhook.madeAt} />],
            [
              say('状态', 'Status'),
              active ? (
                <span class="badge good">{say('启用', 'active')}</span>
              ) : (
                <>
                  <span class="badge">{say('已停用', 'deactivated')}</span> <When at={webhook.deactivatedAt} />
                </>
              ),
            ],
            [say('密钥', 'Secrets'), <Secrets c={c} of={webhook} />],
          ]}
        />
        {active && <Acts c={c} />}
      </section>
      <h2>{say('推送记录', 'What it was told')}</h2>
      <Deliveries c={c} items={items} path={pathOf(c)} active={active} />
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={nextCursor} />
      {active && items.length > 0 && (
        <section class="card">
          <h2>{say('重新推送一段时间', 'Send a period again')}</h2>
          <ActForm action={`${pathOf(c)}/replay`} {...(refusal && { idempotencyKey: refusal.sent.key })}>
            <Field
              {...{ name: 'since', type: 'date', say, required: true, value: refusal?.sent.text('since') ?? '' }}
              {...(refusal && { problem: refusal.problem })}
              label={say('自哪一天起', 'From which day on')}
              hint={say(
                '每条消息的编号不变，接收系统可据此去重。',
                'Each keeps its id, by which your system knows it again.',
              )}
            />
            <div class="actions">
              <button type="submit">{say('全部重新推送', 'Send all again')}</button>
            </div>
          </ActForm>
        </section>
      )}
    </>,
    (refusal?.problem.status as 422 | undefined) ?? 200,
  );
}

function Secrets({ c, of }: { c: Context<WebEnv>; of: One }) {
  const { say } = c.var;
  return (
    <ul class="plain">
      {of.secrets.map(({ no, madeAt, endsAt }) => (
        <li>
          {say(`第 ${no} 个，`, `No. ${no}, `)}
          <When at={madeAt} />
          {endsAt && (
            <>
              {say('，签名至 ', ', signs until ')}
              <RealTime c={c} at={endsAt} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Acts({ c }: { c: Context<WebEnv> }) {
  const { say } = c.var;
  return (
    <div class="actions">
      <ActForm action={`${pathOf(c)}/ping`}>
        <button type="submit">{say('发送测试消息', 'Send a test')}</button>
      </ActForm>
      <ActForm action={`${pathOf(c)}/secrets`}>
        <button type="submit" class="second">
          {say('更换密钥', 'Change the secret')}
        </button>
      </ActForm>
      <ActForm action={`${pathOf(c)}/deactivation`}>
        <button type="submit" class="danger">
          {say('停用', 'Deactivate')}
        </button>
      </ActForm>
    </div>
  );
}
