import { isLocalDate } from '../calendar/date.ts';
import { faultsOfCreditUses } from '../credits/uses.ts';
import { faultsOfAgreements } from '../exchange/agreements.ts';
import { faultsOfPoints } from '../learners/points.ts';
import { bankFileFigure, bankFileFormats } from '../money/bank-file.ts';
import { milestones, type Param, type ParamValue, type Source, type Unit } from './param.ts';

const wholeNumbers: readonly Unit[] = [
  'fen',
  'fen per class hour',
  'fen per person',
  'fen per day',
  'class hours',
  'minutes',
  'working days',
  'calendar days',
  'months',
  'years',
  'count',
];

/** Figures whose value is one of a few names that code knows; there is always one in force. */
const choices: Readonly<Record<string, readonly ParamValue[]>> = {
  [bankFileFigure]: bankFileFormats,
  'registration-proof': ['declared', 'register'],
};

/** Tables whose rows code reads by name. */
const tables: Readonly<Record<string, (table: ParamValue) => string[]>> = {
  'credit-uses': faultsOfCreditUses,
  'exchange-agreements': faultsOfAgreements,
  points: faultsOfPoints,
};

/** Everything that is wrong with a figure. */
export function validateFigure(name: string, param: Param): string[] {
  const reasons: string[] = [];
  if (!milestones.includes(param.bindsOn)) reasons.push(`it binds on an unknown milestone ${param.bindsOn}`);
  if (!param.meaning?.zh || !param.meaning.en) reasons.push('its meaning should be given in zh and en');
  if (param.values.length === 0) reasons.push('it has no value');
  param.values.forEach((dated, i) => {
    const newer = param.values[i - 1];
    if (!isLocalDate(dated.from)) reasons.push(`${dated.from} is not a date`);
    else if (newer?.from === dated.from) reasons.push(`two values begin on ${dated.from}`);
    else if (newer && newer.from < dated.from) reasons.push(`${dated.from} comes after ${newer.from}: newest first`);
    if (!isComplete(dated.source))
      reasons.push(`the value of ${dated.from} needs a source with document, clause and provenance`);
    if (!fitsUnit(dated.value, param.unit))
      reasons.push(`${JSON.stringify(dated.value)} of ${dated.from} is not a value in ${param.unit}`);
    for (const wrong of tables[name]?.(dated.value) ?? []) reasons.push(`${wrong}, in the value of ${dated.from}`);
    const known = choices[name];
    if (known && !known.includes(dated.value))
      reasons.push(`${JSON.stringify(dated.value)} of ${dated.from} is not one of ${known.join(', ')}`);
  });
  return reasons.map((reason) => `figure ${name}: ${reason}`);
}

export function isComplete(source: Source | undefined): boolean {
  return Boolean(source?.document && source.clause && ['N', 'S', 'D'].includes(source.provenance));
}

/** `null` is allowed everywhere: abolished, or not set yet. Money and counts are whole and never negative, inside tables too. */
function fitsUnit(value: ParamValue, unit: Unit): boolean {
  if (value === null) return true;
  if (wholeNumbers.includes(unit)) return isWhole(value);
  switch (unit) {
    case 'percent':
      return isWhole(value) && Number(value) <= 100;
    case 'day of month':
      return isWhole(value) && Number(value) >= 1 && Number(value) <= 28;
    case 'time of day':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
    case 'date':
      return typeof value === 'string' && isLocalDate(value);
    case 'yes/no':
      return typeof value === 'boolean';
    case 'name':
      return typeof value === 'string' && value !== '';
    case 'list':
      return Array.isArray(value) && numbersAreWhole(value);
    case 'table':
      return typeof value === 'object' && numbersAreWhole(value);
    default:
      return false;
  }
}

function isWhole(value: ParamValue): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function numbersAreWhole(value: ParamValue): boolean {
  if (typeof value === 'number') return isWhole(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(numbersAreWhole);
}
