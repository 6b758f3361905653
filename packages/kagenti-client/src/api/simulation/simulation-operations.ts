import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath } from '../../operations/parameter-place.ts';
import { fields, flag, list, optional, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../common/no-parameters.ts';
import type { ResourceResult } from '../common/resource-answers.ts';
import { nothingDeleted, resourceResult, resultMembers } from '../common/resource-shapes.ts';
import * as workload from '../common/workload-shapes.ts';
import type {
  GenerationStatus,
  SimulationDeleteResult,
  SimulationHealth,
  SimulationResult,
} from './simulation-answers.ts';
import type {
  CreateSimulatedToolParameters,
  ReplaceDatabaseParameters,
  SimulatedToolParameters,
} from './simulation-parameters.ts';

const tool = {
  namespace: inPath(required(names.namespace)),
  name: inPath(required(names.simulatedTool)),
};

const lifecycle = {
  shape: fields<SimulationResult>({ ...resultMembers, status: required(text) }),
};

export const simulationOperations = {
  'simulation.health': describeOperation<NoParameters, SimulationHealth>({
    parameters: {},
    answer: { shape: fields<SimulationHealth>({ status: required(text) }) },
  }),
  'simulation.create': describeOperation<CreateSimulatedToolParameters, SimulationResult>({
    parameters: {
      namespace: inBody(required(names.namespace)),
      openapiSpec: inBody(required(text)),
      name: inBody(optional(names.simulatedTool)),
      envVars: inBody(optional(workload.envVars)),
      storageSize: inBody(optional(text)),
      spireEnabled: inBody(optional(flag)),
      authBridgeEnabled: inBody(optional(flag)),
      authBridgeMode: inBody(optional(workload.authBridgeMode)),
    },
    answer: lifecycle,
  }),
  'simulation.generationStatus': describeOperation<SimulatedToolParameters, GenerationStatus>({
    parameters: tool,
    answer: {
      shape: fields<GenerationStatus>({
        status: required(text),
        reason: optional(text),
        mcpUrl: optional(text),
      }),
    },
  }),
  'simulation.stop': describeOperation<SimulatedToolParameters, SimulationResult>({
    parameters: tool,
    answer: lifecycle,
  }),
  'simulation.start': describeOperation<SimulatedToolParameters, SimulationResult>({
    parameters: tool,
    answer: lifecycle,
  }),
  'simulation.reset': describeOperation<SimulatedToolParameters, ResourceResult>({
    parameters: tool,
    answer: resourceResult,
  }),
  'simulation.delete': describeOperation<SimulatedToolParameters, SimulationDeleteResult>({
    parameters: tool,
    answer: {
      shape: fields<SimulationDeleteResult>({
        ...resultMembers,
        deletedResources: required(list(text)),
      }),
    },
    whenGone: ({ namespace, name }) => ({
      ...nothingDeleted(),
      name,
      namespace,
      deletedResources: [],
    }),
  }),
  'simulation.replaceDatabase': describeOperation<ReplaceDatabaseParameters, ResourceResult>({
    parameters: { ...tool, database: inBody(required(text)) },
    answer: resourceResult,
  }),
} satisfies DescriptorTable;
