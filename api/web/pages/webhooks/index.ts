import type { Site } from '../../env.ts';
import { webhookList } from './list.tsx';
import { webhookPage } from './page.tsx';

/** What a claimant's own systems are told, and by which keys they ask. */
export function webhookPages(site: Site): void {
  webhookList(site);
  webhookPage(site);
}
