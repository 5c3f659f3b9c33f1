import type { Context } from 'hono';
import type { Code, MessageParams } from '../../../../domain/messages/index.ts';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import { Problem } from '../../../../domain/problem.ts';
import type { Step } from '../../../../domain/rules/steps.ts';
import { problemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';
import { Refused } from '../../remote.ts';
import { isOfficial, type Session } from '../../session.ts';
import type { Figure } from '../public/figures.tsx';
import type { Schema } from './schema.ts';

// What the API tells of the law, as far as these pages read it.

export interface Source {
  document: string;
  clause: string;
}

export interface Material {
  kind: string;
  names: Bilingual;
  required: 'always' | 'delegated' | 'signed' | 'never';
}

interface Form {
  schema: Schema;
  example: Record<string, unknown>;
}

export interface Programme {
  slug: string;
  names: Bilingual;
  claimant: string;
  calculator: string;
  allowance: { calculator: string } | null;
  eligibility: { params: Record<string, string> }[];
  caps: { param: string }[];
  steps: Step[];
  materials: { filing: Material[]; application: Material[] };
  commitment: { text: Bilingual; source: Source }[];
  forms: { filing: Form; rosterRow: Form; application: Form };
  parameters: Figure[];
}

export interface Place {
  slug: string;
  names: Bilingual;
  authority: { names: Bilingual; website: string };
  programmes: Programme[];
}

export const cited = ({ document, clause }: Source): string => `${document} ${clause}`;

/** A place with one of its programmes, by the law of today or of `on`. @throws Refused `unknown-jurisdiction`, `unknown-programme` */
export async function programmeIn(
  c: Context<WebEnv>,
  jurisdiction: string,
  slug: string,
  on?: string,
): Promise<{ place: Place; programme: Programme }> {
  const place = await c.var.remote.get<Place>(
    `/v1/jurisdictions/${encodeURIComponent(jurisdiction)}${on ? `?on=${on}` : ''}`,
  );
  const programme = place.programmes.find((one) => one.slug === slug);
  if (!programme) {
    const known = place.programmes.map((one) => one.slug).join(', ');
    throw refusal('unknown-programme', { programme: slug, jurisdiction, known });
  }
  return { place, programme };
}

/** Who claims may be here; anybody else is led to the door, or told so. @throws Refused */
export function demandClaimant(c: Context<WebEnv>): Session {
  const { session } = c.var;
  if (!session) throw refusal('token-required');
  const allowed = 'enterprise, institution, individual';
  if (isOfficial(session.role)) throw refusal('role-not-allowed', { role: session.role, allowed });
  return session;
}

/** What the API would say. */
const refusal = (code: Code, params: MessageParams = {}) => new Refused(problemBody(new Problem(code, params)));
