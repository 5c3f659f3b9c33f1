import type { Site } from '../../env.ts';
import { batchPage } from './batch.tsx';
import { bankFile, decideBatch, importResults, submitBatch } from './batch-forms.tsx';
import { listOfBatches } from './batches.tsx';
import { listOfRecoveries } from './recoveries.tsx';
import { confirmAccount, correctAccount, returnPage } from './return.tsx';
import { listOfReturns } from './returns.tsx';

/** Money: to the bank, back from it, back from claimants, and on the books. */
export function financePages(site: Site): void {
  site.get('/batches', listOfBatches);
  site.get('/batches/:id', (c) => batchPage(c));
  site.post('/batches/:id/submission', submitBatch);
  site.post('/batches/:id/approval', decideBatch);
  site.get('/batches/:id/bank-file', bankFile);
  site.post('/batches/:id/bank-results', importResults);
  site.get('/returns', listOfReturns);
  site.get('/returns/:id', (c) => returnPage(c));
  site.post('/returns/:id/account-correction', correctAccount);
  site.post('/returns/:id/confirmation', confirmAccount);
  site.get('/recoveries', listOfRecoveries);
}
