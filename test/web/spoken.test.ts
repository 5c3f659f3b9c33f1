import { expect, test } from 'vitest';
import { labelled } from '../../api/web/parts/labels.ts';
import { spokenProblem } from '../../api/web/spoken.ts';
import { type Code, type MessageTemplate, messages, say } from '../../domain/messages/index.ts';

// Told to programs alone: what signs webhooks and learning events, and what makes roster files and bank files by a program.
const toPrograms =
  /^(webhook|content-hash|event|class-unknown|bank-(columns|column|xml|csv|entry|group)|payment-status|payment-missing|refused-|device-hash|token-claim|token-role|sealed-value|person-index|unsupported-media|method-not|subject-format|slug-format|reason-code-format|fund-account|clock-stuck|file-type|listing-of-nobody|removal-needs|ledger-broken)/;

const everySentence = (Object.keys(messages) as Code[]).flatMap((code) => {
  const next = (messages[code] as MessageTemplate).next ?? {};
  const given = Object.entries(next).flatMap(([name, steps]) => Object.keys(steps).map((value) => ({ [name]: value })));
  return [{}, ...given].map((params) => ({ code, messages: say(code, params) }));
});

test('on a page no sentence of the API names its calls, fields or codes', () => {
  const errors = everySentence.filter(({ code }) => !toPrograms.test(code));
  const told = spokenProblem({ type: '', title: '', status: 422, detail: '', ...errors[0]!, errors }).errors;
  const unspoken = told.flatMap(({ code, messages: { zh, en } }) => {
    const bare = zh.replace(/\{\w+\}/g, '');
    const inZh = /[a-z]+[-_][a-z]+|\b[a-z]+[A-Z]|\b(GET|POST)\b|errors|Idempotency/.exec(bare);
    const inEn = /\b[a-z]+[A-Z]\w*|\b(GET|POST)\b|errors|Idempotency|`/.exec(en.replace(/\{\w+\}/g, ''));
    return inZh || inEn ? [[code, inZh?.[0], inEn?.[0]]] : [];
  });
  expect(unspoken).toEqual([]);
});

test('the note on top calls a fault by the label of its field, and leads there; without one it leads nowhere', () => {
  const page = (body: string) => labelled(`<a class="to-field" href="#f-legal-representative">legal</a>${body}`);
  expect(page('<label for="f-legal-representative">法定代表人<span> （选填）</span></label>')).toMatch(
    /^<a href="#f-legal-representative">法定代表人<\/a>/,
  );
  expect(page('<fieldset id="f-legal"><legend>单位</legend></fieldset>')).toMatch(/^<a href="#f-legal">legal<\/a>/);
  expect(page('')).toBe('legal');
});
