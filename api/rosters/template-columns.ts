import { choicesOf, columnTitle } from './columns.ts';
import { columnsOf, type RowShape, rowOf } from './template.ts';

/** A column of a template, with what who fills it in has to know. */
export interface TemplateColumn {
  title: string;
  required: boolean;
  /** The only words that it takes; empty: anything of its form. */
  choices: string[];
  /** What has to stand there. */
  content: string;
  example: string;
}

const contents: Readonly<Record<string, string>> = {
  idNumber: '18 位身份证号码，以文本格式填写',
  mobile: '11 位手机号码',
  ref: '名册序号；不填时按行编号',
};

/** The columns of a programme's roster. */
export function templateColumns(shape: RowShape, example: Record<string, unknown>): TemplateColumn[] {
  const columns = columnsOf(shape);
  const examples = rowOf(columns, { ref: '1', ...example });
  return columns.map((field, i) => {
    const keys = field.split('.');
    const choices = [...choicesOf(field).values()];
    const content = contentOf(
      field,
      keys.reduce((outer, key) => outer.properties?.[key] ?? {}, shape),
      choices,
    );
    // Without its column everybody is an employee.
    const required = field !== 'relation' && isDemanded(shape, keys);
    return { title: columnTitle(field), required, choices, content, example: examples[i]! };
  });
}

function isDemanded({ properties = {}, required = [] }: RowShape, [key = '', ...inner]: string[]): boolean {
  return required.includes(key) && (inner.length === 0 || isDemanded(properties[key] ?? {}, inner));
}

function contentOf(field: string, { type, format, minimum, maximum, enum: only }: RowShape, choices: string[]): string {
  if (choices.length > 0) return `${only ? '只能填写' : '一般填写'}：${choices.join('、')}`;
  if (format === 'date') return '日期，例如 2020-03-02';
  if (type === 'integer') return `整数，${minimum} 至 ${maximum}`;
  return contents[field] ?? '文字';
}
