import type { Say } from '../language.ts';

const ownDecisions = /^docs\/decisions\//;

/** A source as the API names it in one line: document and clause; what the notices leave open is told as a decision of this system. */
export function sourceText(source: string, say: Say): string {
  return ownDecisions.test(source) ? say('通知未规定，本系统决定', 'The notices are silent: decided here') : source;
}
