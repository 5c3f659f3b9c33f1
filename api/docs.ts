import { html } from 'hono/html';
import { messages } from '../domain/messages/index.ts';

// Two pages rendered here, so that documentation needs no network and no script.

/** `/docs/style.css`: a page with styles of its own would need a weaker content security policy. */
export const style = `
  body { font: 15px/1.5 system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
  h2 { border-bottom: 1px solid #ccc; margin-top: 2.5rem; }
  summary { cursor: pointer; padding: .25rem 0; }
  code, td { overflow-wrap: anywhere; }
  code, pre { font: 13px/1.45 ui-monospace, monospace; }
  pre { background: #f5f5f5; border: 1px solid #ddd; overflow: auto; padding: .75rem; max-height: 30rem; }
  .method { display: inline-block; font-weight: bold; width: 3.5rem; }
  table { border-collapse: collapse; width: 100%; } td, th { border: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top; }
`;

function page(title: string, body: unknown) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        <main>
          <p><a href="/" lang="zh">返回首页</a> · <a href="/">Back to the pages</a></p>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
}

interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  requestBody?: { content: Record<string, { example?: unknown; schema?: unknown }> };
  responses: Record<string, { description: string }>;
}

interface Call extends Operation {
  method: string;
  path: string;
}

export interface OpenApi {
  paths?: Record<string, unknown>;
  components?: { schemas?: Record<string, unknown> };
}

/** Every call with its roles, example and answers, from the OpenAPI document. */
export function callsPage(document: OpenApi) {
  const calls: Call[] = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({ ...operation, method, path })),
  );
  const tags = [...new Set(calls.map((call) => call.tags?.[0] ?? 'other'))];
  return page(
    'Training-subsidy claims: calls',
    html`<p lang="zh">
        本页供开发人员对接时查阅：每个接口的用途、角色、示例和应答。接口的出错提示为中英文对照，见<a href="/docs/problems">错误代码</a>。
      </p>
      <p>
        The same as data: <a href="/openapi.json">/openapi.json</a>. Error codes:
        <a href="/docs/problems">/docs/problems</a>.
      </p>
      ${tags.map(
        (tag) =>
          html`<h2>${tag}</h2>
            ${calls.filter((call) => (call.tags?.[0] ?? 'other') === tag).map(callDetails)}`,
      )}
      <h2>Schemas</h2>
      ${Object.entries(document.components?.schemas ?? {}).map(
        ([name, schema]) =>
          html`<details id="${name}">
            <summary><code>${name}</code></summary>
            <pre>${JSON.stringify(schema, null, 2)}</pre>
          </details>`,
      )}`,
  );
}

function callDetails(call: Call) {
  const bodies = Object.entries(call.requestBody?.content ?? {});
  return html`<details>
    <summary>
      <span class="method">${call.method.toUpperCase()}</span> <code>${call.path}</code> — ${call.summary ?? ''}
    </summary>
    ${(call.description ?? '').split('\n\n').map((paragraph) => html`<p>${paragraph}</p>`)}
    ${bodies.map(([type, { example }]) =>
      example === undefined
        ? html`<p>Body: <code>${type}</code></p>`
        : html`<p>Body, <code>${type}</code>:</p>
            <pre>${typeof example === 'string' ? example : JSON.stringify(example, null, 2)}</pre>`,
    )}
    <ul>
      ${Object.entries(call.responses).map(
        ([status, { description }]) => html`<li><code>${status}</code> ${description}</li>`,
      )}
    </ul>
  </details>`;
}

/** Every stable code with its sentences: where the `type` of a problem points to. */
export function problemsPage() {
  return page(
    'Training-subsidy claims: problems',
    html`<table>
      <tr>
        <th>code</th>
        <th>中文</th>
        <th>English</th>
      </tr>
      ${Object.entries(messages).map(
        ([code, { zh, en }]) =>
          html`<tr id="${code}">
            <td><code>${code}</code></td>
            <td lang="zh">${zh}</td>
            <td>${en}</td>
          </tr>`,
      )}
    </table>`,
  );
}
