import type { Say } from '../language.ts';

const ownDecisions = /^docs\/decisions\/\S+ (.+)$/;

/** A source as the API names it in one line: document and clause; what the notices leave open is told as a decision of this system. */
export function sourceText(source: string, say: Say): string {
  const [, decision] = ownDecisions.exec(source) ?? [];
  return decision ? say(`通知未规定，本系统决定 ${decision}`, `Not in the notices: our decision ${decision}`) : source;
}
