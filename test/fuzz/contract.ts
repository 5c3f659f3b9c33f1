import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
}

type Contents = Record<string, { schema?: Schema; example?: unknown }>;

export interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required?: boolean;
  schema: Schema;
}

/** One call of the document. */
export interface Operation {
  /** `POST /v1/claims` */
  call: string;
  method: string;
  path: string;
  parameters: Parameter[];
  bodies: Contents;
  answers: Record<string, { content?: Contents }>;
  open: boolean;
}

export interface Contract {
  operations: Operation[];
  /** The schema that a `$ref` names. */
  resolve(schema: Schema): Schema;
  /** What is wrong with an answer of this status and type; undefined: it is as documented. */
  faultIn(operation: Operation, status: number, type: string, body: unknown): string | undefined;
}

interface Document {
  paths: Record<string, Record<string, Omit<Operation, 'bodies'> & RawOperation>>;
  components: { schemas: Record<string, Schema> };
}

interface RawOperation {
  parameters?: Parameter[];
  requestBody?: { content: Contents };
  responses: Operation['answers'];
  security?: unknown[];
}

/** What /openapi.json promises, ready to be held against what is answered. */
export function readContract(text: string): Contract {
  const document = JSON.parse(text) as Document;
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    formats: { date: /^\d{4}-\d\d-\d\d$/, uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, binary: true },
  });
  ajv.addSchema(document, 'open');
  ajv.addSchema(closed(document) as object, 'contract');
  const validators = new Map<string, ValidateFunction>();
  const validator = (pointer: string) => {
    const known = validators.get(pointer) ?? ajv.compile({ $ref: `contract#${pointer}` });
    validators.set(pointer, known);
    return known;
  };
  return {
    operations: Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, raw]) => operationOf(method, path, raw)),
    ),
    resolve: (schema) => (schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!]! : schema),
    faultIn({ method, path, answers }, status, type, body) {
      const answer = answers[status];
      if (!answer) return `status ${status} is not documented`;
      const documented = answer.content?.[type] ?? answer.content?.['*/*'];
      if (!documented) return `content type ${type || '(none)'} is not documented`;
      if (!type.endsWith('json')) return undefined;
      const steps = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'];
      const validate = validator(steps.map((step) => `/${encodeURIComponent(escaped(step))}`).join(''));
      if (validate(body)) return undefined;
      const [first] = validate.errors!;
      return `${first!.instancePath} ${first!.message} ${JSON.stringify(first!.params)}`;
    },
  };
}

function operationOf(method: string, path: string, raw: RawOperation): Operation {
  return {
    call: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    parameters: raw.parameters ?? [],
    bodies: raw.requestBody?.content ?? {},
    answers: raw.responses,
    open: raw.security === undefined,
  };
}

/** An answer holds nothing that is not documented: objects are closed where the document leaves it open. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  // What extends a schema is closed as a whole, and not its parts.
  if ('allOf' in node) return { allOf: within('open', node.allOf), unevaluatedProperties: false };
  const copy = Object.fromEntries(Object.entries(node).map(([name, held]) => [name, closed(held)]));
  const isObject = 'properties' in copy && 'type' in copy;
  return isObject && !('additionalProperties' in copy) ? { ...copy, unevaluatedProperties: false } : copy;
}

/** References that lead into the document of this name. */
function within(name: string, node: unknown): unknown {
  return JSON.parse(JSON.stringify(node).replaceAll('"$ref":"#', `"$ref":"${name}#`));
}

const escaped = (step: string) => step.replace(/~/g, '~0').replace(/\//g, '~1');
