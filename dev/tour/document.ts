import type { Stop } from './visit.ts';
import type { Weight } from './weight.ts';

/** `docs/tour.md`: the stops in their order, Chinese first, and what the pages cost. */
export function tourDocument(stops: readonly Stop[], weights: readonly Weight[]): string {
  const parts: string[] = [
    '# 图说：一笔补贴的一生 · The tour in pictures',
    '由 `npm run tour` 在演练环境中用真实浏览器走完全程并拍摄：一件申报从备案到到账，不使用接口。人名、企业均为虚构。',
    'Taken by `npm run tour`, which walks through a rehearsal in a real browser: one claim from filing to payment, without the API. All people and companies are invented.',
  ];
  let last = '';
  for (const { name, who, text } of stops) {
    if (who.zh !== last) parts.push(`## ${who.zh} · ${who.en}`);
    last = who.zh;
    parts.push(`${text.zh}`, `${text.en}`, `![${text.zh}](tour/${name}.png)`);
  }
  parts.push(
    '## 页面有多快、多大 · How fast and how heavy the pages are',
    '在拍摄图片的同一台机器上测得：首字节为七次的中位数；大小为页面、样式和脚本之和，不含字体，浏览器没有任何缓存。目标：本机 50 毫秒，150 KB。',
    'Measured on the machine that took the pictures: first byte as the median of seven; size of page, style and script without fonts, for a browser that has nothing yet. Aim: 50 ms locally, 150 KB.',
    ['| 页面 · page | 首字节 · first byte | 大小 · size |', '|---|---|---|', ...weights.map(row)].join('\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

const row = ({ path, firstByteMs, bytes }: Weight) =>
  `| \`${path}\` | ${firstByteMs} ms | ${Math.ceil(bytes / 1_024)} KB |`;
