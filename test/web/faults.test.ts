import { expect, test } from 'vitest';
import { problemBody } from '../../api/problem.ts';
import { sayIn } from '../../api/web/language.ts';
import { AnyField } from '../../api/web/pages/claimant/fields.tsx';
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
