import type { Calculator } from './calculator.ts';
import { certificateStandards } from './certificate-standards.ts';
import { classHours } from './class-hours.ts';
import { livingAllowance } from './living-allowance.ts';
import { perPerson } from './per-person.ts';

/** Every calculator a programme can name. Names are pinned with claims: never rename or remove one. */
export const calculators: Readonly<Record<string, Calculator>> = {
  'class-hours': classHours,
  'per-person': perPerson,
  'certificate-standards': certificateStandards,
  'living-allowance': livingAllowance,
};

export type { Calculator, Entitlement } from './calculator.ts';
export { hoursOf } from './class-hours.ts';
