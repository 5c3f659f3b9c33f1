import type { Context } from 'hono';
import { daysBetween } from '../../../../domain/calendar/date.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { WebEnv } from '../../env.ts';
import type { Place } from '../../parts/places.ts';
import { Note, shanghaiDay } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';

/** A place with what says how old its rules are. */
export interface Pack extends Place {
  parent: string | null;
  authority: { website: string };
  checkedOn: string;
}

interface Figure {
  name: string;
  from: string;
  meaning: Bilingual;
}
interface Rules {
  parameters: Figure[];
  programmes: { parameters: Figure[] }[];
}

/** Days after which the sources of a place should be looked at again. */
const checkEvery = 30;
/** Days ahead that a change is told. */
const soon = 90;

/** The packs: figures in force on the business day, what of them ends or changes soon, and when somebody last compared them with their sources. */
export async function packsOf(c: Context<WebEnv>, packs: readonly Pack[], now: string) {
  const { say, remote } = c.var;
  const [on, later] = [now, new Date(Date.parse(now) + soon * 86_400_000).toISOString()].map(shanghaiDay);
  const today = shanghaiDay(new Date().toISOString());
  const rulesOn = (day: string | undefined) =>
    Promise.all(packs.map(({ slug }) => remote.get<Rules>(`/v1/jurisdictions/${slug}?on=${day}`)));
  const [rules, then] = await Promise.all([rulesOn(on), rulesOn(later)]);
  const changes = packs.flatMap((pack, i) => changesBetween(pack, rules[i]!, then[i]!));
  // What a place has from the one above it is told there.
  const ending = changes.filter(
    ({ pack, figure }) =>
      !changes.some(
        (one) => one.pack.slug === pack.parent && one.figure.name === figure.name && one.figure.from === figure.from,
      ),
  );
  const title = say('地区规则', 'Packs of the places');
  const soonTitle = say(`${soon} 天内失效或变更的数值`, `Figures that end or change within ${soon} days`);
  return (
    <section>
      <h2>{title}</h2>
      <Table
        label={title}
        columns={[
          say('地区', 'Place'),
          { name: say('项目', 'Programmes'), number: true },
          { name: say(`${on} 生效的数值`, `Figures in force on ${on}`), number: true },
          say('最近一项生效', 'Newest in force since'),
          say('最近核对', 'Last checked'),
          say('来源', 'Source'),
        ]}
        rows={packs.map((pack, i) => {
          const days = figuresOf(rules[i]!).map(({ from }) => from);
          const old = daysBetween(pack.checkedOn, today) > checkEvery;
          return [
            <>
              <a href={`/rules/${pack.slug}`}>{say(pack.names)}</a>
              {pack.rehearsalOnly && <span class="badge">{say('仅演练', 'rehearsal only')}</span>}
            </>,
            pack.programmes.length,
            days.length,
            days.sort().at(-1) ?? '—',
            <>
              {pack.checkedOn}
              {old && <span class="badge warn">{say('应再核对', 'check again')}</span>}
            </>,
            <a href={pack.authority.website}>{new URL(pack.authority.website).hostname}</a>,
          ];
        })}
      />
      <h3>{soonTitle}</h3>
      {ending.length === 0 ? (
        <Note tone="good">{say('没有。', 'None.')}</Note>
      ) : (
        <Table
          label={soonTitle}
          columns={[say('地区', 'Place'), say('数值', 'Figure'), say('情况', 'What happens')]}
          rows={ending.map(({ pack, figure, next }) => [
            say(pack.names),
            say(figure.meaning),
            next
              ? say(`${next} 起变更`, `changes on ${next}`)
              : say(`${later} 前失效，尚无新值`, `ends before ${later}, with none to follow`),
          ])}
        />
      )}
    </section>
  );
}

/** Of the place and of its programmes; what several of them share is there once. */
function figuresOf({ parameters, programmes }: Rules): Figure[] {
  const all = [parameters, ...programmes.map((one) => one.parameters)].flat();
  return [...new Map(all.map((figure) => [`${figure.name} ${figure.from}`, figure])).values()];
}

/** Figures that are not in force any more then, with the day from which another one of the name is. */
function changesBetween(pack: Pack, rules: Rules, then: Rules) {
  const later = figuresOf(then);
  return figuresOf(rules).flatMap((figure) => {
    const same = later.filter(({ name }) => name === figure.name).map(({ from }) => from);
    return same.includes(figure.from) ? [] : [{ pack, figure, next: same.sort().at(-1) }];
  });
}
