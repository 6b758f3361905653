import type { GroupOverlay } from './overlay.ts';

export const toolsBuilds: GroupOverlay = {
  operations: {
    'tools.builds.list': { parameters: 'BuildsListParameters', problem: 'oneNamespaceOrAll' },
    'tools.builds.info': { parameters: 'ToolParameters' },
    'tools.builds.start': { parameters: 'ToolParameters', answer: 'StartedBuild' },
    'tools.builds.finalize': { parameters: 'FinalizeToolParameters', repeatsInput: true },
  },
  types: {
    FinalizeToolParameters: {
      about:
        'Parameters of `tools.builds.finalize`. What is given overrides what `tools.create` was given; the rest comes from there, except the workload type.',
      extends: 'ToolParameters',
      aboutFrom: 'FinalizeAgentParameters',
      fields: {
        protocol: 'Transport that it speaks.',
        workloadType:
          '`deployment` or `statefulset`. Default: `deployment`, even where `tools.create` was given another one.',
        persistentStorage: 'Its volume; for a `statefulset`.',
      },
    },
    ToolBuildInfo: {
      about: 'A build of a tool with its latest run.',
      of: ['ToolShipwrightBuildInfoResponse'],
      extends: 'BuildInfo',
      fields: {
        toolConfig:
          'What `tools.builds.finalize` creates the tool from, unless it is given other values.',
      },
    },
  },
};
