import type { Site } from '../env.ts';
import type { SiteDeps } from '../site.tsx';
import { adminPages } from './admin/index.ts';
import { claimListPage } from './claim-list.tsx';
import { claimantPages } from './claimant/index.ts';
import { claimPages } from './claims.tsx';
import { clockPage } from './clock.tsx';
import { dashboardPages } from './dashboard/index.tsx';
import { filePages } from './files.ts';
import { financePages } from './finance/index.ts';
import { homePage } from './home.tsx';
import { inspectionPages } from './inspection/index.ts';
import { mailPages } from './mail/index.ts';
import { paperPages } from './papers/index.ts';
import { publicPages } from './public/index.ts';
import { reviewPages } from './review/index.ts';
import { signInPages } from './sign-in/index.tsx';
import { supervisionPages } from './supervision/index.ts';
import { taskPages } from './tasks.tsx';
import { webhookPages } from './webhooks/index.ts';

/** Every page, by what it is about. */
export const pages: readonly ((site: Site, deps: SiteDeps) => void)[] = [
  homePage,
  signInPages,
  clockPage,
  taskPages,
  claimListPage,
  claimPages,
  reviewPages,
  supervisionPages,
  adminPages,
  mailPages,
  webhookPages,
  filePages,
  paperPages,
  financePages,
  dashboardPages,
  inspectionPages,
  ...publicPages,
  claimantPages,
];
