import type { Site } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { claimantActPage } from './act-page.tsx';
import { textIn } from './schema.ts';

/** 更正联系邮箱: the mails about a claim go to another address; nothing else of it changes. */
export function contactAddressPage(site: Site): void {
  const pathOf = (id: string) => `/v1/claims/${id}/contact-address`;
  claimantActPage(site, {
    act: 'contact-address',
    send: { zh: '更正邮箱', en: 'Change the address' },
    async fields({ c, claim, form, problem }) {
      const { say, remote } = c.var;
      const value = textIn(form, 'email') || (await remote.get<{ email: string }>(pathOf(claim.id))).email;
      const hint = say(
        '之后的通知发往此邮箱；申报的其他内容不变。',
        'Mails go there from now on; nothing else of the claim changes.',
      );
      const label = say('联系邮箱', 'E-mail address');
      return <Field {...{ name: 'email', type: 'email', label, value, hint, problem, say }} required />;
    },
    async take({ c, claim, form }, key) {
      await c.var.remote.post(pathOf(claim.id), { email: textIn(form, 'email') }, key);
      return undefined;
    },
  });
}
