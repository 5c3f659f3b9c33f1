import type { Site } from '../../env.ts';
import { paperFile, segment } from '../../parts/papers.tsx';
import { reportPages } from './reports.tsx';

/** Documents that people print. */
export function paperPages(site: Site): void {
  site.get('/claims/:id/papers/:kind', (c) =>
    paperFile(c, `/v1/claims/${segment(c, 'id')}/papers/${segment(c, 'kind')}`),
  );
  site.get('/drafts/:id/papers/:kind', (c) =>
    paperFile(c, `/v1/drafts/${segment(c, 'id')}/papers/${segment(c, 'kind')}`),
  );
  site.get('/notices/:id/paper', (c) => paperFile(c, `/v1/public-notices/${segment(c, 'id')}/paper`));
  site.get('/batches/:id/paper', (c) => paperFile(c, `/v1/disbursements/${segment(c, 'id')}/paper`));
  reportPages(site);
}
