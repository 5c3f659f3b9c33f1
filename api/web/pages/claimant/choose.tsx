import type { Context } from 'hono';
import type { Site, WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { Note } from '../../parts/show.tsx';
import { demandClaimant, type Place } from './law.ts';

/** The first step of a new claim: where, and for what. Only what who has signed in may claim. */
export function choosePage(site: Site): void {
  site.get('/claims/new', choose);
}

interface Listed extends Pick<Place, 'slug' | 'names' | 'authority'> {
  programmes: { slug: string; names: { zh: string; en: string }; claimant: string }[];
}

async function choose(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const { role } = demandClaimant(c);
  const { items } = await remote.get<{ items: Listed[] }>('/v1/jurisdictions');
  const places = items
    .map((place) => ({ ...place, programmes: place.programmes.filter(({ claimant }) => claimant === role) }))
    .filter(({ programmes }) => programmes.length > 0);
  const title = say('新申报', 'New claim');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Note>
        {say(
          '第一步：选择地区和项目。系统先告诉您是否符合条件、能补多少、何时到期，再填写备案表。',
          'First: choose place and programme. You read whether you qualify, what it brings and by when, before you fill in anything.',
        )}
      </Note>
      <div class="cards">
        {places.map((place) => (
          <section class="card">
            <h2>{say(place.names)}</h2>
            <p class="soft">{say(place.authority.names)}</p>
            <ul>
              {place.programmes.map((programme) => (
                <li>
                  <a href={`/claims/new/${place.slug}/${programme.slug}`}>{say(programme.names)}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {places.length === 0 && (
        <Note tone="warn">{say('目前没有您可以申报的项目。', 'There is no programme for you at present.')}</Note>
      )}
    </>,
  );
}
