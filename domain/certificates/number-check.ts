import { idNumberFault } from '../identity/idNumber.ts';
import type { ResolvedParams } from '../rules/param.ts';

/** The six named kinds of certificate; a place may admit others. */
export const certificateKinds = [
  'vocational-qualification',
  'skill-level',
  'specific-ability',
  'special-operations',
  'special-equipment',
  'completion',
] as const;

/** Names of the figures that say which forms a kind's numbers have. */
export const numberFigures: readonly string[] = certificateKinds.map((kind) => `certificate-number-${kind}`);

export type NumberFault = 'certificate-number-format' | 'certificate-number-person';

/** As two writings of one number are the same: without blanks, wide characters as narrow ones, letters as capitals. */
export const canonicalNumber = (number: string): string => number.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/** Letters and digits of any script, and the marks that stand between them: `锡培证字〔2020〕第001号`. */
const writable = /^[\p{L}\p{N}][\p{L}\p{N}\-–—_/.:#()[\]〔〕【】·]*$/u;
const eighteen = /(?<![0-9])\d{17}[0-9X](?![0-9])/g;

/**
 * Whether a number can be one of its kind, by the pinned figures: a form (`9` a digit, `A` a letter, `L` the level 1–5, `*` any number of
 * admitted length). A number that carries an ID number has to be the person's own; without the person's that is not asked.
 */
export function numberFault(
  law: ResolvedParams,
  { kind, number, level }: { kind: string; number: string; level?: number },
  idNumber?: string,
): NumberFault | undefined {
  const canonical = canonicalNumber(number);
  const carried = (canonical.match(eighteen) ?? []).filter((text) => !idNumberFault(text));
  if (idNumber && carried.some((text) => text !== idNumber.toUpperCase())) return 'certificate-number-person';
  const forms = (law[`certificate-number-${kind}`]?.value ?? ['*']) as readonly string[];
  const { least, most } = (law['certificate-number-length']?.value ?? { least: 1, most: 200 }) as unknown as Lengths;
  const isAny = writable.test(canonical) && canonical.length >= least && canonical.length <= most;
  const fits = forms.some((form) => (form === '*' ? isAny : fitsForm(canonical, form, level)));
  return fits ? undefined : 'certificate-number-format';
}

interface Lengths {
  least: number;
  most: number;
}

/** Sign by sign: the forms are data, and no expression is made of data. */
function fitsForm(number: string, form: string, level: number | undefined): boolean {
  const places: Record<string, string> = { '9': digits, A: letters, L: level === undefined ? '12345' : String(level) };
  const [signs, expected] = [[...number], [...form]];
  return signs.length === expected.length && expected.every((sign, i) => (places[sign] ?? sign).includes(signs[i]!));
}

const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
