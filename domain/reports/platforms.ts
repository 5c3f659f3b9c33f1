import type { LocalDate } from '../calendar/date.ts';
import { comparableName } from '../listings/listing.ts';
import { inForce, type Params } from '../rules/param.ts';

/** A platform as it is counted: people write the same name with and without quotation marks, and in letters of several widths. */
export function normalPlatform(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/["'“”‘’「」『』《》]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Those of the ministry's recommended platforms that the place's rules name. */
export function namedAsRecommended(parameters: Params, on: LocalDate): string[] {
  const figure = parameters['recommended-platform-names'];
  const named = figure && inForce(figure, on)?.value;
  return Array.isArray(named) ? named.map(String) : [];
}

/** In which column of the report a platform belongs: whether it is one of those that the ministry recommends, as far as rules and directory name them. */
export function platformListing(name: string, recommended: readonly string[]): 'recommended' | 'districts' {
  return recommended.some((one) => comparableName(one) === comparableName(name)) ? 'recommended' : 'districts';
}
