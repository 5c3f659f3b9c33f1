import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ClaimLearning } from '../../../learning/view.ts';
import type { WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { NextPage } from '../../parts/paging.tsx';
import { When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { mostOnPage, type Person, readDossier } from './dossier.ts';

type Learning = z.infer<typeof ClaimLearning>;
type Trainee = Learning['trainees']['items'][number];

/** One page of the class: what everybody on it has attended, as it counts. */
export async function HoursSection(c: Context<WebEnv>, claimId: string) {
  const { say, remote } = c.var;
  const cursor = c.req.query('cursor');
  const query = new URLSearchParams({ limit: String(mostOnPage), ...(cursor && { cursor }) });
  const [learning, { roster }] = await Promise.all([
    remote.get<Learning>(`/v1/claims/${claimId}/learning?${query}`),
    readDossier(c, claimId, cursor),
  ]);
  const title = say('每人已有的学习记录', 'What everybody has attended');
  return (
    <section class="card">
      <h2>{title}</h2>
      <Hours {...{ learning, people: roster.items, title, say }} />
      <NextPage c={c} asked={new URLSearchParams()} nextCursor={learning.trainees.nextCursor} />
    </section>
  );
}

function Hours(props: { learning: Learning; people: readonly Person[]; title: string; say: Say }) {
  const { learning, people, title, say } = props;
  const { minutesPerClassHour: per, minimumClassHours: minimum, events } = learning;
  const names = new Map(people.map(({ ref, name }) => [ref, name]));
  return (
    <>
      {per !== null && (
        <p class="soft">
          {say(
            `每 ${per} 分钟计 1 课时，每条记录不足 ${per} 分钟的部分不计；班期以外的记录不计。`,
            `${per} minutes are one class hour; of each record what is left over does not count, nor does what lies outside the class.`,
          )}
        </p>
      )}
      <Table
        label={title}
        columns={[
          say('名册序号', 'Roster no.'),
          say('姓名', 'Name'),
          say('记录', 'Records'),
          ...(events > 0 ? [say('平台所报', 'Told by platforms')] : []),
          { name: say('班期内分钟', 'Minutes within the class'), number: true },
          ...(per === null ? [] : [{ name: say('课时', 'Class hours'), number: true as const }]),
        ]}
        rows={learning.trainees.items.map((one) => [
          one.ref,
          names.get(one.ref) ?? '—',
          <Records of={one} say={say} />,
          ...(events > 0
            ? [say(`${one.told.lessons} 节，${one.told.minutes} 分钟`, `${one.told.lessons}, ${one.told.minutes} min`)]
            : []),
          one.counted.minutes,
          ...(per === null ? [] : [<ClassHours of={one} minimum={minimum} say={say} />]),
        ])}
      />
    </>
  );
}

/** `15 / 24`: what counts, and what it takes. */
function ClassHours({ of, minimum, say }: { of: Trainee; minimum: number | null; say: Say }) {
  const { classHours } = of.counted;
  if (minimum === null) return <span>{classHours}</span>;
  return (
    <>
      {say(`${classHours} / ${minimum}`, `${classHours} of ${minimum}`)}{' '}
      {(classHours ?? 0) < minimum && <span class="badge warn">{say('不足', 'too few')}</span>}
    </>
  );
}

function Records({ of: { records }, say }: { of: Trainee; say: Say }) {
  const count = say(`${records.length} 条`, `${records.length}`);
  if (records.length === 0) return <span>{count}</span>;
  return (
    <details>
      <summary>{count}</summary>
      <ul class="plain">
        {records.map(({ lesson, startedAt, minutes, source }) => (
          <li>
            <When at={startedAt} /> {lesson} {say(`${minutes} 分钟`, `${minutes} min`)}
            {source === 'platform' && <span class="hint"> {say('平台', 'platform')}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
