import type { AnswerModel, ApiModel, OperationModel, TypeModel } from './model.ts';
import { type FieldModel, typesIn } from './shape-node.ts';
import { importNames, importShapes } from './write-imports.ts';
import { allFields, fieldText, shapeName, typeOf, withParts, writeShape } from './write-shapes.ts';
import { importTypes } from './write-types.ts';

const operationsFolder = '../../operations';

/** The shapes of a group that has no operations, for those that have; undefined where it has operations. */
export function writeShapeFile(model: ApiModel, group: string): string | undefined {
  if (model.operations.some(operation => operation.group === group)) return undefined;
  const types = usedInShapes(model).filter(type => type.group === group);
  if (types.length === 0) return undefined;
  const text = types
    .map(type => writeShape(model, type, isUsedOutside(model, type) ? 'export const' : 'const'))
    .join('\n');
  return [
    importTypes(model.types, undefined, namesOfInterfaces(types)),
    importShapes(model, group, text),
    importNames(text, `${operationsFolder}/names.ts`, ['names']),
    importNames(text, '../../shapes/shape.ts', shapeFunctions),
    text,
  ].join('\n');
}

/** The descriptors of a group's operations; undefined where it has none. */
export function writeOperations(model: ApiModel, group: string): string | undefined {
  const operations = model.operations.filter(operation => operation.group === group);
  if (operations.length === 0) return undefined;
  const types = withParts(model, operations.flatMap(shapesOf));
  const own = types.filter(type => type.group === group);
  const shapes = own.map(type => writeShape(model, type, 'const')).join('\n');
  const descriptors = operations.map(operation => writeDescriptor(model, operation)).join('\n');
  const text = `${shapes}
/** What the client knows of \`${group}.*\`. */
export const ${operationsName(group)} = {\n${descriptors}\n} satisfies DescriptorTable;\n`;
  const named = operations.flatMap(({ parameters, answer }) => [
    ...(parameters === undefined ? [] : [parameters]),
    ...(answer.kind === 'list' ? [answer.item] : answer.kind === 'type' ? [answer.name] : []),
  ]);
  return [
    `import { type DescriptorTable, describeOperation } from '${operationsFolder}/operation-descriptor.ts';`,
    importNames(text, `${operationsFolder}/names.ts`, ['names']),
    importNames(text, `${operationsFolder}/parameter-place.ts`, placeFunctions),
    importNames(text, '../../shapes/shape.ts', shapeFunctions),
    importNames(text, '../operation-rules.ts', rulesOf(operations)),
    importNames(text, '../resource-list.ts', ['listAnswer', 'ResourceList']),
    importNames(text, '../no-parameters.ts', ['NoParameters']),
    importTypes(model.types, undefined, [...named, ...namesOfInterfaces(own)]),
    importShapes(model, group, text),
    `\n${text}`,
  ].join('\n');
}

/** Name of the table of a group's descriptors. */
export function operationsName(group: string): string {
  return `${group.replaceAll(/\.(\w)/g, (_dot, letter: string) => letter.toUpperCase())}Operations`;
}

const shapeFunctions =
  'anything choice fields flag integer list map object optional required session text'.split(' ');
const placeFunctions = ['inBody', 'inPath', 'inQuery'];

function writeDescriptor(model: ApiModel, operation: OperationModel): string {
  const {
    name,
    parameters = 'NoParameters',
    places,
    defaultNamespace,
    answer,
    overlay,
  } = operation;
  const {
    problem,
    whenGone,
    holdsSession,
    everyNamespace,
    copiesStatus,
    textBody,
    listsAgents,
    mustBeListed,
    since,
    repeatsInput,
    defaultTimeouts: timeouts,
  } = overlay;
  const type = model.types.get(parameters);
  const fields = type === undefined ? [] : allFields(model, type);
  const ruleOf = (key: string): string | undefined => fields.find(field => field.key === key)?.name;
  const members = [
    `parameters: { ${places.map(place => `${place.key}: ${placeText(model, place, ruleOf(place.key))}`).join(', ')} }`,
    ...(textBody === undefined ? [] : [`textBody: '${textBody}'`]),
    ...(defaultNamespace === undefined ? [] : [`defaultNamespace: '${defaultNamespace}'`]),
    ...(everyNamespace === undefined ? [] : ['everyNamespace: true']),
    ...(copiesStatus === undefined
      ? []
      : [`copiesStatus: ${copiesStatus === true ? copiesStatus : `'${copiesStatus}'`}`]),
    ...(repeatsInput === undefined ? [] : ['repeatsInput: true']),
    ...(listsAgents === undefined ? [] : ['listsAgents: true']),
    ...(mustBeListed === undefined ? [] : ['mustBeListed: true']),
    ...(since === undefined ? [] : [`since: '${since}'`]),
    ...(timeouts === undefined
      ? []
      : [`defaultTimeouts: { headersMs: ${timeouts.headersMs}, totalMs: ${timeouts.totalMs} }`]),
    ...(holdsSession === undefined ? [] : ['holdsSession: true']),
    ...(problem === undefined ? [] : [`problem: ${problem}`]),
    `answer: ${answerText(model, answer)}`,
    ...(whenGone === undefined ? [] : [`whenGone: ${whenGone}`]),
  ];
  return `'${name}': describeOperation<${parameters}, ${answerType(answer)}>({ ${members.join(', ')} }),`;
}

function placeText(model: ApiModel, field: FieldModel, name: string | undefined): string {
  const place = { path: 'inPath', query: 'inQuery', body: 'inBody' }[field.in ?? 'body'];
  return `${place}(${fieldText(model, { ...field, name }, false)})`;
}

/** Type of an answer as TypeScript writes it. */
export function answerType(answer: AnswerModel): string {
  switch (answer.kind) {
    case 'nothing':
      return 'void';
    case 'stream':
      return 'never';
    case 'list':
      return `ResourceList<${answer.item}>`;
    default:
      return answer.name;
  }
}

function answerText(model: ApiModel, answer: AnswerModel): string {
  if (answer.kind === 'list') return `listAnswer(${shapeName(typeOf(model, answer.item).name)})`;
  if (answer.kind !== 'type') return '{}';
  const type = typeOf(model, answer.name);
  const [only, ...others] = allFields(model, type);
  // A list may come bare: it is put under the key that it has in the contract.
  const isList = only?.shape.kind === 'list' && only.required && others.length === 0;
  return `{ shape: ${shapeName(type.name)}${isList ? `, listKey: '${only.key}'` : ''} }`;
}

/** Types whose shapes an operation's descriptor names. */
function shapesOf({ places, answer }: OperationModel): readonly string[] {
  const inAnswer =
    answer.kind === 'list' ? [answer.item] : answer.kind === 'type' ? [answer.name] : [];
  return [...places.flatMap(({ shape }) => typesIn(shape)), ...inAnswer];
}

/** True for a shape that a descriptor names, or a type of another group. */
function isUsedOutside(model: ApiModel, type: TypeModel): boolean {
  const others = [...model.types.values()].filter(({ group }) => group !== type.group);
  const used = [
    ...model.operations.flatMap(shapesOf),
    ...others.flatMap(({ fields }) => fields.flatMap(({ shape }) => typesIn(shape))),
  ];
  return used.some(name => typeOf(model, name) === type);
}

function usedInShapes(model: ApiModel): readonly TypeModel[] {
  return withParts(model, model.operations.flatMap(shapesOf));
}

function namesOfInterfaces(types: readonly TypeModel[]): readonly string[] {
  return types.filter(({ choices }) => choices === undefined).map(({ name }) => name);
}

function rulesOf(operations: readonly OperationModel[]): readonly string[] {
  return operations.flatMap(({ overlay: { problem, whenGone } }) =>
    [problem, whenGone].filter(rule => rule !== undefined),
  );
}
