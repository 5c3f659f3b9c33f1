import type { Bilingual } from '../messages/index.ts';
import type { Material } from './jurisdiction.ts';
import type { DatedValue, Milestone, Param, Provenance, Source, Unit } from './param.ts';

/** Cites one document by clause: `const notice = citing('锡人社办〔2020〕10号')`, then `notice('二(二)')`. */
export function citing(document: string, provenance: Provenance = 'N'): (clause: string) => Source {
  return (clause) => ({ document, clause, provenance });
}

/** A figure of the law: unit, the milestone at which it is pinned, what it means, and its dated values, newest first. */
export function param(unit: Unit, bindsOn: Milestone, meaning: Bilingual, values: readonly DatedValue[]): Param {
  return { unit, bindsOn, meaning, values };
}

/** A figure that states the law for its readers and steers no code: a list of platforms, a goal, a duty of somebody else. */
export const stated: typeof param = (...figure) => ({ ...param(...figure), unread: 'informs' });

/** A figure that states what the code always does. Another value would need other code, so no place can override it. */
export const builtIn: typeof param = (...figure) => ({ ...param(...figure), unread: 'built-in' });

/** A document to hand in; `required` defaults to always. */
export function material(
  kind: string,
  names: Bilingual,
  source: Source,
  required: Material['required'] = 'always',
): Material {
  return { kind, names, required, source };
}
