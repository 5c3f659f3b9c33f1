import type { Context } from 'hono';
import type { Site, WebEnv } from '../../env.ts';
import { fundNames } from '../../names.ts';
import { page } from '../../parts/layout.tsx';
import { placesFor } from '../../parts/places.ts';
import { Note } from '../../parts/show.tsx';
import { calculatorPage } from './calculator.tsx';
import { claimantNames } from './names.ts';
import { placePage } from './place.tsx';
import { privacyPage } from './privacy.tsx';

/** The law as the system applies it, on any day, and what it comes to for a class. */
export function rulePages(site: Site): void {
  site.get('/rules', listOfPlaces);
  site.get('/rules/calculator', calculatorPage);
  site.get('/rules/:slug', placePage);
  site.get('/rules/:slug/privacy', privacyPage);
}

async function listOfPlaces(c: Context<WebEnv>) {
  const { say } = c.var;
  const { items } = await placesFor(c);
  const title = say('政策与计算', 'Rules and calculator');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note>
        <p>
          {say(
            '先算一算：填写几项即可知道能补多少、每一步的期限是哪天，不保存任何内容。',
            'Work it out first: a few entries tell what would be paid and which day ends each step. Nothing is stored.',
          )}
        </p>
        <p>
          <a class="button" href="/rules/calculator">
            {say('补贴与期限计算', 'Subsidy and deadline calculator')}
          </a>
        </p>
      </Note>
      <div class="cards">
        {items.map(({ slug, names, programmes, rehearsalOnly }) => (
          <section class="card" aria-labelledby={`place-${slug}`}>
            <h2 id={`place-${slug}`}>{say(names)}</h2>
            {rehearsalOnly && <span class="badge warn">{say('演练用虚构地区', 'Invented, for rehearsals')}</span>}
            <ul>
              {programmes.map((programme) => (
                <li>
                  {say(programme.names)}
                  <div class="hint">
                    {say(claimantNames[programme.claimant]!)} · {say(fundNames[programme.fund])}
                  </div>
                </li>
              ))}
            </ul>
            <p class="actions">
              <a href={`/rules/${slug}`}>{say(`${names.zh}的标准与依据`, `Figures and sources: ${names.en}`)}</a>
              <a href={`/rules/${slug}/privacy`}>{say(`${names.zh}的个人信息告知`, `Privacy note: ${names.en}`)}</a>
            </p>
          </section>
        ))}
      </div>
    </>,
  );
}
