import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ProblemBody } from '../../../problem.ts';
import type { Connector, ConnectorWithSecret } from '../../../routes/connectors.ts';
import type { Site, WebEnv } from '../../env.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { posted } from '../../parts/posted.ts';
import { Note, ProblemNote, When } from '../../parts/show.tsx';
import { Refused } from '../../remote.ts';
import { Secret } from './secret.tsx';

type One = z.infer<typeof Connector>;

interface Tried {
  name: string;
  jurisdictions: string[];
  key: string;
  problem: ProblemBody;
}

/** Connectors of training platforms, and the secrets by which they sign. */
export function connectorPages(site: Site): void {
  site.get('/connectors', (c) => connectorsPage(c));
  site.post('/connectors', async (c) => {
    const form = await posted(c);
    const [name, key] = [String(form.name ?? ''), String(form.key ?? '')];
    const jurisdictions = [form.jurisdictions ?? []].flat().map(String);
    try {
      const body = { name, ...(jurisdictions.length > 0 && { jurisdictions }) };
      return shown(c, await c.var.remote.post('/v1/connectors', body, key));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return connectorsPage(c, { name, jurisdictions, key, problem: error.problem });
    }
  });
  site.post('/connectors/:id/secrets', async (c) => shown(c, await act(c, 'secrets')));
  site.post('/connectors/:id/secrets/:no/revocation', async (c) => {
    await act(c, `secrets/${encodeURIComponent(c.req.param('no'))}/revocation`);
    return c.redirect('/connectors', 303);
  });
  site.post('/connectors/:id/revocation', async (c) => {
    await act(c, 'revocation');
    return c.redirect('/connectors', 303);
  });
}

async function act(c: Context<WebEnv>, what: string): Promise<z.infer<typeof ConnectorWithSecret>> {
  const { key } = await posted(c);
  return c.var.remote.post(`/v1/connectors/${encodeURIComponent(c.req.param('id')!)}/${what}`, {}, String(key));
}

const shown = (c: Context<WebEnv>, made: z.infer<typeof ConnectorWithSecret>) =>
  page(
    c,
    c.var.say('平台密钥', 'Secret of a platform'),
    <Secret c={c} name={made.name} secret={made.secret} messages={made.messages} back="/connectors" />,
  );

async function connectorsPage(c: Context<WebEnv>, tried?: Tried) {
  const { say, remote } = c.var;
  const [{ items, nextCursor }, places] = await Promise.all([
    remote.get<Listed<One>>(`/v1/connectors?${askedFor(c, 'cursor')}`),
    placesFor(c),
  ]);
  const title = say('平台对接', 'Training platforms');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {tried && <ProblemNote problem={tried.problem} say={say} />}
      {items.length === 0 && <Note>{say('没有对接的平台。', 'No platform is connected.')}</Note>}
      <div class="cards">
        {items.map((one) => (
          <ConnectorCard c={c} of={one} places={places} />
        ))}
      </div>
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={nextCursor} />
      <section class="card">
        <h2>{say('新建对接', 'Connect a platform')}</h2>
        <ActForm action="/connectors" {...(tried && { idempotencyKey: tried.key })}>
          <Field
            {...{ name: 'name', say, required: true, value: tried?.name ?? '' }}
            {...(tried && { problem: tried.problem })}
            label={say('平台名称', 'Name of the platform')}
          />
          <fieldset>
            <legend>{say('可报送的地区（不选：全部）', 'For whose classes it may speak (none: every place)')}</legend>
            {places.items
              .filter(({ programmes }) => programmes.length > 0)
              .map(({ slug, names }) => (
                <label>
                  <input
                    type="checkbox"
                    name="jurisdictions"
                    value={slug}
                    checked={tried?.jurisdictions.includes(slug)}
                  />{' '}
                  {say(names)}
                </label>
              ))}
          </fieldset>
          <div class="actions">
            <button type="submit">{say('新建对接', 'Connect it')}</button>
          </div>
        </ActForm>
      </section>
    </>,
    (tried?.problem.status as 422 | undefined) ?? 200,
  );
}

function ConnectorCard({ c, of, places }: { c: Context<WebEnv>; of: One; places: Places }) {
  const { say } = c.var;
  const valid = of.secrets.filter(({ revokedAt }) => !revokedAt);
  return (
    <section class="card">
      <h2>{of.name}</h2>
      <p class="soft">
        {of.id} ·{' '}
        {of.jurisdictions.length > 0
          ? of.jurisdictions.map((slug) => places.place(slug)).join(say('、', ', '))
          : say('全部地区', 'every place')}
      </p>
      {of.revokedAt && (
        <p>
          <span class="badge bad">{say('已吊销', 'revoked')}</span> <When at={of.revokedAt} />
        </p>
      )}
      <ul>
        {of.secrets.map(({ no, madeAt, revokedAt }) => (
          <li>
            {say(`密钥 ${no}，`, `Secret ${no}, `)}
            <When at={madeAt} />{' '}
            {revokedAt ? (
              <span class="badge">{say('已吊销', 'revoked')}</span>
            ) : (
              !of.revokedAt && (
                <ActForm action={`/connectors/${of.id}/secrets/${no}/revocation`}>
                  <button
                    type="submit"
                    class="second"
                    aria-label={say(`吊销此密钥：${of.name} ${no}`, `Revoke it: ${of.name} ${no}`)}
                  >
                    {say('吊销此密钥', 'Revoke it')}
                  </button>
                </ActForm>
              )
            )}
          </li>
        ))}
      </ul>
      {!of.revokedAt && (
        <div class="actions">
          {valid.length < 2 && (
            <ActForm action={`/connectors/${of.id}/secrets`}>
              <button type="submit" aria-label={say(`新建密钥：${of.name}`, `Make another secret: ${of.name}`)}>
                {say('新建密钥', 'Make another secret')}
              </button>
            </ActForm>
          )}
          <ActForm action={`/connectors/${of.id}/revocation`}>
            <button
              type="submit"
              class="danger"
              aria-label={say(`吊销对接：${of.name}`, `Revoke the platform: ${of.name}`)}
            >
              {say('吊销对接', 'Revoke the platform')}
            </button>
          </ActForm>
        </div>
      )}
    </section>
  );
}
