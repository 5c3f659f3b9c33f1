import type { Context } from 'hono';
import type { Bilingual } from '../../../domain/messages/message.ts';
import type { Fund } from '../../../domain/money/types.ts';
import type { Role } from '../../auth/access.ts';
import type { WebEnv } from '../env.ts';

/** A place as the API lists it. */
export interface Place {
  slug: string;
  names: Bilingual;
  rehearsalOnly: boolean;
  programmes: { slug: string; names: Bilingual; claimant: Role; fund: Fund }[];
}

export interface Places {
  items: Place[];
  /** What a place, and a programme of it, is called; what is not known any more keeps its own name. */
  place(slug: string): string;
  programme(place: string, slug: string): string;
}

export async function placesFor(c: Context<WebEnv>): Promise<Places> {
  const { say, remote } = c.var;
  const { items } = await remote.get<{ items: Place[] }>('/v1/jurisdictions');
  const find = (slug: string) => items.find((one) => one.slug === slug);
  return {
    items,
    place: (slug) => say(find(slug)?.names ?? { zh: slug, en: slug }),
    programme: (place, slug) =>
      say(find(place)?.programmes.find((one) => one.slug === slug)?.names ?? { zh: slug, en: slug }),
  };
}
