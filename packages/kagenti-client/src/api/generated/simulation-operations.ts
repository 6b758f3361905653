// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath } from '../../operations/parameter-place.ts';
import { fields, flag, list, optional, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../no-parameters.ts';
import { noSimulatedToolDeleted } from '../operation-rules.ts';
import { resourceResultShape } from './resources-shapes.ts';
import type { ResourceResult } from './resources-types.ts';
import type {
  CreateSimulatedToolParameters,
  GenerationStatus,
  ReplaceDatabaseParameters,
  SimulatedToolParameters,
  SimulationDeleteResult,
  SimulationHealth,
  SimulationResult,
} from './simulation-types.ts';
import { authBridgeModeShape, envVarShape } from './workloads-shapes.ts';

const simulationHealthShape = fields<SimulationHealth>({ status: required(text) });

const simulationResultShape = fields<SimulationResult>({
  success: required(flag),
  name: required(text),
  namespace: required(text),
  message: required(text),
  status: required(text),
});

const generationStatusShape = fields<GenerationStatus>({
  status: required(text),
  reason: optional(text),
  mcpUrl: optional(text),
});

const simulationDeleteResultShape = fields<SimulationDeleteResult>({
  success: required(flag),
  name: required(text),
  namespace: required(text),
  message: required(text),
  deletedResources: required(list(text)),
});

/** What the client knows of `simulation.*`. */
export const simulationOperations = {
  'simulation.health': describeOperation<NoParameters, SimulationHealth>({
    parameters: {},
    answer: { shape: simulationHealthShape },
  }),
  'simulation.create': describeOperation<CreateSimulatedToolParameters, SimulationResult>({
    parameters: {
      namespace: inBody(required(names.namespace)),
      openapiSpec: inBody(required(text)),
      name: inBody(optional(names.simulatedTool)),
      envVars: inBody(optional(list(envVarShape))),
      storageSize: inBody(optional(text)),
      spireEnabled: inBody(optional(flag)),
      authBridgeEnabled: inBody(optional(flag)),
      authBridgeMode: inBody(optional(authBridgeModeShape)),
    },
    repeatsInput: true,
    answer: { shape: simulationResultShape },
  }),
  'simulation.generationStatus': describeOperation<SimulatedToolParameters, GenerationStatus>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.simulatedTool)),
    },
    answer: { shape: generationStatusShape },
  }),
  'simulation.stop': describeOperation<SimulatedToolParameters, SimulationResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.simulatedTool)),
    },
    answer: { shape: simulationResultShape },
  }),
  'simulation.start': describeOperation<SimulatedToolParameters, SimulationResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.simulatedTool)),
    },
    answer: { shape: simulationResultShape },
  }),
  'simulation.reset': describeOperation<SimulatedToolParameters, ResourceResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.simulatedTool)),
    },
    answer: { shape: resourceResultShape },
  }),
  'simulation.delete': describeOperation<SimulatedToolParameters, SimulationDeleteResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.simulatedTool)),
    },
    answer: { shape: simulationDeleteResultShape },
    whenGone: noSimulatedToolDeleted,
  }),
  'simulation.replaceDatabase': describeOperation<ReplaceDatabaseParameters, ResourceResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.simulatedTool)),
      database: inBody(required(text)),
    },
    repeatsInput: true,
    answer: { shape: resourceResultShape },
  }),
} satisfies DescriptorTable;
