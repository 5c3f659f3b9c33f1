import type { Stop } from './visit.ts';

/** `docs/tour.md`: the stops in their order, Chinese first. */
export function tourDocument(stops: readonly Stop[]): string {
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
  return `${parts.join('\n\n')}\n`;
}
