import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { keyScopes } from '../../../auth/access.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { ApiKey, NewApiKey } from '../../../routes/api-keys.ts';
import type { Site, WebEnv } from '../../env.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { posted } from '../../parts/posted.ts';
import { Note, ProblemNote, shanghaiDay, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';
import { scopeNames } from './names.ts';
import { Secret } from './secret.tsx';

type Key = z.infer<typeof ApiKey>;

interface Tried {
  name: string;
  scopes: string[];
  expiresOn: string;
  kind: string;
  uscc: string;
  key: string;
  problem: ProblemBody;
}

/** Keys of enterprises' own systems: an enterprise's own, or for an admin all of them. */
export function apiKeyPages(site: Site): void {
  site.get('/api-keys', (c) => keysPage(c));
  site.post('/api-keys', async (c) => {
    const form = await posted(c);
    const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
    const scopes = [form.scopes ?? []].flat().map(String);
    const [name, kind, uscc, expiresOn, key] = ['name', 'kind', 'uscc', 'expiresOn', 'key'].map(text) as string[] &
      Record<0 | 1 | 2 | 3 | 4, string>;
    const claimant = c.var.session?.role === 'admin' ? { claimant: { kind, uscc } } : {};
    // Until the end of its last day.
    const body = { name, scopes, expiresAt: `${expiresOn}T23:59:59+08:00`, ...claimant };
    try {
      const made = await c.var.remote.post<z.infer<typeof NewApiKey>>('/v1/api-keys', body, key);
      return page(
        c,
        c.var.say('接口密钥', 'API key'),
        <Secret c={c} name={made.name} secret={made.key} messages={made.messages} back="/api-keys" />,
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return keysPage(c, { name, scopes, expiresOn, kind, uscc, key, problem: error.problem });
    }
  });
  site.post('/api-keys/:id/revocation', async (c) => {
    const { key } = await posted(c);
    await c.var.remote.post(`/v1/api-keys/${encodeURIComponent(c.req.param('id'))}/revocation`, {}, String(key));
    return c.redirect('/api-keys', 303);
  });
}

async function keysPage(c: Context<WebEnv>, tried?: Tried) {
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
      {tried && <ProblemNote problem={tried.problem} say={say} />}
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
            say('状态', 'Stands'),
          ]}
          rows={items.map((key) => [
            <>
              {key.name}
              <div class="soft">{key.id}</div>
            </>,
            key.claimant,
            key.scopes.map((scope) => say(scopeNames[scope] ?? { zh: scope, en: scope })).join(say('、', ', ')),
            <When at={key.expiresAt} />,
            key.lastUsedOn ?? '—',
            <Standing c={c} of={key} now={now} />,
          ])}
        />
      )}
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={nextCursor} />
      <NewKey c={c} now={now} tried={tried} />
    </>,
    (tried?.problem.status as 422 | undefined) ?? 200,
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

function NewKey({ c, now, tried }: { c: Context<WebEnv>; now: string; tried: Tried | undefined }) {
  const { say, session } = c.var;
  const problem = tried && { problem: tried.problem };
  const inYear = shanghaiDay(new Date(Date.parse(now) + 364 * 86_400_000).toISOString());
  return (
    <section class="card">
      <h2>{say('新建密钥', 'A new key')}</h2>
      <ActForm action="/api-keys" {...(tried && { idempotencyKey: tried.key })}>
        <Field
          name="name"
          label={say('名称', 'Name')}
          value={tried?.name ?? ''}
          hint={say('例如：人事系统', 'For example: HR system')}
          required
          {...{ say, ...problem }}
        />
        <fieldset>
          <legend>{say('权限', 'What it may do')}</legend>
          {keyScopes.map((scope) => (
            <label>
              <input type="checkbox" name="scopes" value={scope} checked={tried?.scopes.includes(scope)} />{' '}
              {say(scopeNames[scope] ?? { zh: scope, en: scope })}
            </label>
          ))}
        </fieldset>
        <Field
          name="expiresOn"
          type="date"
          label={say('有效期至', 'Valid until')}
          value={tried?.expiresOn ?? inYear}
          required
          {...{ say, ...problem }}
        />
        {session?.role === 'admin' && (
          <>
            <Field
              name="kind"
              label={say('单位类型', 'Kind of claimant')}
              value={tried?.kind ?? 'enterprise'}
              options={[
                ['enterprise', say('企业', 'Enterprise')],
                ['institution', say('培训机构', 'Training institution')],
              ]}
              required
              {...{ say, ...problem }}
            />
            <Field
              name="uscc"
              label={say('统一社会信用代码', 'Unified social credit code')}
              value={tried?.uscc ?? ''}
              required
              {...{ say, ...problem }}
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
