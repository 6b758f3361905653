import type { GroupOverlay } from './overlay.ts';
import { oneOrAll, registeredBuilds, waitForBuild, withoutBuild } from './shared-texts.ts';

export const toolsBuilds: GroupOverlay = {
  api: {
    name: 'ToolBuildsApi',
    about:
      'Builds of tools from source. `tools.create` starts one, `finalize` creates the tool from it.',
    byHand: [waitForBuild('tool')],
  },
  operations: {
    'tools.builds.list': {
      ...oneOrAll,
      about: `Lists the builds of tools in a namespace, or with \`allNamespaces\` in every one. ${registeredBuilds}`,
      parameters: 'BuildsListParameters',
    },
    'tools.builds.info': {
      about:
        "Returns a tool's build with its latest run, and what `finalize` creates the tool from.",
      throws: [withoutBuild('a tool')],
      parameters: 'ToolParameters',
    },
    'tools.builds.start': {
      about: "Runs a tool's build again, for example after a failure.",
      throws: [withoutBuild('a tool')],
      parameters: 'ToolParameters',
      answer: 'StartedBuild',
    },
    'tools.builds.finalize': {
      about:
        "Creates the tool from a build that succeeded; until then the built tool cannot be read. A tool that was created as a statefulset becomes a deployment unless `workloadType` is given here. Finalizing again returns 409, whereas an agent's succeeds.",
      throws: [
        'KagentiHttpError: 400 while the build has not succeeded, 404 for a tool without a build, 409 if it is finalized already',
      ],
      parameters: 'FinalizeToolParameters',
      repeatsInput: true,
    },
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
