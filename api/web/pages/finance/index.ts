import type { Site } from '../../env.ts';
import { takesFiles } from '../../limits.tsx';
import { batchPage } from './batch.tsx';
import { bankFile, decideBatch, sampleAnswer, submitBatch } from './batch-forms.ts';
import { listOfBatches } from './batches.tsx';
import { ledgerPage, verificationPage } from './ledger.tsx';
import { closeMonth, register, shownMonth } from './month.tsx';
import { listOfRecoveries } from './recoveries.tsx';
import { recoveryPage } from './recovery.tsx';
import { recoveryAct } from './recovery-forms.ts';
import { confirmResults, previewPage, previewResults } from './results.tsx';
import { confirmAccount, correctAccount, returnPage } from './return.tsx';
import { listOfReturns } from './returns.tsx';

/** Money: to the bank, back from it, back from claimants, and on the books. */
export function financePages(site: Site): void {
  site.get('/batches', listOfBatches);
  site.get('/batches/:id', (c) => batchPage(c));
  site.post('/batches/:id/submission', submitBatch);
  site.post('/batches/:id/approval', decideBatch);
  site.get('/batches/:id/bank-file', bankFile);
  site.post('/batches/:id/bank-results', takesFiles, previewResults);
  site.get('/batches/:id/bank-results/sample', sampleAnswer);
  site.get('/batches/:id/bank-results/:previewId', (c) => previewPage(c));
  site.post('/batches/:id/bank-results/:previewId/confirmation', confirmResults);
  site.get('/returns', listOfReturns);
  site.get('/returns/:id', (c) => returnPage(c));
  site.post('/returns/:id/account-correction', correctAccount);
  site.post('/returns/:id/confirmation', confirmAccount);
  site.get('/recoveries', listOfRecoveries);
  site.get('/recoveries/:id', (c) => recoveryPage(c));
  site.post('/recoveries/:id/repayments', recoveryAct('repayments'));
  site.post('/recoveries/:id/refunds', recoveryAct('refunds'));
  site.post('/recoveries/:id/instalments', recoveryAct('instalments'));
  site.post('/recoveries/:id/listing', recoveryAct('listing'));
  site.post('/recoveries/:id/listing-decision', recoveryAct('confirmation'));
  site.post('/recoveries/:id/repayments/:repaymentId/confirmation', recoveryAct('confirmation'));
  site.post('/recoveries/:id/refunds/:refundId/confirmation', recoveryAct('confirmation'));
  site.get('/ledger', (c) => ledgerPage(c));
  site.get('/ledger/verification', verificationPage);
  site.get('/ledger/month', shownMonth);
  site.post('/ledger/month', closeMonth);
  site.get('/ledger/register', register);
}
