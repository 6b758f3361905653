import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import type { ByHandOverlay } from '../overlay/overlay.ts';
import type { ApiModel, OperationModel } from './model.ts';
import { importNames } from './write-imports.ts';
import { answerType } from './write-operations.ts';
import { allFields } from './write-shapes.ts';
import { importTypes, writeComment } from './write-types.ts';

/** Types written by hand that an interface may use, by their file. */
const typesByHand: Readonly<Record<string, readonly string[]>> = {
  '../../chat/chat-stream.ts': ['ChatStream'],
  '../../options/client-options.ts': ['CallOptions'],
  '../../sending/kagenti-call.ts': ['KagentiCall'],
  '../../waiting/verified-delete.ts': ['DeleteOptions', 'VerifiableDeleteResult'],
  '../../waiting/wait-options.ts': ['BuildWaitOptions', 'WaitOptions'],
  '../../waiting/wait-progress.ts': ['GenerationProgress', 'ReadyProgress'],
  '../list-namespaces.ts': ['ListAll'],
  '../no-parameters.ts': ['NoParameters'],
  '../resource-list.ts': ['ResourceList'],
};

/** The interface of a group's operations; undefined where it has none. */
export function writeApi(model: ApiModel, group: string): string | undefined {
  const api = model.apis.get(group);
  if (api === undefined) return undefined;
  const operations = model.operations.filter(operation => operation.group === group);
  const children = [...model.apis].filter(([name]) => parentOf(name) === group);
  const members = [
    ...operations.map(operation => ({
      comment: operationComment(operation),
      code: operationCode(model, operation),
    })),
    ...(api.byHand ?? []).map(member => ({
      comment: memberComment(member),
      code: member.code,
    })),
    ...children.map(([name, { name: type, about }]) => ({
      comment: [about.replace(/(?<=\.)\s.*$/, '')],
      code: `readonly ${lastWord(name)}: ${type}`,
    })),
  ];
  const code = members.map(member => member.code).join('\n');
  const isUsed = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(code);
  return [
    ...Object.entries(typesByHand).map(([file, names]) => importNames(code, file, names)),
    importTypes(model.types, undefined, [...model.types.keys()].filter(isUsed)),
    ...children.map(
      ([name, { name: type }]) => `import type { ${type} } from './${apiFile(name)}';`,
    ),
    `\n${writeComment([api.about], '')}`,
    `export interface ${api.name} {`,
    ...members.map(member => `${writeComment(member.comment, '  ')}\n  ${member.code};`),
    '}\n',
  ].join('\n');
}

/** File of the interface of a group's operations. */
export function apiFile(group: string): string {
  return `${group.replaceAll('.', '-')}-api.ts`;
}

function parentOf(group: string): string {
  return group.replace(/\.?\w+$/, '');
}

function lastWord(name: string): string {
  return name.replace(/^.*\./, '');
}

function operationCode(model: ApiModel, operation: OperationModel): string {
  const { name, parameters = 'NoParameters', overlay, answer } = operation;
  const type = model.types.get(parameters);
  // A rule for parameters together asks for one of them, unless the default agent replaces them.
  const wantsSome = overlay.problem !== undefined && overlay.defaultAgent === undefined;
  const isOptional =
    type === undefined || (!wantsSome && allFields(model, type).every(field => !field.required));
  const { options = 'CallOptions', returns = `KagentiCall<${answerType(answer)}>` } =
    overlay.signature ?? {};
  return `${lastWord(name)}(parameters${isOptional ? '?' : ''}: ${parameters}, options?: ${options}): ${returns}`;
}

/** What a person wrote of an operation, with the facts of the contract's table and the overlay. */
function operationComment({ name, overlay }: OperationModel): readonly string[] {
  const { about = '', throws = [], since, defaultTimeouts, everyNamespace } = overlay;
  const { permission, safeToRepeat } = operationByName(name);
  const facts = [
    about,
    ...(since === undefined ? [] : [`Requires a server from ${since} or later.`]),
    ...(defaultTimeouts === undefined
      ? []
      : [
          `Default timeouts: ${defaultTimeouts.headersMs / 1000} s for the headers, ${defaultTimeouts.totalMs / 1000} s in total.`,
        ]),
    ...(safeToRepeat ? [] : ['Never sent twice.']),
    accessSentence(name),
  ];
  const errors = [
    ...(permission === null ? [] : ['KagentiPermissionError if the caller lacks the permission']),
    ...(everyNamespace === undefined
      ? []
      : ['KagentiError `namespace_refused` if the client may use only some namespaces']),
    ...throws,
    ...(throws.some(error => error.includes('KagentiHttpError'))
      ? []
      : ["KagentiHttpError with the server's status"]),
  ];
  return [facts.join(' '), '', `@throws ${errors.join('; ')}.`];
}

function accessSentence(name: OperationName): string {
  const { permission, role, featureFlag } = operationByName(name);
  if (permission === null) return 'Public: no permission is needed, and no token is sent.';
  const neededRole = role === null ? 'no role' : `role ${role}`;
  const flag = featureFlag === null ? '' : `, feature flag \`${featureFlag}\``;
  return `Permission \`${permission}\`, ${neededRole}${flag}.`;
}

function memberComment({ about, throws }: ByHandOverlay): readonly string[] {
  return throws === undefined ? [about] : [about, '', `@throws ${throws}`];
}
