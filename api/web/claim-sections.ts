import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Claim, Timeline } from '../claims/schemas.ts';
import type { WebEnv } from './env.ts';
import { ActsSection } from './pages/claimant/acts.tsx';
import { owedBack, whoIsUnpaid, whyReturned } from './pages/claimant/sections.tsx';
import { undeliveredMails } from './pages/mail/undelivered.tsx';
import { papersSection } from './pages/papers/section.tsx';
import { officialActs, officialFindings, officialProceedings } from './pages/review/sections.tsx';

/** What the page of a claim has read besides the claim: what has happened to it, and business time. */
export interface ClaimSoFar {
  moves: z.infer<typeof Timeline>['items'];
  now: string;
}

/** A part of a claim's page; null where it does not concern who reads. */
export type ClaimSection = (
  c: Context<WebEnv>,
  claim: z.infer<typeof Claim>,
  soFar: ClaimSoFar,
) => Promise<Child | null>;

/** What one can do now, right below where the claim stands. */
export const claimActs: readonly ClaimSection[] = [whyReturned, owedBack, whoIsUnpaid, ActsSection, officialActs];

/** What stands on the page of a claim besides its facts and its way, in this order. */
export const claimSections: readonly ClaimSection[] = [
  undeliveredMails,
  officialFindings,
  officialProceedings,
  papersSection,
];
