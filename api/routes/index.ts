import type { Registry } from 'prom-client';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { accountRoutes } from './accounts.ts';
import { actRoutes } from './acts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { archiveRoutes } from './archive.ts';
import { auditRoutes } from './audit.ts';
import { bankRoutes } from './bank.ts';
import { bankPreviewRoutes } from './bank-previews.ts';
import { certificateRoutes } from './certificates.ts';
import { changeRoutes } from './changes.ts';
import { claimRoutes } from './claims.ts';
import { closingRoutes } from './closings.ts';
import { codecRoutes } from './codec.ts';
import { connectorRoutes } from './connectors.ts';
import { contactAddressRoutes } from './contact-addresses.ts';
import { creditListingRoutes } from './credit-listings.ts';
import { creditRoutes } from './credits.ts';
import { dashboardRoutes } from './dashboard.ts';
import { directoryRoutes } from './directory.ts';
import { disbursementRoutes } from './disbursements.ts';
import { draftRoutes } from './drafts.ts';
import { enterpriseRoutes } from './enterprises.ts';
import { evaluationRoutes } from './evaluations.ts';
import { exchangeRoutes } from './exchanges.ts';
import { fileRoutes } from './files.ts';
import { fraudRoutes } from './fraud.ts';
import { healthRoutes } from './health.ts';
import { inspectionDrawRoutes } from './inspection-draws.ts';
import { inspectionRoutes } from './inspections.ts';
import { inspectorRoutes } from './inspectors.ts';
import { jurisdictionRoutes } from './jurisdictions.ts';
import { learningRoutes } from './learning.ts';
import { learningEventRoutes } from './learning-events.ts';
import { ledgerRoutes } from './ledger.ts';
import { ledgerMonthRoutes } from './ledger-months.ts';
import { listingRoutes } from './listings.ts';
import { mailRoutes } from './mails.ts';
import { noticeRoutes } from './notices.ts';
import { paperRoutes } from './papers.ts';
import { paymentReturnRoutes } from './payment-returns.ts';
import { peopleRoutes } from './people.ts';
import { performanceRoutes } from './performance.ts';
import { quoteRoutes } from './quotes.ts';
import { recommendationRoutes } from './recommendations.ts';
import { recoveryRoutes } from './recoveries.ts';
import { registerRoutes } from './register.ts';
import { registrationRoutes } from './registrations.ts';
import { rehearsalRoutes } from './rehearsal.ts';
import { reopeningRoutes } from './reopenings.ts';
import { repinningRoutes } from './repinnings.ts';
import { reportRoutes } from './reports.ts';
import { reviewDeskRoutes } from './review-desks.ts';
import { rosterRoutes } from './rosters.ts';
import { scheduleRoutes } from './schedules.ts';
import { taskRoutes } from './tasks.ts';
import { webhookRoutes } from './webhooks.ts';
import { workloadRoutes } from './workload.ts';

type Routes = (app: App, deps: Deps, figures: Registry) => void;

/** Every part of the API; the order is that of the documentation. */
export const routes: readonly Routes[] = [
  jurisdictionRoutes,
  quoteRoutes,
  directoryRoutes,
  recommendationRoutes,
  apiKeyRoutes,
  webhookRoutes,
  rosterRoutes,
  fileRoutes,
  draftRoutes,
  claimRoutes,
  certificateRoutes,
  archiveRoutes,
  taskRoutes,
  workloadRoutes,
  reviewDeskRoutes,
  enterpriseRoutes,
  actRoutes,
  changeRoutes,
  repinningRoutes,
  reopeningRoutes,
  evaluationRoutes,
  connectorRoutes,
  learningEventRoutes,
  learningRoutes,
  registrationRoutes,
  noticeRoutes,
  contactAddressRoutes,
  paperRoutes,
  disbursementRoutes,
  bankRoutes,
  bankPreviewRoutes,
  paymentReturnRoutes,
  fraudRoutes,
  recoveryRoutes,
  creditListingRoutes,
  listingRoutes,
  inspectorRoutes,
  inspectionDrawRoutes,
  inspectionRoutes,
  ledgerRoutes,
  ledgerMonthRoutes,
  closingRoutes,
  registerRoutes,
  performanceRoutes,
  peopleRoutes,
  creditRoutes,
  exchangeRoutes,
  reportRoutes,
  dashboardRoutes,
  mailRoutes,
  auditRoutes,
  accountRoutes,
  scheduleRoutes,
  codecRoutes,
  rehearsalRoutes,
  healthRoutes,
];
