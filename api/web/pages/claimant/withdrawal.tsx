import type { Site } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { Note } from '../../parts/show.tsx';
import { claimantActPage } from './act-page.tsx';
import { textIn } from './schema.ts';

/** 撤回: until the money is in an approved batch. */
export function withdrawalPage(site: Site): void {
  claimantActPage(site, {
    act: 'withdrawal',
    send: { zh: '撤回申报', en: 'Withdraw the claim' },
    danger: true,
    untimed: true,
    fields({ c, form, problem }) {
      const { say } = c.var;
      return (
        <>
          <Note tone="warn">
            {say(
              '撤回后本申报即告结束，不能恢复；需要时请重新申报。',
              'A claim that is withdrawn has ended for good; file a new one if you need it.',
            )}
          </Note>
          <Field
            {...{ name: 'reason', rows: 3, label: say('原因', 'Reason'), value: textIn(form, 'reason'), problem, say }}
          />
        </>
      );
    },
    async take({ c, claim, form }, key) {
      const reason = textIn(form, 'reason') || undefined;
      await c.var.remote.post(`/v1/claims/${claim.id}/withdrawal`, { reason }, key);
      return undefined;
    },
  });
}
