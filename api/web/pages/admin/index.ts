import type { Site } from '../../env.ts';
import { auditPages } from './audit.tsx';
import { connectorPages } from './connectors.tsx';
import { apiKeyPages } from './keys.tsx';
import { adminOverview } from './overview.tsx';

/** The desk of who looks after the system. */
export function adminPages(site: Site): void {
  adminOverview(site);
  apiKeyPages(site);
  connectorPages(site);
  auditPages(site);
}
