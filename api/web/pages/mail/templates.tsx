import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { MailPreview, MailTemplate } from '../../../mail/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import type { Listed } from '../../parts/paging.tsx';
import { placesFor } from '../../parts/places.ts';
import { Facts, Note } from '../../parts/show.tsx';
import { groupNames } from './names.ts';

type Template = z.infer<typeof MailTemplate>;

/** Every mail that the system writes, with invented facts. */
export function templatePages(site: Site): void {
  site.get('/admin/mail/templates', templateList);
  site.get('/admin/mail/templates/:name', templatePage);
  site.get('/admin/mail/templates/:name/html', async (c) =>
    c.html((await previewFor(c, c.req.query('jurisdiction') ?? '')).html),
  );
}

async function templateList(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const { items } = await remote.get<Listed<Template>>('/v1/mail-templates');
  const title = say('邮件模板', 'Templates of mails');
  return page(
    c,
    title,
    <>
      <p>
        <a href="/admin/mail">{say('邮件', 'Mail')}</a>
      </p>
      <h1>{title}</h1>
      <div class="cards">
        {[...new Set(items.map(({ of }) => of))].map((group) => (
          <section class="card">
            <h2>{say(groupNames[group]!)}</h2>
            <ul>
              {items
                .filter(({ of }) => of === group)
                .map(({ name, happened }) => (
                  <li>
                    <a href={`/admin/mail/templates/${name}`}>{say(happened)}</a> <code class="soft">{name}</code>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </>,
  );
}

function previewFor(c: Context<WebEnv>, place: string) {
  const name = encodeURIComponent(c.req.param('name')!);
  const query = new URLSearchParams({ jurisdiction: place });
  return c.var.remote.get<z.infer<typeof MailPreview>>(`/v1/mail-templates/${name}?${query}`);
}

async function templatePage(c: Context<WebEnv>) {
  const { say } = c.var;
  const places = (await placesFor(c)).items.filter(({ programmes }) => programmes.length > 0);
  const place = c.req.query('jurisdiction') ?? places[0]!.slug;
  const { name, subject, text } = await previewFor(c, place);
  const framed = `/admin/mail/templates/${name}/html?${new URLSearchParams({ jurisdiction: place })}`;
  return page(
    c,
    say('邮件预览', 'Preview of a mail'),
    <>
      <p>
        <a href="/admin/mail/templates">{say('邮件模板', 'Templates of mails')}</a>
      </p>
      <h1>{say('邮件预览', 'Preview of a mail')}</h1>
      <form method="get" class="actions card">
        <Field
          name="jurisdiction"
          label={say('地区', 'Place')}
          value={place}
          required
          say={say}
          options={places.map(({ slug, names }) => [slug, say(names)] as const)}
        />
        <button type="submit" class="second">
          {say('查看', 'Show')}
        </button>
      </form>
      <Note>{say('编号、日期和金额均为示例。', 'Ids, days and sums are invented.')}</Note>
      <section class="card">
        <Facts
          of={[
            [say('模板', 'Template'), <code>{name}</code>],
            [say('主题', 'Subject'), subject],
          ]}
        />
      </section>
      <div class="columns">
        <section>
          <h2>{say('网页格式', 'As HTML')}</h2>
          <iframe class="mail" sandbox="" src={framed} title={say('网页格式的邮件', 'The mail as HTML')}></iframe>
        </section>
        <section>
          <h2>{say('纯文本', 'As text')}</h2>
          <pre class="mail" tabindex={0}>
            {text}
          </pre>
        </section>
      </div>
    </>,
  );
}
