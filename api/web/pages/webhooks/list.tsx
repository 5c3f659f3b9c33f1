import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { stages } from '../../../../domain/claim/stages.ts';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { Webhook, WebhookWithSecret } from '../../../webhooks/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { doAct, type Refusal } from '../../parts/act.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { Note, ProblemNote, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { Secret } from '../admin/secret.tsx';
import { stagesName } from './names.ts';

/** One's webhooks, and a form for another. */
export function webhookList(site: Site): void {
  site.get('/webhooks', (c) => listPage(c));
  site.post('/webhooks', (c) =>
    doAct(
      c,
      (sent) => {
        const chosen = sent.all('stages');
        const body = { url: sent.text('url'), ...(chosen.length > 0 && { stages: chosen }) };
        return c.var.remote.post<z.infer<typeof WebhookWithSecret>>('/v1/webhooks', body, sent.key);
      },
      (made) => shownSecret(c, made),
      (refusal) => listPage(c, refusal),
    ),
  );
}

export const shownSecret = (c: Context<WebEnv>, made: z.infer<typeof WebhookWithSecret>) =>
  page(
    c,
    c.var.say('推送密钥', 'Secret of a webhook'),
    <Secret
      {...{ c, secret: made.secret, messages: made.messages, back: `/webhooks/${made.id}` }}
      name={c.var.say('推送密钥', 'Secret of a webhook')}
    />,
  );

async function listPage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote, session } = c.var;
  const { items, nextCursor } = await remote.get<Listed<z.infer<typeof Webhook>>>(
    `/v1/webhooks?${askedFor(c, 'cursor')}`,
  );
  const title = say('系统对接', 'Your own systems');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      <p>
        {say(
          '申报进入新的环节时，系统向您指定的地址推送签名消息，消息不含个人信息。',
          'Whenever a claim of yours enters another stage, a signed message goes to the address that you name. It holds nothing personal.',
        )}
      </p>
      {session?.role !== 'individual' && (
        <p>
          {say('您的系统查询和办理申报，使用', 'To read and act on claims, your system uses ')}
          <a href="/api-keys">{say('接口密钥', 'API keys')}</a>
          {say('。', '.')}
        </p>
      )}
      {items.length === 0 ? (
        <Note>{say('没有推送。', 'There are no webhooks.')}</Note>
      ) : (
        <Table
          label={say('推送', 'Webhooks')}
          columns={[say('地址', 'Address'), say('环节', 'Stages'), say('新建', 'Made'), say('状态', 'Status')]}
          rows={items.map((one) => [
            <a href={`/webhooks/${one.id}`}>{one.url}</a>,
            stagesName(say, one.stages),
            <When at={one.madeAt} />,
            one.deactivatedAt ? (
              <span class="badge">{say('已停用', 'deactivated')}</span>
            ) : (
              <span class="badge good">{say('启用', 'active')}</span>
            ),
          ])}
        />
      )}
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={nextCursor} />
      <NewWebhook c={c} refusal={refusal} />
    </>,
    (refusal?.problem.status as 422 | undefined) ?? 200,
  );
}

function NewWebhook({ c, refusal }: { c: Context<WebEnv>; refusal: Refusal | undefined }) {
  const { say } = c.var;
  const chosen = refusal?.sent.all('stages') ?? [];
  return (
    <section class="card">
      <h2>{say('新建推送', 'A new webhook')}</h2>
      <ActForm action="/webhooks" {...(refusal && { idempotencyKey: refusal.sent.key })}>
        <Field
          {...{ name: 'url', say, required: true, value: refusal?.sent.text('url') ?? '' }}
          {...(refusal && { problem: refusal.problem })}
          label={say('推送地址', 'Address')}
          hint={
            c.var.rehearsal
              ? say(
                  '以 https:// 开头；演练中也可用本机的 http:// 地址',
                  'Begins with https://; in a rehearsal also http:// on this machine',
                )
              : say('以 https:// 开头', 'Begins with https://')
          }
        />
        <fieldset>
          <legend>{say('推送哪些环节（不选：全部）', 'Which stages (none: every one)')}</legend>
          {stages.map((stage) => (
            <label>
              <input type="checkbox" name="stages" value={stage} checked={chosen.includes(stage)} />{' '}
              {say(stageTexts[stage].name)}
            </label>
          ))}
        </fieldset>
        <div class="actions">
          <button type="submit">{say('新建推送', 'Make the webhook')}</button>
        </div>
      </ActForm>
    </section>
  );
}
