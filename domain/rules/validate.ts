import type { Jurisdiction } from './jurisdiction.ts';
import { validateReaders } from './readers.ts';
import { validateFigure } from './validate-figure.ts';
import { validateProgramme } from './validate-programme.ts';

/** Everything that is wrong with a jurisdiction, one sentence each; empty when it may be used. Pure. */
export function validate(jurisdiction: Jurisdiction): string[] {
  const { slug, code, names, authority, checkedOn, parameters, programmes } = jurisdiction;
  const reasons: string[] = [];
  if (!/^[a-z][a-z0-9-]*$/.test(slug ?? ''))
    reasons.push(`slug ${slug} should be lower-case letters, digits and hyphens`);
  if (!/^\d{6}$/.test(code ?? '')) reasons.push(`code ${code} should be six digits (GB/T 2260)`);
  if (!names?.zh || !names.en) reasons.push('names should be given in zh and en');
  if (!authority?.names?.zh || !authority.names.en || !authority.website)
    reasons.push('the authority needs names in zh and en and a website');
  if (!jurisdiction.privacy)
    reasons.push('privacy should say what people are told about their data; derive from china and it does');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(checkedOn ?? '')) reasons.push('checkedOn should be a date');
  for (const [name, param] of Object.entries(parameters)) reasons.push(...validateFigure(name, param));
  const slugs = programmes.map((programme) => programme.slug);
  for (const twice of slugs.filter((name, i) => slugs.indexOf(name) !== i))
    reasons.push(`programme ${twice} is declared twice`);
  for (const programme of programmes)
    reasons.push(...validateProgramme(programme, parameters).map((reason) => `programme ${programme.slug}: ${reason}`));
  return reasons;
}

/** What can only be told of all jurisdictions together: slugs and codes are unique, parents exist, every figure of a place is read or says that it is not. One entry per culprit. */
export function validateAll(all: readonly Jurisdiction[]): { slug: string; reason: string }[] {
  return all.flatMap((jurisdiction, i) => {
    const { slug, code, parent } = jurisdiction;
    const earlier = all.slice(0, i);
    const reasons: string[] = [];
    if (earlier.some((other) => other.slug === slug)) reasons.push(`slug ${slug} is used twice`);
    const sameCode = earlier.find((other) => other.code === code);
    if (sameCode) reasons.push(`code ${code} is already used by ${sameCode.slug}`);
    if (parent !== null && !all.some((other) => other.slug === parent)) reasons.push(`parent ${parent} does not exist`);
    reasons.push(
      ...validateReaders(
        jurisdiction,
        all.find((other) => other.slug === parent),
      ),
    );
    return reasons.map((reason) => ({ slug, reason }));
  });
}
