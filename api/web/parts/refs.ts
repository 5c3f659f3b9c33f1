/** Numbers on a roster are text, and are counted all the same: 2 before 10. */
export const byRef = (a: string, b: string): number => a.localeCompare(b, 'zh', { numeric: true });

/** `1、2、10` */
export const refsText = (refs: readonly string[]): string => [...new Set(refs)].sort(byRef).join('、');

/** What is the same of several, together, in the order of the first of each. */
export function together<T>(all: readonly T[], sameOf: (one: T) => unknown): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const same = JSON.stringify(sameOf(one));
    groups.set(same, [...(groups.get(same) ?? []), one]);
  }
  return [...groups.values()];
}
