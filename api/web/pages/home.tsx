import type { Site } from '../env.ts';
import { page } from '../parts/layout.tsx';
import { DeadlinesSection } from './claimant/deadlines.tsx';

export function homePage(site: Site): void {
  site.get('/', async (c) => {
    const { say } = c.var;
    const title = say('职业培训补贴', 'Training subsidy claims');
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        {await DeadlinesSection(c)}
        <div class="cards">
          <section class="card">
            <h2>{say('申报', 'Claim')}</h2>
            <p>
              {say(
                '培训前备案、培训后申请，逐笔说明每一元补贴的由来。',
                'File before the class, apply after it, and read where each yuan comes from.',
              )}
            </p>
            <a class="button" href="/claims/new">
              {say('新申报', 'New claim')}
            </a>
          </section>
          <section class="card">
            <h2>{say('公示', 'Public notices')}</h2>
            <p>{say('公示期内任何人可提出异议。', 'While a notice runs, anybody may object.')}</p>
            <a class="button second" href="/notices">
              {say('查看公示', 'See the notices')}
            </a>
          </section>
          <section class="card">
            <h2>{say('政策与计算', 'Rules and calculator')}</h2>
            <p>{say('任何一天生效的标准及其依据。', 'What is in force on any day, and on what it rests.')}</p>
            <a class="button second" href="/rules">
              {say('查询政策', 'Look it up')}
            </a>
          </section>
        </div>
      </>,
    );
  });
}
