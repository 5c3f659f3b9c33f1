import { createPool } from '../../../db/pool.ts';
import { startWebhookSender } from '../../../worker/webhooks/sender.ts';
import { testVault } from '../../support/vault.ts';

/** A sender as a process of its own, that can be killed: `sender.ts <database URL>`. */
const db = createPool(process.argv[2]!, 2, testVault);
const settings = { mode: 'rehearsal', webhookAttempts: 3, webhookTimeout: 10 } as const;
startWebhookSender({ db, settings, log: { info: () => {}, warn: () => {} }, pauseMs: 20 });
console.log('sender ready');
