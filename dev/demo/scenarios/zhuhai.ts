import { approveFiling, enterprise } from '../acts.ts';
import { storyClass } from '../class.ts';
import { same } from '../expect.ts';
import { guangdongSubsidy } from '../expected.ts';
import { crew, times } from '../people.ts';
import type { Scenario } from '../scenario.ts';
import type { ExampleForm } from '../world.ts';

const syllabus = '%PDF-1.4\n% 培训大纲\n%%EOF\n';

/** Zhuhai follows Guangdong and demands a syllabus with the filing. */
export function zhuhai(): Scenario {
  const training = storyClass({
    ...{ jurisdiction: 'zhuhai', programme: 'online-job-adaptation', company: 107, city: 'zhuhai' },
    days: { classOpensOn: '2020-04-07', classEndsOn: '2020-05-15', classHours: 24 },
    members: crew(24, 15_000),
    attendance: [
      { people: 20, minutes: times(24, 45), fen: guangdongSubsidy(times(24, 45)) },
      { people: 4, minutes: times(12, 60), fen: guangdongSubsidy(times(12, 60)) },
    ],
    estimateFen: guangdongSubsidy(times(24, 45)),
    certificates: false,
    becomes: (subsidy) => ({ stage: 'paid', amountFen: subsidy, paidFen: { '2020-05': subsidy } }),
  });
  const { claim } = training;
  const without = (materials: ExampleForm['materials']) => materials.filter(({ kind }) => kind !== 'syllabus');

  return {
    name: 'Zhuhai',
    claims: [claim],
    acts: [
      {
        at: '2020-03-16T10:00:00+08:00',
        title: 'an enterprise files as in the rest of Guangdong',
        async run(world) {
          const form = await training.form(world);
          const filing = { ...form, materials: without(form.materials) };
          const { jurisdiction, programme } = claim;
          const body = { jurisdiction, programme, filing, roster: training.roster() };
          const refused = await world.refusal(enterprise(world, claim).post('/v1/claims', body), 'invalid-input');
          const [fault] = refused.errors;
          same('the fault', [fault?.code, fault?.messages.zh.includes('培训大纲')], ['material-missing', true]);
          world.note(`refused: ${refused.status} ${refused.code}, ${fault?.path}: ${fault?.code}`);
          world.note(`${fault?.messages.zh}`);
          world.note(`${fault?.messages.en}`);
        },
      },
      {
        at: '2020-03-16T10:00:00+08:00',
        title: 'it uploads the syllabus and files again',
        async run(world) {
          const upload = enterprise(world, claim).upload<{ fileId: string; sha256: string }>;
          const { fileId } = await upload('/v1/files', 'application/pdf', syllabus, '培训大纲.pdf');
          const { materials } = await training.form(world);
          const complete = [...without(materials), { kind: 'syllabus', fileId }];
          await training.file(world, { filing: { materials: complete } });
        },
      },
      {
        at: '2020-03-17T10:00:00+08:00',
        title: 'the filing is approved',
        run: (world) => approveFiling(world, claim),
      },
      {
        at: '2020-05-18T10:00:00+08:00',
        title: 'the class has ended; the enterprise applies',
        run: training.apply,
      },
      {
        at: '2020-05-19T10:00:00+08:00',
        title: 'the application is approved',
        run: training.approve,
      },
    ],
  };
}
