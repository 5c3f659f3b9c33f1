import { decimalYuan } from '../../../domain/money/yuan.ts';

/** Colours that keep apart by lightness too. */
const fills = ['#14508c', '#d08700', '#17663a'];
const height = 220;
const foot = 40;
const barWidth = 26;
const gap = 28;

/** Sums by group and series as bars, fen. What it shows stands in a table as well: `label` says so to who does not see it. */
export function Bars({
  label,
  series,
  groups,
}: {
  label: string;
  series: readonly string[];
  groups: readonly { name: string; fen: readonly number[] }[];
}) {
  const most = Math.max(1, ...groups.flatMap(({ fen }) => fen));
  const groupWidth = series.length * barWidth + gap;
  const width = Math.max(groups.length * groupWidth + gap, 320);
  return (
    <>
      <svg
        class="chart"
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${height + foot}`}
        width={width}
        height={height + foot}
      >
        {groups.map(({ name, fen }, i) => {
          const left = gap + i * groupWidth;
          return (
            <g>
              {fen.map((value, j) => {
                const tall = Math.round((value / most) * (height - 30));
                const x = left + j * barWidth;
                return (
                  <g>
                    <rect x={x} y={height - tall} width={barWidth - 4} height={tall} fill={fills[j % fills.length]}>
                      <title>{`${name} ${series[j]} ${decimalYuan(value)}`}</title>
                    </rect>
                  </g>
                );
              })}
              <text
                x={left + (groupWidth - gap) / 2}
                y={height + 18}
                text-anchor="middle"
                font-size="12"
                fill="#1c2330"
              >
                {name}
              </text>
            </g>
          );
        })}
        <line x1="0" x2={width} y1={height} y2={height} stroke="#7a8699" />
      </svg>
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
