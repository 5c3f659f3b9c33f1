import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { LedgerMonths } from '../../../routes/ledger-months.ts';
import type { Workload } from '../../../routes/workload.ts';
import type { Site, WebEnv } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor } from '../../parts/paging.tsx';
import { type Places, placesFor } from '../../parts/places.ts';
import { Stages } from '../supervision/stages.tsx';
import { MoneyByMonth, MoneyByPlace } from './money.tsx';
import { type Figures, Progress } from './progress.tsx';

type Months = z.infer<typeof LedgerMonths>;

/** 数据看板: where the money went and how far the claims are, drawn, with the figures beside. */
export function dashboardPages(site: Site): void {
  site.get('/dashboard', dashboard);
  // They go out as the API gives them.
  site.get('/dashboard/figures', (c) =>
    c.var.remote.raw(`/v1/performance?${askedFor(c, 'jurisdiction', 'from', 'to', 'format')}`),
  );
}

/** Who sees where claims stand besides what was paid. */
const watches = ['supervisor', 'auditor', 'admin'];

async function dashboard(c: Context<WebEnv>) {
  const { say, remote, session } = c.var;
  const asked = askedFor(c, 'jurisdiction', 'from', 'to');
  const [months, places, load] = await Promise.all([
    remote.get<Months>(`/v1/ledger/months?${asked}`),
    placesFor(c),
    watches.includes(session?.role ?? '') ? remote.get<z.infer<typeof Workload>>('/v1/workload') : null,
  ]);
  const place = asked.get('jurisdiction') ?? session?.jurisdiction;
  const figures =
    place &&
    (await remote.get<Figures>(
      `/v1/performance?${new URLSearchParams({ jurisdiction: place, from: months.from, to: months.to })}`,
    ));
  const title = say('数据看板', 'Dashboard');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <Asked c={c} places={places} months={months} place={place} />
      <MoneyByMonth c={c} of={months} />
      {!place && <MoneyByPlace c={c} of={months} places={places} />}
      {figures && <Progress c={c} figures={figures} places={places} />}
      {load && !asked.get('jurisdiction') && <Stages c={c} load={load} />}
    </>,
  );
}

function Asked({
  c,
  places,
  months,
  place,
}: {
  c: Context<WebEnv>;
  places: Places;
  months: Months;
  place: string | undefined;
}) {
  const { say, session } = c.var;
  const month = (name: 'from' | 'to', label: string) => (
    <Field {...{ name, label, say, value: months[name] }} type="month" required more={{ placeholder: '2020-05' }} />
  );
  return (
    <form method="get" action="/dashboard" class="card filter">
      {!session?.jurisdiction && (
        <div>
          <label for="f-jurisdiction">{say('地区', 'Place')}</label>
          <select id="f-jurisdiction" name="jurisdiction">
            <option value="">{say('全部地区', 'All places')}</option>
            {places.items
              .filter(({ programmes }) => programmes.length > 0)
              .map(({ slug, names }) => (
                <option value={slug} selected={slug === place}>
                  {say(names)}
                </option>
              ))}
          </select>
        </div>
      )}
      {month('from', say('起始月份', 'From'))}
      {month('to', say('截止月份', 'To'))}
      <div class="actions">
        <button type="submit" class="second">
          {say('查看', 'Show')}
        </button>
      </div>
    </form>
  );
}
