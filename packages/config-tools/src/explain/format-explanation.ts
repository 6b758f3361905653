import { ownerName } from '@rhdh-boost/internal/owner-name';
import { formatPrintableJson, makePrintable } from '@rhdh-boost/internal/printable';
import { wrapText } from '@rhdh-boost/internal/wrap-text';
import { createPaint, type Paint } from '../report/paint.ts';
import type { ConfigExplanation, FieldExplanation, SectionExplanation } from './explanation.ts';
import { lastName } from './last-name.ts';

/** How an explanation is written. */
export interface ExplanationFormat {
  /** `text` for people, `json` for programs: the {@link ConfigExplanation} itself. */
  readonly output: 'text' | 'json';
  /** Whether text has colours, for a terminal. Default: no. */
  readonly color?: boolean;
}

const scopes = {
  'yaml-only': 'app-config alone',
  'db-overridable': 'app-config; an administrator may override it at run time',
  'db-only': 'the database alone, never app-config',
};
const visibilities = {
  frontend: 'reaches the browser',
  backend: 'does not reach the browser',
  secret: 'does not reach the browser, and is never printed',
};

/**
 * Writes an explanation.
 *
 * @param explanation - what `explainConfig` gave
 * @param format - the form
 * @returns the text, ending in a line break
 */
export function formatExplanation(
  explanation: ConfigExplanation,
  { output, color = false }: ExplanationFormat,
): string {
  if (output === 'json') return formatPrintableJson(explanation);
  const paint = createPaint(color);
  const lines =
    explanation.kind === 'field'
      ? describeField(explanation, paint)
      : describeSection(explanation, paint);
  return `${lines.join('\n')}\n`;
}

function describeField(field: FieldExplanation, paint: Paint): string[] {
  const { path, description, value, required, scope, visibility, since, owner } = field;
  const facts: [string, string][] = [
    ['value', value],
    ...field.rules.map(rule => fact('rule', rule)),
    ['required', required ? 'yes' : 'no'],
    ...('default' in field ? [fact('default', writeValue(field.default))] : []),
    ['scope', `${scope}: ${scopes[scope]}`],
    ['visibility', `${visibility}: ${visibilities[visibility]}`],
    ['since', `${ownerName(owner)} version ${since}`],
    ...(field.deprecated === undefined ? [] : [fact('deprecated', writeDeprecation(field))]),
    ...field.examples.map(example => fact('example', writeValue(example))),
  ];
  return [
    paint('bold', makePrintable(path)),
    '',
    ...indent(wrapText(makePrintable(description))),
    '',
    ...facts.map(([name, text]) => `  ${paint('dim', name.padEnd(10))}  ${makePrintable(text)}`),
  ];
}

function fact(name: string, text: string): [string, string] {
  return [name, text];
}

function writeValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function writeDeprecation({ deprecated }: FieldExplanation): string {
  const { message = '', replacement, removedIn } = deprecated ?? {};
  return [
    message,
    ...(replacement === undefined ? [] : [`Use ${replacement}.`]),
    ...(removedIn === undefined ? [] : [`Version ${removedIn} removes it.`]),
  ].join(' ');
}

function describeSection({ path, children = [] }: SectionExplanation, paint: Paint): string[] {
  const isTree = children.some(child => child.kind === 'section' && child.children !== undefined);
  return [
    paint('bold', makePrintable(path)),
    ...(isTree
      ? indent(describeTree(children, paint))
      : children.flatMap(child => describeChild(child, paint))),
  ];
}

function describeChild(child: ConfigExplanation, paint: Paint): string[] {
  const name = paint('bold', makePrintable(lastName(child.path)));
  if (child.kind === 'section') return ['', `  ${name}  ${paint('dim', '<section>')}`];
  const [sentence = ''] = /^.*?\.(?=\s|$)/s.exec(child.description) ?? [child.description];
  return [
    '',
    `  ${name}  ${describeKind(child, paint)}`,
    ...indent(indent(wrapText(makePrintable(sentence)))),
  ];
}

function describeTree(children: readonly ConfigExplanation[], paint: Paint): string[] {
  return children.flatMap(child => {
    const name = makePrintable(lastName(child.path));
    return child.kind === 'section'
      ? [`${name}:`, ...indent(describeTree(child.children ?? [], paint))]
      : [`${name}  ${describeKind(child, paint)}`];
  });
}

function describeKind(
  { schema, required, visibility, deprecated }: FieldExplanation,
  paint: Paint,
) {
  const marks = [
    ...(required ? ['required'] : []),
    ...(visibility === 'secret' ? ['secret'] : []),
    ...(deprecated === undefined ? [] : ['deprecated']),
  ];
  const kind = paint('dim', `<${makePrintable(nameKind(schema))}>`);
  return marks.length === 0 ? kind : `${kind} ${paint('yellow', marks.join(', '))}`;
}

/** The kind of a value in a word. */
function nameKind(schema: FieldExplanation['schema']): string {
  const { type, enum: choices, format } = schema;
  if (Array.isArray(choices)) return choices.join(' | ');
  if (format === 'uri') return 'URL';
  if (type === 'array') return 'list';
  if (type === 'string') return 'text';
  return typeof type === 'string' ? type : 'value';
}

function indent(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}
