import type { Context } from 'hono';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { type Source, SourceNote } from './figures.tsx';

interface PrivacyNote {
  on: string;
  authority: { names: Bilingual };
  sections: { key: string; title: Bilingual; items: { text: Bilingual; source: Source | null }[] }[];
}

/** What a place tells people about their data. */
export async function privacyPage(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const slug = encodeURIComponent(c.req.param('slug')!);
  const on = c.req.query('on');
  const note = await remote.get<PrivacyNote>(
    `/v1/jurisdictions/${slug}/privacy-note${on ? `?on=${encodeURIComponent(on)}` : ''}`,
  );
  const title = say('个人信息处理告知', 'How personal data are used');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <p class="soft">
        {say(note.authority.names)} · {note.on}
      </p>
      {note.sections.map(({ key, title: heading, items }) => (
        <section aria-labelledby={`section-${key}`}>
          <h2 id={`section-${key}`}>{say(heading)}</h2>
          <ul class="card">
            {items.map(({ text, source }) => (
              <li>
                {say(text)}
                {source && <SourceNote source={source} say={say} />}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p>
        <a href={`/rules/${slug}?on=${note.on}`}>{say('该地区的标准与依据', 'Figures and sources of the place')}</a>
      </p>
    </>,
  );
}
