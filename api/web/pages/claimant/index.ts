import type { Site } from '../../env.ts';
import type { SiteDeps } from '../../site.tsx';
import { accountPages } from './account.tsx';
import { administrativeReviewsPage } from './administrative-reviews.tsx';
import { applicationPage } from './application.tsx';
import { changesPage } from './changes.tsx';
import { choosePage } from './choose.tsx';
import { contactAddressPage } from './contact-address.tsx';
import { draftPages } from './drafts.tsx';
import { estimatePage } from './estimate.tsx';
import { filingPages } from './filing.tsx';
import { handedInPage } from './handed-in.tsx';
import { resubmissionPage } from './resubmission.tsx';
import { rosterPages } from './roster.tsx';
import { tracePage } from './trace.tsx';
import { trainingPages } from './training.tsx';
import { withdrawalPage } from './withdrawal.tsx';

/** The desk of who claims: from the first question to the last yuan. */
export function claimantPages(site: Site, deps: SiteDeps): void {
  choosePage(site);
  estimatePage(site);
  rosterPages(site);
  filingPages(site, deps);
  draftPages(site);
  trainingPages(site);
  applicationPage(site);
  resubmissionPage(site);
  accountPages(site);
  changesPage(site);
  administrativeReviewsPage(site);
  withdrawalPage(site);
  contactAddressPage(site);
  tracePage(site);
  handedInPage(site);
}
