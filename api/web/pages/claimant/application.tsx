import type { Site } from '../../env.ts';
import { type Asked, claimantActPage } from './act-page.tsx';
import { ApplicationFields, readApplication, sendApplication, typedApplication } from './application-form.tsx';
import { fewPeople, readDossier } from './dossier.ts';
import { asksOfUnpaidIn, Foreseen, readForeseen } from './foreseen.tsx';
import { programmeIn } from './law.ts';

/** 申请补贴: certificates, account and documents. */
export function applicationPage(site: Site): void {
  claimantActPage(site, {
    act: 'application',
    send: { zh: '提交补贴申请', en: 'Apply for the subsidy' },
    async half(asked) {
      const { programme } = await about(asked);
      return { form: (await readApplication(asked.c, programme, '', asked.form)).value };
    },
    async fields(asked) {
      const { programme, people } = await about(asked);
      const { form, problem, c, claim, draft } = asked;
      const foreseen = await readForeseen(c, claim.id);
      const value = form.key === undefined ? (draft?.form ?? {}) : typedApplication(programme, '', form);
      const { say } = c.var;
      return (
        <>
          <Foreseen {...{ claimId: claim.id, foreseen, people, form, say }} />
          <ApplicationFields {...{ programme, at: '', value, form, people, problem, c }} />
        </>
      );
    },
    async take(asked, key) {
      const { programme } = await about(asked);
      const { c, claim, form } = asked;
      const read = await readApplication(c, programme, '', form);
      if (await asksOfUnpaidIn(asked, programme, read)) return 'again';
      await sendApplication(read, () => c.var.remote.post(`/v1/claims/${claim.id}/application`, read.value, key));
      return undefined;
    },
  });
}

async function about({ c, claim }: Asked) {
  const [{ programme }, dossier] = await Promise.all([
    programmeIn(c, claim.jurisdiction, claim.programme),
    readDossier(c, claim.id),
  ]);
  return { programme, people: fewPeople(dossier) };
}
