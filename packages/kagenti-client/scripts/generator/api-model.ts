import type { ApiOverlay, GroupOverlay } from '../overlay/overlay.ts';
import { answerModel } from './answer-model.ts';
import {
  answeredSchemas,
  type Contract,
  type ContractOperation,
  contractOperations,
} from './contract.ts';
import {
  type ApiModel,
  type KnownType,
  type ModelSource,
  type OperationModel,
  overlayFile,
} from './model.ts';
import { parameterFields } from './parameter-model.ts';
import { typeModels } from './type-model.ts';

/** Puts together what the contract says and what the overlay adds. */
export function apiModel(
  contract: Contract,
  groups: Readonly<Record<string, GroupOverlay>>,
): ApiModel {
  const problems: string[] = [];
  const known = new Map<string, KnownType>();
  const source: ModelSource = {
    contract,
    groups,
    answered: answeredSchemas(contract),
    known,
    report: (group, problem) => problems.push(`${overlayFile(group)}: ${problem}`),
  };
  for (const [group, { types = {} }] of Object.entries(groups)) {
    for (const [name, overlay] of Object.entries(types)) {
      const other = known.get(name);
      if (other !== undefined) source.report(group, `${name} is a type of ${other.group} already.`);
      known.set(name, { group, overlay });
    }
  }
  const operations = contractOperations(contract).map(operation =>
    operationModel(source, operation),
  );
  reportUnknownOperations(source, operations);
  const apis = apiOverlays(source, operations);
  const types = typeModels(source, operations);
  // A type is looked at for each that extends it.
  return { apis, types, operations, problems: [...new Set(problems)] };
}

function operationModel(source: ModelSource, operation: ContractOperation): OperationModel {
  const { name } = operation;
  const group = groupOf(source, name);
  const overlay = source.groups[group]?.operations?.[name] ?? {};
  const places = parameterFields(source, group, operation, overlay);
  const { parameters } = overlay;
  if (parameters === undefined && places.length > 0) {
    source.report(
      group,
      `${name} takes parameters: name their type (operations['${name}'].parameters).`,
    );
  } else if (parameters !== undefined && places.length === 0) {
    source.report(group, `${name} takes no parameters: take out operations['${name}'].parameters.`);
  }
  const namespace = places.find(({ key }) => key === 'namespace')?.default;
  return {
    name,
    group,
    parameters,
    places,
    // An empty default is none: the server answers 400 to it.
    defaultNamespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
    answer: answerModel(source, group, operation, overlay),
    overlay,
  };
}

/** The interfaces of the groups; an operation is documented where its group is. */
function apiOverlays(
  { groups, report }: ModelSource,
  operations: readonly OperationModel[],
): ReadonlyMap<string, ApiOverlay> {
  for (const { name, group, overlay } of operations) {
    if (overlay.about === undefined || overlay.about === '') {
      report(group, `${name} has no documentation: add operations['${name}'].about.`);
    }
  }
  const apis = new Map<string, ApiOverlay>();
  for (const group of new Set(operations.map(operation => operation.group))) {
    const api = groups[group]?.api;
    if (api === undefined) report(group, `${group} has no interface: name and document it (api).`);
    else apis.set(group, api);
  }
  return apis;
}

/** The overlay of an operation: that whose name is the most of the operation's. */
function groupOf({ groups }: ModelSource, operation: string): string {
  const [first = ''] = operation.split('.');
  const candidates = Object.keys(groups).filter(group => operation.startsWith(`${group}.`));
  return candidates.toSorted((one, other) => other.length - one.length).at(0) ?? first;
}

function reportUnknownOperations(source: ModelSource, known: readonly OperationModel[]): void {
  for (const [group, { operations = {} }] of Object.entries(source.groups)) {
    for (const name of Object.keys(operations)) {
      const operation = known.find(candidate => candidate.name === name);
      if (operation === undefined) {
        source.report(group, `${name} is no operation of the contract and its table: take it out.`);
      } else if (operation.group !== group) {
        source.report(group, `${name} belongs into ${overlayFile(operation.group)}.`);
      }
    }
  }
}
