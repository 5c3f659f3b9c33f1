import { Scrolling } from '../../parts/show.tsx';

export interface Bar {
  name: string;
  /** Each part with its tone, from the left. */
  parts: readonly { value: number; tone: 'load' | 'late' }[];
}

const row = 34;
const width = 640;

/** As wide as a name is at most: what is written in Chinese takes twice the room of a Latin letter. */
const roomFor = (name: string) => [...name].reduce((sum, one) => sum + (one > '\u2e80' ? 16 : 8.5), 0);

/** Bars drawn by the server. The same figures stand in a table beside them, for who does not see the drawing. */
export function BarChart({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const total = ({ parts }: Bar) => parts.reduce((sum, { value }) => sum + value, 0);
  const left = Math.min(260, Math.max(150, ...bars.map(({ name }) => roomFor(name) + 14)));
  const most = Math.max(1, ...bars.map(total));
  const scale = (value: number) => (value / most) * (width - left - 60);
  return (
    <Scrolling label={title}>
      <svg class="chart" viewBox={`0 0 ${width} ${bars.length * row + 8}`} width={width} role="img" aria-label={title}>
        {bars.map((bar, i) => {
          const y = i * row + 6;
          let x = left;
          return (
            <g>
              <text x={left - 10} y={y + 17} text-anchor="end">
                {bar.name}
              </text>
              {bar.parts.map(({ value, tone }) => {
                const from = x;
                x += scale(value);
                return <rect class={tone} x={from} y={y} width={scale(value)} height={24} rx={3} />;
              })}
              <text x={x + 8} y={y + 17}>
                {total(bar)}
              </text>
            </g>
          );
        })}
      </svg>
    </Scrolling>
  );
}
