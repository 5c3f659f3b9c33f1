import { bankFileFigure } from '../money/bank-file.ts';
import { calculators } from '../money/calculators/index.ts';
import type { Reads } from '../money/checks/check.ts';
import { checks } from '../money/checks/index.ts';
import type { CapRule, Form, Programme } from './jurisdiction.ts';
import { milestones, type Params, type Unit } from './param.ts';
import { figuresOfStep } from './step-figures.ts';
import type { Step } from './steps.ts';
import { isComplete, validateFigure } from './validate-figure.ts';

/** Everything that is wrong with a programme, given the figures of its place. */
export function validateProgramme(programme: Programme, inherited: Params): string[] {
  const params = { ...inherited, ...programme.parameters };
  return [
    ...Object.entries(programme.parameters).flatMap(([name, param]) => validateFigure(name, param)),
    ...(programme.parameters[bankFileFigure]
      ? [`figure ${bankFileFigure}: a batch has claims of all programmes, it is the place’s`]
      : []),
    ...validateSteps(programme.steps, params),
    ...programme.eligibility.flatMap(({ check, params: names }) => {
      const known = checks[check];
      if (!known) return [`there is no check ${check}`];
      const unknown = Object.keys(names).filter((short) => !known.reads[short]);
      return [
        ...unknown.map((short) => `check ${check} does not read ${short}`),
        ...readable(`check ${check}`, known.reads, names, params),
      ];
    }),
    ...validateCalculator(programme.calculator, 'training-subsidy', params),
    ...(programme.allowance ? validateCalculator(programme.allowance.calculator, 'living-allowance', params) : []),
    ...programme.caps.flatMap((cap) => validateCap(cap, programme.caps, params)),
    ...Object.entries(programme.forms).flatMap(([name, form]) => validateExample(name, form)),
    ...[...programme.materials.filing, ...programme.materials.application]
      .filter(({ source }) => !isComplete(source))
      .map(({ kind }) => `material ${kind} needs a source with document, clause and provenance`),
  ];
}

function validateSteps(steps: readonly Step[], params: Params): string[] {
  const reasons: string[] = [];
  if (steps[0]?.kind !== 'filing') reasons.push('the first step has to be filing');
  if (steps.filter(({ kind }) => kind === 'filing').length > 1) reasons.push('there can be only one step filing');
  if (!steps.some(({ kind }) => kind === 'disbursement')) reasons.push('there is no step disbursement');
  const trained = steps.findIndex(({ kind }) => kind === 'training');
  steps.forEach((step, i) => {
    // After training the class has ended and every milestone is pinned; before, only the filing is.
    const by = trained >= 0 && i > trained ? 'class-ended' : 'filing';
    for (const { figure, units } of figuresOfStep(step))
      reasons.push(...readable(`step ${step.kind}`, { figure: { units, by } }, { figure }, params));
  });
  return reasons;
}

function validateCalculator(name: string, component: string, params: Params): string[] {
  const calculator = calculators[name];
  if (!calculator) return [`there is no calculator ${name}`];
  const names = Object.fromEntries(Object.keys(calculator.reads).map((figure) => [figure, figure]));
  return [
    ...(calculator.component === component ? [] : [`calculator ${name} does not calculate a ${component}`]),
    ...readable(`calculator ${name}`, calculator.reads, names, params),
  ];
}

function validateCap(cap: CapRule, caps: readonly CapRule[], params: Params): string[] {
  const unit: Record<CapRule['kind'], Unit> = { amount: 'fen', count: 'count', once: 'yes/no' };
  const reads = { limit: { units: [unit[cap.kind]], by: 'class-ended' } } as const;
  const twice = caps.some((other) => other !== cap && other.kind === cap.kind);
  return [
    ...(twice ? [`there can be only one cap of kind ${cap.kind}`] : []),
    ...readable(`cap ${cap.scope}`, reads, { limit: cap.param }, params),
  ];
}

/** Every figure that code reads is there, in a unit it understands, and pinned before it is read. */
function readable(
  reader: string,
  reads: Readonly<Record<string, Reads>>,
  names: Readonly<Record<string, string>>,
  params: Params,
): string[] {
  return Object.entries(reads).flatMap(([short, { units, by, optional }]) => {
    const name = names[short];
    const param = name === undefined ? undefined : params[name];
    if (!param) {
      const unasked = optional && (name === undefined || name === short);
      return unasked ? [] : [`${reader} reads the figure ${name ?? short}, which is not declared`];
    }
    const reasons: string[] = [];
    if (!units.includes(param.unit))
      reasons.push(`${reader} reads the figure ${name} in ${units.join(' or ')}, but it is in ${param.unit}`);
    if (milestones.indexOf(param.bindsOn) > milestones.indexOf(by))
      reasons.push(`${reader} reads the figure ${name} at ${by}, but it binds only on ${param.bindsOn}`);
    return reasons;
  });
}

function validateExample(name: string, form: Form): string[] {
  const result = form.schema.safeParse(form.example);
  if (result.success) return [];
  const [issue] = result.error.issues;
  return [`the example of form ${name} does not validate: ${issue?.path.join('.')} ${issue?.message}`];
}
