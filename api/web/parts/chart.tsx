import { decimalYuan } from '../../../domain/money/yuan.ts';
import type { Language } from '../language.ts';

/** Colours that keep apart by lightness too. */
const fills = ['#14508c', '#e39a1b', '#17663a', '#a31621'];
const height = 220;
const topMargin = 14;
const foot = 30;
const axis = 76;
const gap = 26;

/** What a group shows per series: fen, or a number of things. */
export type Group = { name: string } & ({ fen: readonly number[] } | { values: readonly number[] });

/** Bars by group and series. What it shows stands in a table as well: `label` says so to who does not see it. */
export function Bars({
  language,
  label,
  series,
  groups,
}: {
  language: Language;
  label: string;
  series: readonly string[];
  groups: readonly Group[];
}) {
  const isMoney = groups.some((group) => 'fen' in group);
  const valuesOf = (group: Group) => ('fen' in group ? group.fen : group.values);
  const top = niceAbove(Math.max(1, ...groups.flatMap(valuesOf)));
  const barWidth = series.length > 2 ? 18 : 26;
  const groupWidth = Math.max(series.length * barWidth, 52) + gap;
  const width = Math.max(axis + groups.length * groupWidth, 420);
  const y = (value: number) => height - (Math.max(0, value) / top) * (height - topMargin);
  /** Yuan for a scale: `4万`, `40K`. */
  const round = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', { notation: 'compact' });
  const text = (value: number) => (isMoney ? decimalYuan(value) : String(value));
  return (
    <>
      <section class="wide" tabindex={0} aria-label={label}>
        <svg
          class="chart bars"
          role="img"
          aria-label={label}
          viewBox={`0 0 ${width} ${height + foot}`}
          width={width}
          height={height + foot}
        >
          {[1, 0.5, 0].map((part) => (
            <g>
              <line x1={axis - 4} x2={width} y1={y(top * part)} y2={y(top * part)} />
              <text x={axis - 10} y={y(top * part) + 4} text-anchor="end">
                {isMoney ? round.format((top * part) / 100) : top * part}
              </text>
            </g>
          ))}
          {groups.map((group, i) => {
            const left = axis + i * groupWidth + gap / 2;
            return (
              <g>
                {valuesOf(group).map((value, j) => (
                  <rect
                    x={left + j * barWidth}
                    y={y(value)}
                    width={barWidth - 4}
                    height={height - y(value)}
                    rx={2}
                    fill={fills[j % fills.length]}
                  >
                    <title>{`${group.name} ${series[j]} ${text(value)}`}</title>
                  </rect>
                ))}
                <text x={left + (series.length * barWidth - 4) / 2} y={height + 20} text-anchor="middle">
                  {group.name}
                </text>
              </g>
            );
          })}
        </svg>
      </section>
      <ul class="actions plain">
        {series.map((name, j) => (
          <li>
            <svg width="14" height="14" aria-hidden="true">
              <rect width="14" height="14" fill={fills[j % fills.length]} />
            </svg>{' '}
            {name}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The next of 2, 4, 10, 20, 40, 100 …: half of it is a round number too. */
function niceAbove(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 10].map((one) => one * power).find((one) => one >= most && one > 1) ?? 2;
}
