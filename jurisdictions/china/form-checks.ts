import type { z } from 'zod';
import { isLocalDate } from '../../domain/calendar/date.ts';
import type { Material } from '../../domain/rules/jurisdiction.ts';

type Context = z.core.$RefinementCtx;

interface FilingLike {
  institution?: unknown;
  training?: { classOpensOn?: string; classEndsOn?: string };
  stoppage?: { from: string; to: string | null };
  materials?: { kind: string }[];
}

interface ApplicationLike {
  certificates?: { ref: string }[];
  materials?: { kind: string }[];
}

export function checkFiling(form: FilingLike, demanded: readonly Material[], context: Context) {
  const { training, stoppage } = form;
  if (isReversed(training?.classOpensOn, training?.classEndsOn))
    context.addIssue({ code: 'custom', path: ['training', 'classEndsOn'], message: 'dates-reversed' });
  if (isReversed(stoppage?.from, stoppage?.to))
    context.addIssue({ code: 'custom', path: ['stoppage', 'to'], message: 'dates-reversed' });
  checkMaterials(form.materials, demanded, form.institution !== undefined, context);
}

export function checkApplication(form: ApplicationLike, demanded: readonly Material[], context: Context) {
  checkMaterials(form.materials, demanded, false, context);
  const seen = new Set<string>();
  for (const [i, one] of listIn(form.certificates).entries()) {
    const ref = one?.ref;
    if (typeof ref !== 'string') continue;
    const params = { code: 'trainee-ref-duplicate', ref };
    if (seen.has(ref))
      context.addIssue({ code: 'custom', path: ['certificates', i, 'ref'], message: 'trainee-ref-duplicate', params });
    seen.add(ref);
  }
}

/** Single fields may be wrong as well: they are told by themselves. */
const isReversed = (from: unknown, to: unknown) => isDay(from) && isDay(to) && to < from;
const isDay = (value: unknown): value is string => typeof value === 'string' && isLocalDate(value);
const listIn = <T>(value: readonly T[] | undefined): readonly (T | null)[] => (Array.isArray(value) ? value : []);

function checkMaterials(
  given: FilingLike['materials'],
  demanded: readonly Material[],
  delegated: boolean,
  context: Context,
) {
  // That there is no list at all is told by itself.
  if (!Array.isArray(given)) return;
  for (const { kind, names, required } of demanded) {
    // A filing that is not signed is refused for that.
    if (required === 'never' || required === 'signed' || (required === 'delegated' && !delegated)) continue;
    if (listIn(given).some((file) => file?.kind === kind)) continue;
    const params = { code: 'material-missing', kind, ...names };
    context.addIssue({ code: 'custom', path: ['materials'], message: 'material-missing', params });
  }
}
