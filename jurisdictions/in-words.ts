import { say } from '../domain/messages/index.ts';
import type { Calculation, Refusal } from '../domain/money/types.ts';
import { cite, type Params } from '../domain/rules/param.ts';

const code = 'rule-not-in-force';

/**
 * A claim that is refused because figures are not in force on its days is told so once: in words, where the calculation only knows
 * names, and by the document that first brings one of them.
 */
export function inWords(calculation: Calculation, parameters: Params): Calculation {
  const names = calculation.refusals.filter((refusal) => refusal.code === code).map(({ source }) => source);
  if (names.length === 0) return calculation;
  const meaning = (language: 'zh' | 'en') => names.map((name) => parameters[name]?.meaning[language] ?? name);
  const said: Refusal = {
    code,
    messages: say(code, { zh: meaning('zh').join('；'), en: meaning('en').join('; ') }),
    source: firstSource(names, parameters),
  };
  return {
    ...calculation,
    refusals: [said, ...calculation.refusals.filter((refusal) => refusal.code !== code)],
    lines: calculation.lines.map((line) => (line.code === code ? { ...line, ...said } : line)),
  };
}

function firstSource(names: readonly string[], parameters: Params): string {
  const [source] = names.flatMap((name) => parameters[name]?.values.at(-1)?.source ?? []);
  return source ? cite(source) : '';
}
