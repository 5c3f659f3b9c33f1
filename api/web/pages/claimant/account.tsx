import type { Context } from 'hono';
import type { Site, WebEnv } from '../../env.ts';
import { claimantActPage } from './act-page.tsx';
import type { Claim } from './acts.tsx';
import { AnyField } from './fields.tsx';
import { programmeIn } from './law.ts';
import { readPosted, type Schema } from './schema.ts';

const at = 'bankAccount';

/** Where an advance goes to. A payment that did not arrive has a page of its own: `finance/return.tsx`. */
export function accountPages(site: Site): void {
  claimantActPage(site, {
    act: 'advance-request',
    send: { zh: '申请预拨', en: 'Ask for the advance' },
    async fields({ c, claim, form, problem }) {
      const schema = await accountSchema(c, claim);
      return <AnyField {...{ schema, at, value: readPosted(schema, at, form), problem, say: c.var.say }} required />;
    },
    async take({ c, claim, form }, key) {
      const bankAccount = readPosted(await accountSchema(c, claim), at, form) ?? {};
      await c.var.remote.post(`/v1/claims/${claim.id}/advance-request`, { bankAccount }, key);
      return undefined;
    },
  });
}

async function accountSchema(c: Context<WebEnv>, claim: Claim): Promise<Schema> {
  const { programme } = await programmeIn(c, claim.jurisdiction, claim.programme);
  return programme.forms.application.schema.properties!.bankAccount!;
}
