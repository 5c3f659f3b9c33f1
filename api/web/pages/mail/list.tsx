import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Mail } from '../../../mail/schemas.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { Site, WebEnv } from '../../env.ts';
import { doAct } from '../../parts/act.ts';
import { ActForm } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { RealTime } from '../../parts/real-time.tsx';
import { Note, ProblemNote, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { addresseeNames, errorName, stateNames, stateTones } from './names.ts';

type One = z.infer<typeof Mail>;

/** Mails that wait, were sent, or were refused, and sending again. */
export function mailList(site: Site): void {
  site.get('/admin/mail', (c) => listPage(c));
  site.post('/admin/mail/:id/retry', (c) =>
    doAct(
      c,
      ({ key }) => c.var.remote.post(`/v1/mails/${encodeURIComponent(c.req.param('id'))}/retry`, {}, key),
      () => '/admin/mail',
      ({ problem }) => listPage(c, problem),
    ),
  );
}

async function listPage(c: Context<WebEnv>, problem?: ProblemBody) {
  const { say, remote } = c.var;
  const asked = askedFor(c, 'state');
  const query = new URLSearchParams([...asked, ...askedFor(c, 'cursor')]);
  const { items, nextCursor } = await remote.get<Listed<One>>(`/v1/mails?${query}`);
  const title = say('邮件', 'Mail');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {problem && <ProblemNote problem={problem} say={say} />}
      <nav class="actions" aria-label={say('按状态查看', 'By state')}>
        <State name={say('全部', 'All')} asked={asked} />
        {(Object.keys(stateNames) as (keyof typeof stateNames)[]).map((state) => (
          <State state={state} name={say(stateNames[state])} asked={asked} />
        ))}
        <a href="/admin/mail/templates">{say('邮件模板', 'Templates')}</a>
      </nav>
      {items.length === 0 ? (
        <Note>{say('没有邮件。', 'There are no mails.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[
            say('业务时间', 'Business time'),
            say('事项', 'What it tells'),
            say('收件人', 'To'),
            say('状态', 'State'),
            { name: say('次数', 'Attempts'), number: true },
            say('办理', 'Act'),
          ]}
          rows={items.map((mail) => [
            <When at={mail.at} />,
            <About c={c} of={mail} />,
            <>
              {say(addresseeNames[mail.addressee])}
              <div class="soft">{mail.to ?? say('地址已清除', 'address erased')}</div>
            </>,
            <Standing c={c} of={mail} />,
            mail.attempts,
            mail.state !== 'sent' && mail.to ? <Again c={c} of={mail} /> : '—',
          ])}
        />
      )}
      <NextPage c={c} asked={asked} nextCursor={nextCursor} />
    </>,
    (problem?.status as 409 | undefined) ?? 200,
  );
}

function State({ state, name, asked }: { state?: string; name: string; asked: URLSearchParams }) {
  const current = (asked.get('state') ?? undefined) === state;
  return (
    <a
      class={`button ${current ? '' : 'second'}`}
      href={state ? `/admin/mail?state=${state}` : '/admin/mail'}
      aria-current={current ? 'true' : undefined}
    >
      {name}
    </a>
  );
}

function About({ c, of: { claimId, event, happened } }: { c: Context<WebEnv>; of: One }) {
  return (
    <>
      <a href={`/admin/mail/templates/${event}`}>{c.var.say(happened)}</a>
      {claimId && (
        <div class="soft">
          <a href={`/claims/${claimId}`}>{claimId}</a>
        </div>
      )}
    </>
  );
}

function Standing({ c, of }: { c: Context<WebEnv>; of: One }) {
  const { say } = c.var;
  return (
    <>
      <span class={`badge ${stateTones[of.state]}`}>{say(stateNames[of.state])}</span>
      {of.error && (
        <div class="soft">
          <code>{of.error}</code> {say(errorName(of.error))}
        </div>
      )}
      <div class="soft">
        {of.sentAt || of.bouncedAt ? (
          <RealTime c={c} at={of.sentAt ?? of.bouncedAt} />
        ) : (
          of.attempts > 0 && (
            <>
              {say('下次：', 'Next: ')}
              <RealTime c={c} at={of.nextTryAt} />
            </>
          )
        )}
      </div>
    </>
  );
}

function Again({ c, of: { id } }: { c: Context<WebEnv>; of: One }) {
  const { say } = c.var;
  return (
    <ActForm action={`/admin/mail/${id}/retry`}>
      <button type="submit" class="second" aria-label={say(`重新发送：${id}`, `Send again: ${id}`)}>
        {say('重新发送', 'Send again')}
      </button>
    </ActForm>
  );
}
