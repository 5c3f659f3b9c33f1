import { z } from 'zod';
import { localDateOf } from '../domain/calendar/date.ts';
import type { Calendar } from '../domain/calendar/workingDays.ts';
import { type Assumption, assumption, assumptionsOf } from '../domain/money/assumptions.ts';
import { calculate } from '../domain/money/calculate.ts';
import { type Calculation, enterpriseKinds, type Facts, relations } from '../domain/money/types.ts';
import { type Fault, fault, Problem } from '../domain/problem.ts';
import { resolveFor } from '../domain/rules/milestones.ts';
import { day, fen, instant } from './china/fields.ts';
import { plannedCertificate, stoppage } from './china/forms.ts';
import { inWords } from './in-words.ts';
import type { ProgrammeInPlace, Registry } from './registry.ts';

/** More than these are no class. */
export const mostHours = 10_000;
export const mostTrainees = 10_000;

const hours = z.int().min(0).max(mostHours);

const trainee = z.strictObject({
  ref: z.string().min(1).max(64),
  relation: z.enum(relations),
  classHours: hours.optional(),
  lessonMinutes: z.array(z.int().min(0).max(1440)).max(10_000).optional(),
  certificate: plannedCertificate.nullable().optional(),
  registeredOn: day.optional(),
  hiredOn: day.optional(),
  insuredFrom: day.optional(),
  contract: z.enum(['new', 'renewal']).optional(),
  workTrainingSubsidyFen: fen.optional(),
  allowanceCategory: z.string().max(64).optional(),
  days: z.int().min(0).max(3660).optional(),
  alreadyPaidFen: fen.optional(),
  alreadyCount: z.int().min(0).max(1000).optional(),
  earlierCertificates: z
    .array(z.strictObject({ occupation: z.string(), level: z.int().min(1).max(5).nullable() }))
    .optional(),
});

/** `POST /v1/quotes`. What is left out is assumed to be fulfilled, and the answer says so. */
export const quoteBody = z.strictObject({
  jurisdiction: z.string().min(1),
  programme: z.string().min(1),
  filedAt: z.union([day, instant]).optional(),
  classOpenedOn: day.optional(),
  classEndedOn: day.optional(),
  enterprise: z
    .strictObject({
      kind: z.enum(enterpriseKinds).optional(),
      affectedByEpidemic: z.boolean().optional(),
      tookAffectedEnterpriseSubsidy: z.boolean().optional(),
      creditworthy: z.boolean().optional(),
    })
    .default({}),
  stoppage: stoppage.optional(),
  plan: z.strictObject({ classHours: hours, theoryClassHours: hours.optional() }).optional(),
  platformFunctions: z.array(z.string()).optional(),
  trainees: z.array(trainee).min(1).max(mostTrainees),
});

export type QuoteBody = z.infer<typeof quoteBody>;

/** What would be paid, and what was taken for granted for it because the caller did not say. */
export interface Quoted extends Calculation {
  assumptions: Assumption[];
}

/**
 * What would be paid, per trainee, with trace; stores nothing.
 * Throws Problem `unknown-jurisdiction`, `unknown-programme`, `invalid-input`, or `calendar-unavailable` for a date in a year without calendar.
 */
export function quote(registry: Registry, calendar: Calendar, body: QuoteBody): Quoted {
  const place = registry.programme(body.jurisdiction, body.programme);
  const { filedAt, classOpenedOn, classEndedOn, trainees } = body;
  const kind = body.enterprise.kind ?? 'ordinary';
  const filedOn = filedAt === undefined ? undefined : localDateOf(filedAt);
  const faults = faultsOf(body, place);
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
  for (const date of [filedOn, classOpenedOn, classEndedOn]) if (date) calendar.day(date);
  const facts: Facts = {
    filedOn,
    classOpenedOn,
    classEndedOn,
    enterprise: { ...body.enterprise, kind },
    stoppage: body.stoppage,
    plan: body.plan,
    platformFunctions: body.platformFunctions,
  };
  const params = resolveFor(place.parameters, facts);
  const catalogue = registry.catalogue(body.jurisdiction);
  const input = { rules: place.rules, params, facts, trainees, catalogue };
  const calculation = inWords(calculate(input), place.parameters);
  const assumed = assumptionsOf(input, calculation);
  const ofEnterprise = place.programme.claimant !== 'individual';
  if (ofEnterprise && !body.enterprise.kind && calculation.totalFen > 0)
    assumed.unshift(assumption('assumed-ordinary-enterprise'));
  return { ...calculation, assumptions: assumed };
}

/** What a schema of one field cannot tell. */
function faultsOf({ filedAt, classOpenedOn, classEndedOn, trainees }: QuoteBody, place: ProgrammeInPlace): Fault[] {
  const faults: Fault[] = [];
  const dependsOnOpening = place.rules.eligibility.some(({ check }) => check === 'opening-window');
  if (!classOpenedOn && dependsOnOpening) faults.push(fault('opening-day-required', { path: 'classOpenedOn' }));
  else if (!classOpenedOn && !filedAt && !classEndedOn) faults.push(fault('date-required', { path: 'filedAt' }));
  if (classOpenedOn && classEndedOn && classEndedOn < classOpenedOn)
    faults.push(fault('dates-reversed', { path: 'classEndedOn' }));
  const refs = new Set<string>();
  trainees.forEach(({ ref }, i) => {
    if (refs.has(ref)) faults.push(fault('trainee-ref-duplicate', { path: `trainees.${i}.ref`, row: i + 1 }, { ref }));
    refs.add(ref);
  });
  return faults;
}
