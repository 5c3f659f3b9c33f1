import type { Site } from '../../env.ts';
import { accountPages } from './accounts.tsx';
import { auditPages } from './audit.tsx';
import { connectorPages } from './connectors.tsx';
import { apiKeyPages } from './keys.tsx';
import { adminOverview } from './overview.tsx';
import { schedulePages } from './schedules.tsx';

/** The desk of who looks after the system. */
export function adminPages(site: Site): void {
  adminOverview(site);
  apiKeyPages(site);
  connectorPages(site);
  auditPages(site);
  accountPages(site);
  schedulePages(site);
}
