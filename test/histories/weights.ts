import type { Weight } from '../../bench/history/weigh.ts';

/** The table of the README: what a finished claim of each programme weighs. Bytes are rounded up. */
export function weightsOf(readme: string): Map<string, Weight> {
  const rows = readme.matchAll(/^\| ([a-z-]+ [a-z-]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$/gm);
  const number = (text = '') => Number(text.replaceAll(',', ''));
  return new Map(
    [...rows].map(([, name, events, bytes, actions]) => [
      name!,
      { events: number(events), bytes: number(bytes), actions: number(actions) },
    ]),
  );
}
