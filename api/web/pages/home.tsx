import type { Site } from '../env.ts';
import { page } from '../parts/layout.tsx';
import { isOfficial } from '../session.ts';
import { DeadlinesSection } from './claimant/deadlines.tsx';

export function homePage(site: Site): void {
  site.get('/', async (c) => {
    const { say, session } = c.var;
    const title = say('职业培训补贴', 'Training subsidy claims');
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        {await DeadlinesSection(c)}
        <div class="cards">
          {(!session || !isOfficial(session.role)) && (
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
          )}
          <section class="card">
            <h2>{say('公示', 'Public notices')}</h2>
            <p>{say('公示期内任何人可提出异议。', 'While a notice runs, anybody may object.')}</p>
            <a class="button second" href="/notices">
              {say('查看公示', 'See the notices')}
            </a>
            <p>
              <a href="/objections">{say('凭回执查询异议处理情况', 'What became of an objection')}</a>
            </p>
          </section>
          <section class="card">
            <h2>{say('政策与计算', 'Rules and calculator')}</h2>
            <p>
              {say(
                '不用登录，几项即可算出能补多少；任何一天生效的标准都有依据。',
                'Without signing in: what a class brings, and what is in force on any day, with its source.',
              )}
            </p>
            <a class="button second" href="/rules/calculator">
              {say('算一算', 'Work it out')}
            </a>
            <p>
              <a href="/rules">{say('查询各地标准', 'Rules of each place')}</a>
            </p>
          </section>
          <section class="card">
            <h2>{say('公开信息', 'Open to everybody')}</h2>
            <p>
              {say(
                '可选用的培训平台和机构；随机检查的抽取过程，任何人可以复核。',
                'Platforms and institutions that may train; draws of inspections that anybody can recompute.',
              )}
            </p>
            <a class="button second" href="/directory">
              {say('查看目录', 'See the directory')}
            </a>
            <p>
              <a href="/inspection-draws">{say('双随机抽取结果', 'Random draws')}</a>
            </p>
          </section>
        </div>
      </>,
    );
  });
}
