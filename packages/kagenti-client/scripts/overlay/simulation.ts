import type { GroupOverlay } from './overlay.ts';

export const simulation: GroupOverlay = {
  operations: {
    'simulation.create': { parameters: 'CreateSimulatedToolParameters', repeatsInput: true },
    'simulation.generationStatus': { parameters: 'SimulatedToolParameters' },
    'simulation.stop': { parameters: 'SimulatedToolParameters' },
    'simulation.start': { parameters: 'SimulatedToolParameters' },
    'simulation.reset': { parameters: 'SimulatedToolParameters' },
    'simulation.delete': {
      parameters: 'SimulatedToolParameters',
      whenGone: 'noSimulatedToolDeleted',
    },
    'simulation.replaceDatabase': { parameters: 'ReplaceDatabaseParameters', repeatsInput: true },
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
