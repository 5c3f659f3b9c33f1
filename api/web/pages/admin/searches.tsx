import type { Context } from 'hono';
import { openStages } from '../../../../domain/claim/stages.ts';
import { stageTexts } from '../../../../domain/messages/stages.ts';
import type { WebEnv } from '../../env.ts';
import { askedFor } from '../../parts/paging.tsx';
import type { Place } from '../../parts/places.ts';
import { Note } from '../../parts/show.tsx';

/** A search in the Temporal UI, with its query filled in: claims of a place, at a stage, late. */
export async function temporalSearch(c: Context<WebEnv>, places: readonly Place[]) {
  const { say, remote } = c.var;
  const asked = askedFor(c, 'jurisdiction', 'stage', 'overdue');
  const { temporalUrl } = await remote.get<{ temporalUrl: string | null }>(`/v1/claims?limit=1&${asked}`);
  const title = say('在 Temporal 中查看申报', 'Claims in the Temporal UI');
  return (
    <section class="card" aria-labelledby="temporal">
      <h2 id="temporal">{title}</h2>
      {!temporalUrl ? (
        <Note>{say('没有设置 TEMPORAL_UI_URL。', 'TEMPORAL_UI_URL is not set.')}</Note>
      ) : (
        <>
          <form method="get" action="/admin#temporal" class="filter">
            <div>
              <label for="t-place">{say('地区', 'Place')}</label>
              <select id="t-place" name="jurisdiction">
                <option value="">{say('全部地区', 'All places')}</option>
                {places
                  .filter(({ programmes }) => programmes.length > 0)
                  .map(({ slug, names }) => (
                    <option value={slug} selected={slug === asked.get('jurisdiction')}>
                      {say(names)}
                    </option>
                  ))}
              </select>
            </div>
            <div>
              <label for="t-stage">{say('状态', 'Stage')}</label>
              <select id="t-stage" name="stage">
                <option value="">{say('全部状态', 'All stages')}</option>
                {openStages.map((stage) => (
                  <option value={stage} selected={stage === asked.get('stage')}>
                    {say(stageTexts[stage].name)}
                  </option>
                ))}
              </select>
            </div>
            <label>
              <input type="checkbox" name="overdue" value="true" checked={asked.has('overdue')} />{' '}
              {say('只看逾期', 'Overdue only')}
            </label>
            <div class="actions">
              <button type="submit" class="second">
                {say('生成查询', 'Fill in the query')}
              </button>
            </div>
          </form>
          <p>
            <a class="button" href={temporalUrl}>
              {say('打开 Temporal', 'Open the Temporal UI')}
            </a>{' '}
            <code>{new URL(temporalUrl).searchParams.get('query')}</code>
          </p>
        </>
      )}
    </section>
  );
}
