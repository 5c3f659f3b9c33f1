import type { z } from 'zod';
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
  if (training?.classOpensOn && training.classEndsOn && training.classEndsOn < training.classOpensOn)
    context.addIssue({ code: 'custom', path: ['training', 'classEndsOn'], message: 'dates-reversed' });
  if (stoppage?.to && stoppage.to < stoppage.from)
    context.addIssue({ code: 'custom', path: ['stoppage', 'to'], message: 'dates-reversed' });
  checkMaterials(form.materials ?? [], demanded, form.institution !== undefined, context);
}

export function checkApplication(form: ApplicationLike, demanded: readonly Material[], context: Context) {
  checkMaterials(form.materials ?? [], demanded, false, context);
  const seen = new Set<string>();
  for (const [i, { ref }] of (form.certificates ?? []).entries()) {
    const params = { code: 'trainee-ref-duplicate', ref };
    if (seen.has(ref))
      context.addIssue({ code: 'custom', path: ['certificates', i, 'ref'], message: 'trainee-ref-duplicate', params });
    seen.add(ref);
  }
}

function checkMaterials(
  given: readonly { kind: string }[],
  demanded: readonly Material[],
  delegated: boolean,
  context: Context,
) {
  for (const { kind, names, required } of demanded) {
    // A filing that is not signed is refused for that.
    if (required === 'never' || required === 'signed' || (required === 'delegated' && !delegated)) continue;
    if (given.some((file) => file.kind === kind)) continue;
    const params = { code: 'material-missing', kind, ...names };
    context.addIssue({ code: 'custom', path: ['materials'], message: 'material-missing', params });
  }
}
