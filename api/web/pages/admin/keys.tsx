import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { keyScopes } from '../../../auth/access.ts';
import type { ApiKey, NewApiKey } from '../../../routes/api-keys.ts';
import type { Site, WebEnv } from '../../env.ts';
import { nameIn } from '../../names.ts';
import { doAct, type Refusal, sentForm } from '../../parts/act.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { Note, ProblemNote, shanghaiDay, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { scopeNames } from './names.ts';
import { Secret } from './secret.tsx';

type Key = z.infer<typeof ApiKey>;

/** Keys of enterprises' own systems: an enterprise's own, or for an admin all of them. */
export function apiKeyPages(site: Site): void {
  site.get('/api-keys', (c) => keysPage(c));
  site.post('/api-keys', (c) =>
    doAct(
      c,
      (sent) => {
        const claimant = { kind: sent.text('kind'), uscc: sent.text('uscc') };
        const body = {
          ...{ name: sent.text('name'), scopes: sent.all('scopes') },
          // Until the end of its last day.
          expiresAt: `${sent.text('expiresOn')}T23:59:59+08:00`,
          ...(c.var.session?.role === 'admin' && { claimant }),
        };
        return c.var.remote.post<z.infer<typeof NewApiKey>>('/v1/api-keys', body, sent.key);
      },
      (made) =>
        page(
          c,
          c.var.say('接口密钥', 'API key'),
          <Secret c={c} name={made.name} secret={made.key} messages={made.messages} back="/api-keys" />,
        ),
      (refusal) => keysPage(c, refusal),
    ),
  );
  site.post('/api-keys/:id/revocation', async (c) => {
    const { key } = await sentForm(c);
    await c.var.remote.post(`/v1/api-keys/${encodeURIComponent(c.req.param('id'))}/revocation`, {}, key);
    return c.redirect('/api-keys', 303);
  });
}

async function keysPage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote } = c.var;
  const [{ items, nextCursor }, { now }] = await Promise.all([
    remote.get<Listed<Key>>(`/v1/api-keys?${askedFor(c, 'cursor')}`),
    remote.get<{ now: string }>('/v1/clock'),
  ]);
  const title = say('接口密钥', 'API keys');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {refusal && <ProblemNote problem={refusal.problem} say={say} />}
      {items.length === 0 ? (
        <Note>{say('没有密钥。', 'There are no keys.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[
            say('名称', 'Name'),
            say('单位', 'For whom'),
            say('权限', 'Scopes'),
            say('有效期至', 'Valid until'),
            say('最近使用', 'Last used'),
            say('状态', 'Status'),
          ]}
          rows={items.map((key) => [
            <>
              {key.name}
              <div class="soft">{key.id}</div>
            </>,
            key.claimant,
            key.scopes.map((scope) => say(nameIn(scopeNames, scope))).join(say('、', ', ')),
            <When at={key.expiresAt} />,
            key.lastUsedOn ?? '—',
            <Standing c={c} of={key} now={now} />,
          ])}
        />
      )}
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={nextCursor} />
      <NewKey c={c} now={now} refusal={refusal} />
    </>,
    (refusal?.problem.status as 422 | undefined) ?? 200,
  );
}

function Standing({ c, of, now }: { c: Context<WebEnv>; of: Key; now: string }) {
  const { say } = c.var;
  if (of.revokedAt)
    return (
      <>
        <span class="badge bad">{say('已吊销', 'revoked')}</span> <When at={of.revokedAt} />
      </>
    );
  if (Date.parse(of.expiresAt) <= Date.parse(now)) return <span class="badge">{say('已过期', 'expired')}</span>;
  return (
    <ActForm action={`/api-keys/${of.id}/revocation`}>
      <button type="submit" class="danger" aria-label={say(`吊销：${of.name}`, `Revoke: ${of.name}`)}>
        {say('吊销', 'Revoke')}
      </button>
    </ActForm>
  );
}

function NewKey({ c, now, refusal }: { c: Context<WebEnv>; now: string; refusal: Refusal | undefined }) {
  const { say, session } = c.var;
  const { sent, problem } = refusal ?? {};
  const inYear = shanghaiDay(new Date(Date.parse(now) + 364 * 86_400_000).toISOString());
  return (
    <section class="card">
      <h2>{say('新建密钥', 'A new key')}</h2>
      <ActForm action="/api-keys" idempotencyKey={sent?.key}>
        <Field
          name="name"
          label={say('名称', 'Name')}
          value={sent?.text('name') ?? ''}
          hint={say('例如：人事系统', 'For example: HR system')}
          required
          {...{ say, problem }}
        />
        <fieldset>
          <legend>{say('权限', 'What it may do')}</legend>
          {keyScopes.map((scope) => (
            <label>
              <input type="checkbox" name="scopes" value={scope} checked={sent?.all('scopes').includes(scope)} />{' '}
              {say(nameIn(scopeNames, scope))}
            </label>
          ))}
        </fieldset>
        <Field
          name="expiresOn"
          type="date"
          label={say('有效期至', 'Valid until')}
          value={sent?.text('expiresOn') ?? inYear}
          required
          {...{ say, problem }}
        />
        {session?.role === 'admin' && (
          <>
            <Field
              name="kind"
              label={say('单位类型', 'Kind of claimant')}
              value={sent?.text('kind') ?? 'enterprise'}
              options={[
                ['enterprise', say('企业', 'Enterprise')],
                ['institution', say('培训机构', 'Training institution')],
              ]}
              required
              {...{ say, problem }}
            />
            <Field
              name="uscc"
              label={say('统一社会信用代码', 'Unified social credit code')}
              value={sent?.text('uscc') ?? ''}
              required
              {...{ say, problem }}
            />
          </>
        )}
        <div class="actions">
          <button type="submit">{say('新建密钥', 'Make the key')}</button>
        </div>
      </ActForm>
    </section>
  );
}
