import type { Site } from '../env.ts';
import type { SiteDeps } from '../site.tsx';
import { claimantPages } from './claimant/index.ts';
import { claimPages } from './claims.tsx';
import { financePages } from './finance/index.ts';
import { homePage } from './home.tsx';
import { publicPages } from './public/index.ts';
import { reviewPages } from './review/index.ts';
import { signInPages } from './sign-in.tsx';
import { supervisionPages } from './supervision/index.ts';
import { taskPages } from './tasks.tsx';

/** Every page, by what it is about. */
export const pages: readonly ((site: Site, deps: SiteDeps) => void)[] = [
  homePage,
  signInPages,
  taskPages,
  claimPages,
  reviewPages,
  supervisionPages,
  ...publicPages,
  financePages,
  claimantPages,
];
