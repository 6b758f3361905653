import type { GroupOverlay } from './overlay.ts';
import { oneOrAll, registeredBuilds, waitForBuild, withoutBuild } from './shared-texts.ts';

const undecided =
  'the backend of November 2026 answers 500 before Shipwright has decided (registered `Unknown`)';

export const agentsBuilds: GroupOverlay = {
  api: {
    name: 'AgentBuildsApi',
    about:
      'Builds of agents from source. `agents.create` starts one, `finalize` creates the agent from it.',
    byHand: [
      waitForBuild(
        'agent',
        '; the backend of 2026-08-20 answers `finalize` with 500, which ends the wait after a minute',
      ),
    ],
  },
  operations: {
    'agents.builds.strategies': {
      about: 'Lists the strategies that a build can use; empty if none is installed.',
    },
    'agents.builds.list': {
      ...oneOrAll,
      about: `Lists the builds of agents in a namespace, or with \`allNamespaces\` in every one. ${registeredBuilds}`,
      parameters: 'BuildsListParameters',
    },
    'agents.builds.get': {
      about: "Returns whether Shipwright accepted an agent's build.",
      throws: [
        `KagentiHttpError: 404 for an agent without a build, such as one from an image; ${undecided}`,
      ],
      parameters: 'AgentParameters',
    },
    'agents.builds.run': {
      about: "Returns the latest run of an agent's build.",
      throws: ['KagentiHttpError, 404 for an agent without a build or a run'],
      parameters: 'AgentParameters',
    },
    'agents.builds.start': {
      about: "Runs an agent's build again, for example after a failure.",
      throws: [withoutBuild('an agent')],
      parameters: 'AgentParameters',
      answer: 'StartedBuild',
    },
    'agents.builds.info': {
      about:
        "Returns an agent's build with its latest run, and what `finalize` creates the agent from.",
      throws: [`KagentiHttpError: 404 for an agent without a build; ${undecided}`],
      parameters: 'AgentParameters',
    },
    'agents.builds.finalize': {
      about:
        'Creates the agent from a build that succeeded; until then no list contains it. Finalizing again succeeds and changes nothing, whereas a tool returns 409.',
      throws: [
        "KagentiHttpError: 400 while the build has not succeeded, 404 for an agent without a build or a run; the backend of 2026-08-20 answers 500 to every build that has succeeded. Create the agent from the image instead: `agents.create` with `deploymentMethod: 'image'` and the `outputImage` of `info` as `containerImage`",
      ],
      parameters: 'FinalizeAgentParameters',
      repeatsInput: true,
    },
  },
  types: {
    FinalizeAgentParameters: {
      about:
        'Parameters of `agents.builds.finalize`. What is given overrides what `agents.create` was given; the rest comes from there.',
      extends: 'AgentParameters',
      aboutFrom: 'CreateAgentParameters',
      fields: {
        skills: 'Skills that it is given, by resource name.',
        servicePorts: 'Ports of its Service.',
        authBridgeMode: 'How AuthBridge is placed in front of it.',
        mtlsMode: 'Whether its peers must present a certificate.',
        defaultOutboundPolicy: 'What AuthBridge does with calls to a host without a route.',
        persistentStorage: 'Its volume.',
        k8sResourceLimits: 'Resource limits of its container: `{ cpu, memory }`; `{}` for none.',
        k8sResourceRequests:
          'Resource requests of its container: `{ cpu, memory }`; `{}` for none.',
      },
    },
    AgentBuildInfo: {
      about: 'A build of an agent with its latest run.',
      of: ['AgentShipwrightBuildInfoResponse'],
      extends: 'BuildInfo',
      fields: {
        agentConfig:
          'What `agents.builds.finalize` creates the agent from, unless it is given other values.',
      },
    },
    BuildStatus: {
      about: 'Whether Shipwright accepted a build.',
      of: ['ShipwrightBuildStatusResponse'],
      fields: {
        registered: 'True when Shipwright accepted it; false also before Shipwright looked at it.',
        reason: "Why, as one word of Shipwright's; null before Shipwright looked at it.",
        message: 'Why, as text of Shipwright.',
      },
    },
    BuildCondition: {
      about: 'A condition of a run, as Kubernetes has them.',
      of: ['BuildStatusCondition'],
      fields: {
        type: 'What it is about: `Succeeded`.',
        status: '`True`, `False` or `Unknown`.',
        reason: 'Why, as one word.',
        message: 'Why, as text.',
        lastTransitionTime: 'When it last changed, as ISO 8601.',
      },
    },
    BuildRun: {
      about: 'The latest run of a build.',
      of: ['ShipwrightBuildRunStatusResponse'],
      fields: {
        buildName: 'Build that it runs.',
        phase:
          '`Pending`, `Running`, `Succeeded` or `Failed`. `Pending` means that no condition exists yet: what Shipwright itself calls pending is `Running` here.',
        startTime: 'When it started, as ISO 8601.',
        completionTime: 'When it ended, as ISO 8601.',
        outputImage: 'Image that it produced.',
        outputDigest: 'Digest of that image.',
        failureMessage: 'Why it failed.',
        conditions: 'Its conditions.',
      },
    },
    BuildStrategy: {
      about: 'A ClusterBuildStrategy.',
      of: ['ClusterBuildStrategyInfo'],
      fields: { description: 'What it does.' },
    },
    BuildStrategyList: {
      about: 'Strategies that a build can have.',
      of: ['ClusterBuildStrategiesResponse'],
      fields: { strategies: 'The strategies; empty where none is installed.' },
    },
  },
};
