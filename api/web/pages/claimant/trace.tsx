import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { fallenName } from '../../../../domain/messages/fallen.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Timeline } from '../../../claims/schemas.ts';
import type { MoneyTrace } from '../../../claims/trace-schemas.ts';
import { cursorOf } from '../../../cursor.ts';
import type { Site, WebEnv } from '../../env.ts';
import type { Say } from '../../language.ts';
import { componentNames, nameIn } from '../../names.ts';
import { HeldByObjections, HeldMark, isHeld } from '../../parts/held.tsx';
import { page } from '../../parts/layout.tsx';
import { isGone, type Line } from '../../parts/line.ts';
import { Portions, portionOf } from '../../parts/paging.tsx';
import { Money, Note } from '../../parts/show.tsx';
import { sourceText } from '../../parts/source.ts';
import { Table, TableCard } from '../../parts/table.tsx';
import { spoken } from '../../spoken.ts';
import { BackToClaim, claimHere } from './act-page.tsx';
import { readDossier } from './dossier.ts';
import { groundOf } from './grounds.ts';
import { programmeIn } from './law.ts';

type Trace = z.infer<typeof MoneyTrace>;

/** People on one page. */
const atOnce = 20;

/** 每一元的由来: line by line the rule, its source and the arithmetic, and that the same still comes out. */
export function tracePage(site: Site): void {
  site.get('/claims/:id{C[0-9a-z]+}/trace', show);
}

async function show(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const claim = await claimHere(c);
  const [trace, { items: moves }, { programme }] = await Promise.all([
    remote.get<Trace>(`/v1/claims/${claim.id}/trace`),
    remote.get<z.infer<typeof Timeline>>(`/v1/claims/${claim.id}/timeline`),
    programmeIn(c, claim.jurisdiction, claim.programme, claim.filedAt.slice(0, 10)),
  ]);
  const meanings = new Map(programme.parameters.map(({ name, meaning }) => [name, meaning]));
  // As on the roster, so that the people of a page stand together there.
  const lines = trace.lines.toSorted((a, b) => (a.rosterRow ?? 0) - (b.rosterRow ?? 0));
  const { from, shown } = portionOf(c, lines, atOnce);
  const names = claim.erasedAt ? new Map<string, string>() : await namesFrom(c, claim.id, shown[0]?.rosterRow);
  const told = new Map((claim.lines ?? []).map((line) => [keyOf(line), line]));
  const law = { pinned: trace.parameters, programme, moves };
  const heldLine = (line: Trace['lines'][number]) => {
    const known = told.get(keyOf(line));
    return known !== undefined && isHeld(known, claim);
  };
  const title = say('每一元的由来', 'Where each yuan comes from');
  return page(
    c,
    title,
    <>
      <BackToClaim id={claim.id} say={say} />
      <h1>{title}</h1>
      <Note tone={trace.unchanged ? 'good' : ''}>
        <p>
          {say('核定金额：', 'Amount: ')}
          <strong>{trace.amountFen === 0 ? say(nothingPaid) : <Money fen={trace.amountFen} />}</strong>
        </p>
        {trace.unchanged && (
          <p>
            {say(
              '刚才按申报时适用的标准和留存的记录重新计算，结果一致。',
              'Calculated again just now, by the law of the claim and what was kept: the same comes out.',
            )}
          </p>
        )}
      </Note>
      <HeldByObjections claim={claim} say={say} />
      {trace.advance && (
        <TableCard
          label={say('预拨', 'Advance')}
          {...sum({ lines: trace.advance.trace, totalFen: trace.advance.amountFen, meanings, say })}
        />
      )}
      <Portions {...{ c, from, size: atOnce, of: lines.length, to: 'main' }} />
      {shown.map((line) => {
        const known = told.get(keyOf(line));
        const gone = known !== undefined && isGone(known);
        const arithmetic = line.trace.length > 0 && (
          <Table label={labelOf(line, say)} {...sum({ lines: line.trace, totalFen: line.amountFen, meanings, say })} />
        );
        return (
          <section class="card">
            <h2>
              {say(`名册第 ${line.ref} 号`, `Roster no. ${line.ref}`)} {names.get(line.ref)}
              {heldLine(line) && (
                <>
                  {' '}
                  <HeldMark say={say} />
                </>
              )}
            </h2>
            {known && <Why line={known} ground={groundOf(known, law)} say={say} />}
            {line.attendance && (
              <p class="soft">
                {say(
                  `班期内学习记录 ${line.attendance.minutes.length} 条，共 ${total(line.attendance.minutes)} 分钟，${line.attendance.days} 天。`,
                  `${line.attendance.minutes.length} lessons within the class, ${total(line.attendance.minutes)} minutes on ${line.attendance.days} days.`,
                )}
              </p>
            )}
            {gone && arithmetic ? (
              <details>
                <summary>{say('此前核定的计算，不再拨付', 'What was fixed before, and is not paid any more')}</summary>
                {arithmetic}
              </details>
            ) : (
              arithmetic
            )}
          </section>
        );
      })}
    </>,
  );
}

const keyOf = ({ ref, component, part }: Pick<Line, 'ref' | 'component' | 'part'> | Trace['lines'][number]) =>
  JSON.stringify([ref, component, part]);

const nothingPaid: Bilingual = { zh: '不予拨付', en: 'nothing is paid' };

/** Why there is nothing, or less: what the rules said, what has become of it since, and on what that rests. */
function Why({ line, ground, say }: { line: Line; ground: string | undefined; say: Say }) {
  const gone = isGone(line);
  if (!line.messages && !gone) return null;
  const fen = gone ? 0 : line.amountFen - line.reducedFen;
  return (
    <Note tone="warn">
      <p>
        <strong>
          {say('补贴：', 'Subsidy: ')}
          {fen === 0 ? say(nothingPaid) : <Money fen={fen} />}
        </strong>
        {line.status === 'revoked' && say('，已拨付的款项予以追回', '; what was paid is recovered')}
      </p>
      {gone && <p>{say(fallenName(line.fallenReason))}</p>}
      {line.messages && <p>{say(spoken(line.messages))}</p>}
      <p class="soft">
        {say('依据：', 'Source: ')}
        {ground
          ? sourceText(ground, say)
          : say('所作决定，见申报页面的办理记录', 'what was decided, see the record on the page of the claim')}
      </p>
    </Note>
  );
}

/** The names of who stands on the roster from a row on, as many as one page of lines can have. */
async function namesFrom(c: Context<WebEnv>, claimId: string, rosterRow?: number | null): Promise<Map<string, string>> {
  const before = cursorOf({ rowNo: Math.max(0, (rosterRow ?? 1) - 1) });
  const { roster } = await readDossier(c, claimId, before);
  return new Map(roster.items.map(({ ref, name }) => [ref, name]));
}

const total = (minutes: readonly number[]) => minutes.reduce((sum, one) => sum + one, 0);

/** Of one line among those that a person may have. */
const labelOf = ({ ref, component, part }: Trace['lines'][number], say: Say) => {
  const further = part > 1 ? say(`（第 ${part} 笔）`, `, part ${part}`) : '';
  const what = say(nameIn(componentNames, component));
  return say(`名册第 ${ref} 号的计算：${what}${further}`, `Arithmetic of roster no. ${ref}: ${what}${further}`);
};

interface Summed {
  lines: Trace['lines'][number]['trace'];
  totalFen: number;
  meanings: ReadonlyMap<string, Bilingual>;
  say: Say;
}

/** Each rule with its source and figures, and what they sum to, as a table. */
const sum = ({ lines, totalFen, meanings, say }: Summed) => ({
  columns: [
    say('规定', 'Rule'),
    say('依据', 'Source'),
    say('计算', 'From'),
    { name: say('金额', 'Amount'), number: true as const },
  ],
  rows: lines.map(({ rule, source, amountFen, detail }) => [
    say(meanings.get(rule) ?? { zh: rule, en: rule }),
    sourceText(source, say),
    Object.entries(detail ?? {}).map(([name, value]) => (
      <div>
        {say(nameIn(detailNames, name))} {name.endsWith('Fen') ? <Money fen={Number(value)} /> : value}
      </div>
    )),
    <Money fen={amountFen} />,
  ]),
  foot: [say('合计', 'Sum'), '', '', <Money fen={totalFen} />],
});

const detailNames: Readonly<Record<string, Bilingual>> = {
  classHours: { zh: '课时', en: 'class hours' },
  rateFen: { zh: '每课时', en: 'per class hour' },
  days: { zh: '天数', en: 'days' },
  dailyFen: { zh: '每天', en: 'per day' },
  amountFen: { zh: '标准', en: 'standard' },
  workTrainingFen: { zh: '已享受以工代训补贴', en: 'work-for-training subsidy received' },
  estimateFen: { zh: '预估总额', en: 'estimate' },
  percent: { zh: '比例（%）', en: 'percent' },
  limitFen: { zh: '上限', en: 'limit' },
  usedFen: { zh: '已用', en: 'used' },
  roomFen: { zh: '剩余', en: 'left' },
  limit: { zh: '次数上限', en: 'times at most' },
  count: { zh: '已享受次数', en: 'times so far' },
  basis: { zh: '标准类别', en: 'row of the standards' },
  maximumFen: { zh: '最高', en: 'at most' },
  earlierLevel: { zh: '此前证书等级', en: 'earlier level' },
};
