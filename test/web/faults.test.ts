import { expect, test } from 'vitest';
import { problemBody } from '../../api/problem.ts';
import { sayIn } from '../../api/web/language.ts';
import { AnyField } from '../../api/web/pages/claimant/fields.tsx';
import { DocumentField } from '../../api/web/pages/claimant/materials.tsx';
import { Field } from '../../api/web/parts/form.tsx';
import { labelled } from '../../api/web/parts/labels.ts';
import { ProblemNote } from '../../api/web/parts/show.tsx';
import { fault, Problem } from '../../domain/problem.ts';

const say = sayIn('zh');
const wrong = (path: string) => problemBody(new Problem('invalid-input', {}, [fault('field-missing', { path })]));

test('a fault stands between label and input, so that the inputs of a row stay in line', () => {
  const shown = String(
    Field({ name: 'filing.contact.email', label: '电子邮箱', problem: wrong('filing.contact.email'), say }),
  );
  expect(shown).toMatch(/<label .*class="fault".*<input /);
});

test('a fault of a group of choices leads to it', () => {
  const at = 'filing.training.embeddedTopics';
  const schema = { type: 'array', items: { type: 'string', examples: ['疫情防控'] } };
  const problem = wrong(at);
  const field = AnyField({ schema, at, value: [], required: true, problem, say });
  const page = labelled(`${ProblemNote({ problem, say })}${field}`);
  expect(page).toContain('<a href="#f-filing-training-embeddedTopics">必须包含的内容</a>');
});

test('of a document that could be left out it is said when it is needed', () => {
  const given = [{ kind: 'licence', fileId: 'F1', name: 'a.pdf', bytes: 1 }];
  const shown = (required: 'always' | 'delegated' | 'signed') => {
    const material = { kind: 'licence', names: { zh: '营业执照', en: 'Licence' }, required };
    return String(DocumentField({ material, at: 'filing.materials', given, say }));
  };
  expect(shown('always')).toContain('必须提交');
  expect(shown('delegated')).toContain('委托培训的必须提交');
  expect(shown('signed')).toContain('不必上传');
  for (const one of ['always', 'delegated', 'signed'] as const) expect(shown(one)).not.toContain('选填');
});
