import { blacklistBars, blacklistFigure, lastDayOf } from '../listings/listing.ts';
import { type Code, type MessageParams, say } from '../messages/index.ts';
import type { EligibilityRule, ProgrammeRules } from '../rules/jurisdiction.ts';
import { cite, type Resolved, type ResolvedParams } from '../rules/param.ts';
import type { Entitlement } from './calculators/calculator.ts';
import { calculators } from './calculators/index.ts';
import { applyCap, isCapped } from './caps.ts';
import type { CatalogueEntry } from './catalogue.ts';
import type { ClaimCheck, Figures, Finding, PersonCheck, Reads } from './checks/check.ts';
import { checks } from './checks/index.ts';
import type { Calculation, Facts, Fund, Line, Refusal, Trainee } from './types.ts';

export interface CalculationInput {
  /** Plain JSON, as pinned with the claim. */
  rules: ProgrammeRules;
  /** Plain JSON, as pinned with the claim. */
  params: ResolvedParams;
  facts: Facts;
  trainees: readonly Trainee[];
  catalogue?: readonly CatalogueEntry[];
}

/**
 * What a class brings, per person and component, in fen. Pure: the same pinned rules, figures and facts give the same amounts years later.
 * Each line's trace sums to its amount; a line that is 0 says why; a refusal of the claim makes every line 0.
 */
export function calculate(input: CalculationInput): Calculation {
  const { rules, params, facts, trainees } = input;
  const refused = refusalsOf(rules, params, facts);
  // A date outside the window is the reason people understand; that no rate is in force there either only follows from it.
  const refusals = refused.length > 0 ? refused : notInForce(rules, params);
  const refusal = refusals[0];
  const lines = refusal
    ? trainees.map(({ ref }) => ({ ...emptyLine(ref, 'training-subsidy', rules.fund), ...refusal }))
    : trainees.flatMap((trainee) => linesOf(trainee, input));
  return { totalFen: lines.reduce((sum, line) => sum + line.amountFen, 0), fund: rules.fund, refusals, lines };
}

/** The checks of the whole claim that can be told from the facts known so far. Needs only figures that are pinned at filing. */
export function refusalsOf(rules: ProgrammeRules, params: ResolvedParams, facts: Facts): Refusal[] {
  return rules.eligibility.flatMap((rule) => {
    const check = checkOf(rule);
    if (check.of !== 'claim') return [];
    const figures = figuresOf(rule.params, params);
    const missing = missingFigures(check.reads, figures).map((name) => unknownFigure(rule.params[name] ?? name));
    if (missing.length > 0) return missing;
    const finding = check.find(facts, figures);
    return finding ? [refusalOf(finding, figures)] : [];
  });
}

function linesOf(trainee: Trainee, { rules, params, facts, catalogue = [] }: CalculationInput): Line[] {
  const components = [
    { calculator: rules.calculator, fund: rules.fund },
    ...(rules.allowance ? [rules.allowance] : []),
  ];
  return components.flatMap(({ calculator: name, fund }) => {
    const calculator = calculatorOf(name);
    if (calculator.concerns?.(trainee) === false) return [];
    const empty = emptyLine(trainee.ref, calculator.component, fund);
    const objection = objectionTo(trainee, calculator.component, rules, params, facts);
    const figures = pick(params, Object.keys(calculator.reads));
    const { trace, classHours, reason } = calculator.entitle({ trainee, facts, figures, catalogue });
    if (objection) return [{ ...empty, ...besides(objection, trace.length === 0 ? reason : undefined) }];
    const amountFen = trace.reduce((sum, step) => sum + step.amountFen, 0);
    const line = {
      ...empty,
      eligible: amountFen > 0,
      amountFen,
      trace,
      ...(classHours !== undefined && { classHours }),
    };
    const why = reason ?? (amountFen === 0 ? { code: 'nothing-due' as const, figure: trace[0]?.rule ?? '' } : null);
    const explained = why ? { ...line, ...refusalOf(why, figures) } : line;
    return [isCapped(calculator.component) ? capped(explained, trainee, rules, params) : explained];
  });
}

function objectionTo(
  trainee: Trainee,
  component: Line['component'],
  rules: ProgrammeRules,
  params: ResolvedParams,
  facts: Facts,
): Refusal | null {
  if (trainee.blacklisted && blacklistBars(params, 'person')) {
    const listed = { until: lastDayOf(trainee.blacklisted) };
    const finding = { code: 'person-blacklisted', params: listed, figure: blacklistFigure } as const;
    return refusalOf(finding, pick(params, [blacklistFigure]));
  }
  for (const rule of rules.eligibility) {
    const check = checkOf(rule);
    if (check.of !== 'person' || (check.only && check.only !== component)) continue;
    const figures = figuresOf(rule.params, params);
    const finding = check.find(trainee, facts, figures);
    if (finding) return refusalOf(finding, figures);
  }
  return null;
}

/** The first objection rules; whoever puts that right is told what stands in the way then: 23 class hours of 24. */
function besides(objection: Refusal, reason: Entitlement['reason']): Refusal {
  if (!reason || reason.code === objection.code) return objection;
  const { zh, en } = say(reason.code, reason.params);
  return { ...objection, messages: { zh: `${objection.messages.zh}${zh}`, en: `${objection.messages.en} ${en}` } };
}

function capped(line: Line, trainee: Trainee, rules: ProgrammeRules, params: ResolvedParams): Line {
  const used = {
    fen: trainee.alreadyPaidFen,
    count: trainee.alreadyCount,
    certificates: trainee.earlierCertificates,
  };
  return rules.caps.reduce((reduced, cap) => {
    const limit = params[cap.param];
    return limit ? applyCap(reduced, cap, limit, used, trainee.certificate) : reduced;
  }, line);
}

/** Figures without which persons cannot be judged. Those of the checks of the whole claim are looked at in `refusalsOf`. */
function notInForce(rules: ProgrammeRules, params: ResolvedParams): Refusal[] {
  const names = [rules.calculator, ...(rules.allowance ? [rules.allowance.calculator] : [])];
  const ofCalculators = names.flatMap((name) => {
    const { reads } = calculatorOf(name);
    return missingFigures(reads, pick(params, Object.keys(reads)));
  });
  const ofPersons = rules.eligibility.flatMap((rule) => {
    const check = checkOf(rule);
    if (check.of !== 'person') return [];
    return missingFigures(check.reads, figuresOf(rule.params, params)).map((name) => rule.params[name] ?? name);
  });
  const ofCaps = rules.caps.map((cap) => cap.param).filter((name) => !params[name]);
  return [...new Set([...ofCalculators, ...ofPersons, ...ofCaps])].map(unknownFigure);
}

function missingFigures(reads: Readonly<Record<string, Reads>>, figures: Figures): string[] {
  return Object.keys(reads).filter((name) => !reads[name]?.optional && !figures[name]);
}

/** No document speaks where no value is in force: the figure's name stands for it, until `inWords` knows what it means. */
function unknownFigure(rule: string): Refusal {
  return { code: 'rule-not-in-force', messages: say('rule-not-in-force', { zh: rule, en: rule }), source: rule };
}

/** A figure that is `null` on its day is abolished or not set yet: for a check it is not there. */
export function figuresOf(names: EligibilityRule['params'], params: ResolvedParams): Figures {
  return Object.fromEntries(Object.entries(names).map(([short, name]) => [short, set(params[name])]));
}

function pick(params: ResolvedParams, names: readonly string[]): Figures {
  return Object.fromEntries(names.map((name) => [name, set(params[name])]));
}

function set(figure: Resolved | undefined): Resolved | undefined {
  return figure?.value === null ? undefined : figure;
}

function refusalOf(
  finding: Finding | { code: Code; params?: MessageParams; figure: string },
  figures: Figures,
): Refusal {
  const figure = figures[finding.figure];
  return {
    code: finding.code,
    messages: say(finding.code, finding.params),
    source: figure ? cite(figure.source) : '',
  };
}

function emptyLine(ref: string, component: Line['component'], fund: Fund): Line {
  return { ref, component, fund, eligible: false, amountFen: 0, trace: [] };
}

export function checkOf(rule: EligibilityRule): ClaimCheck | PersonCheck {
  const check = checks[rule.check];
  if (!check) throw new Error(`unknown check ${rule.check}`);
  return check;
}

function calculatorOf(name: string) {
  const calculator = calculators[name];
  if (!calculator) throw new Error(`unknown calculator ${name}`);
  return calculator;
}
