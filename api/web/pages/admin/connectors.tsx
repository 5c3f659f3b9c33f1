import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Connector, ConnectorWithSecret } from '../../../routes/connectors.ts';
import type { Site, WebEnv } from '../../env.ts';
import { doAct, type Refusal, sentForm } from '../../parts/act.ts';
import { ActForm, Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { Note, ProblemNote, When } from '../../parts/show.tsx';
import { Secret } from './secret.tsx';

type One = z.infer<typeof Connector>;

/** Connectors of training platforms, and the secrets by which they sign. */
export function connectorPages(site: Site): void {
  site.get('/connectors', (c) => connectorsPage(c));
  site.post('/connectors', (c) =>
    doAct(
      c,
      (sent) => {
        const jurisdictions = sent.all('jurisdictions');
        const body = { name: sent.text('name'), ...(jurisdictions.length > 0 && { jurisdictions }) };
        return c.var.remote.post<z.infer<typeof ConnectorWithSecret>>('/v1/connectors', body, sent.key);
      },
      (made) => shown(c, made),
      (refusal) => connectorsPage(c, refusal),
    ),
  );
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
  const { key } = await sentForm(c);
  return c.var.remote.post(`/v1/connectors/${encodeURIComponent(c.req.param('id')!)}/${what}`, {}, key);
}

const shown = (c: Context<WebEnv>, made: z.infer<typeof ConnectorWithSecret>) =>
  page(
    c,
    c.var.say('平台密钥', 'Secret of a platform'),
    <Secret c={c} name={made.name} secret={made.secret} messages={made.messages} back="/connectors" />,
  );

async function connectorsPage(c: Context<WebEnv>, refusal?: Refusal) {
  const { say, remote } = c.var;
  const { sent, problem } = refusal ?? {};
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
      {problem && <ProblemNote problem={problem} say={say} />}
      {items.length === 0 && <Note>{say('没有对接的平台。', 'No platform is connected.')}</Note>}
      <div class="cards">
        {items.map((one) => (
          <ConnectorCard c={c} of={one} places={places} />
        ))}
      </div>
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={nextCursor} />
      <section class="card">
        <h2>{say('新建对接', 'Connect a platform')}</h2>
        <ActForm action="/connectors" idempotencyKey={sent?.key}>
          <Field
            {...{ name: 'name', say, required: true, value: sent?.text('name'), problem }}
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
                    checked={sent?.all('jurisdictions').includes(slug)}
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
    (problem?.status as 422 | undefined) ?? 200,
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
