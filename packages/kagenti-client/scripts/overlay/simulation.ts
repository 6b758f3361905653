import type { GroupOverlay } from './overlay.ts';
import { wait } from './shared-texts.ts';

const notSimulated = [
  "KagentiHttpError with the server's status, 404 also for a tool that is not simulated",
];

export const simulation: GroupOverlay = {
  api: {
    name: 'SimulationApi',
    about:
      'Simulated tools: generated from an OpenAPI document, they only imitate its API. `tools.list` lists them too.',
    byHand: [
      wait({
        about: 'Waits until a simulated tool that was created, or started again, is ready.',
        polls: '`generationStatus`',
        more: 'A tool that is more than ten minutes old when it is started is reported as `Failed` until its pod answers; that may last five minutes. A tool that is stopped never becomes ready.',
        codes: '`generation_failed`',
        ends: '`generationStatus` throws',
        code: 'waitForReady(parameters: SimulatedToolParameters, options?: WaitOptions<GenerationProgress>): Promise<GenerationStatus>',
      }),
    ],
  },
  operations: {
    'simulation.health': { about: 'Returns whether the service behind simulated tools runs.' },
    'simulation.create': {
      about:
        'Starts to generate a simulated tool, which continues after the answer: `waitForReady` waits until it is ready.',
      throws: [
        'KagentiHttpError: 409 if the name is taken, 422 for a document that is not a JSON object or an invalid namespace',
      ],
      parameters: 'CreateSimulatedToolParameters',
      repeatsInput: true,
    },
    'simulation.generationStatus': {
      about:
        'Returns the progress of a simulated tool. A stopped tool and one that is still being generated have the same status.',
      throws: notSimulated,
      parameters: 'SimulatedToolParameters',
    },
    'simulation.stop': {
      about: 'Stops a simulated tool; its data is kept.',
      throws: notSimulated,
      parameters: 'SimulatedToolParameters',
    },
    'simulation.start': {
      about: 'Starts a simulated tool that was stopped; `waitForReady` waits until it is ready.',
      throws: notSimulated,
      parameters: 'SimulatedToolParameters',
    },
    'simulation.reset': {
      about: "Resets a simulated tool's session to its beginning.",
      throws: [
        'KagentiHttpError: 404 also for a tool that is not simulated, 409 for one that is not ready, 502 for one that was stopped',
      ],
      parameters: 'SimulatedToolParameters',
    },
    'simulation.delete': {
      about:
        'Deletes a simulated tool with its data. A tool that does not exist returns 404, whereas `tools.delete` succeeds.',
      parameters: 'SimulatedToolParameters',
      whenGone: 'noSimulatedToolDeleted',
    },
    'simulation.replaceDatabase': {
      about: 'Replaces the data of a simulated tool.',
      throws: [
        'KagentiHttpError: 409 for a tool that is not ready or is being called, 422 for data that is not a JSON object or does not fit the schema (`detail` names the place), 502 for a tool that was stopped',
      ],
      parameters: 'ReplaceDatabaseParameters',
      repeatsInput: true,
    },
  },
  types: {
    SimulatedToolParameters: { about: 'One simulated tool.', names: { name: 'simulatedTool' } },
    CreateSimulatedToolParameters: {
      about: 'Parameters of `simulation.create`.',
      names: { name: 'simulatedTool' },
      aboutFrom: 'CreateAgentParameters',
      fields: {
        openapiSpec: 'OpenAPI document of the API to simulate, as JSON text. YAML is rejected.',
        name: "Its name. Default: derived from the document's title.",
        envVars: 'Environment variables of its container, such as the key of a language model.',
        storageSize: 'Size of its volume as Kubernetes writes it.',
      },
    },
    ReplaceDatabaseParameters: {
      about: 'Parameters of `simulation.replaceDatabase`.',
      extends: 'SimulatedToolParameters',
      fields: {
        database:
          'The new data: a JSON object as text, `\'{"tasks":[]}\'`, that matches the schema of the tool.',
      },
    },
    SimulationHealth: {
      about: 'Whether the service behind simulated tools runs.',
      of: ['SimulationHealthResponse'],
      fields: { status: '`ok`.' },
    },
    SimulationResult: {
      about: 'Result of a change, and what the tool does now.',
      of: ['SimulationCreateResponse', 'SimulationLifecycleResponse'],
      extends: 'ResourceResult',
      fields: { status: '`Generating`, `Starting` or `Stopped`.' },
    },
    GenerationStatus: {
      about: 'How far the generation of a simulated tool is.',
      of: ['GenerationStatusResponse'],
      fields: {
        status:
          '`Generating`, `Ready`, `Failed` or `Error`. One that was stopped is `Generating`, and `Failed` when it is older than ten minutes.',
        reason: 'Why it failed; `generation_stalled` also for one that was stopped.',
        mcpUrl: 'URL of its MCP server inside the cluster, when it is ready.',
      },
    },
    SimulationDeleteResult: {
      about: 'Result of deleting a simulated tool.',
      of: ['SimulationDeleteResponse'],
      extends: 'ResourceResult',
      fields: { deletedResources: 'What was deleted, as `Kind/name`.' },
    },
  },
};
