import type { LocalDate } from '../calendar/date.ts';
import { inForce, type Params } from '../rules/param.ts';

/** A platform as it is counted: people write the same name with and without quotation marks, and in letters of several widths. */
export function normalPlatform(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/["'“”‘’「」『』《》]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** In which column of the report a platform belongs: whether it is one of those that the ministry recommends, as far as the place's rules name them. */
export function platformListing(name: string, parameters: Params, on: LocalDate): 'recommended' | 'districts' {
  const figure = parameters['recommended-platform-names'];
  const named = (figure && inForce(figure, on)?.value) ?? [];
  const isIt = (one: unknown) => typeof one === 'string' && normalPlatform(one) === normalPlatform(name);
  return Array.isArray(named) && named.some(isIt) ? 'recommended' : 'districts';
}
