import type { GroupOverlay } from './overlay.ts';

export const agentsBuilds: GroupOverlay = {
  operations: {
    'agents.builds.list': { parameters: 'BuildsListParameters', problem: 'oneNamespaceOrAll' },
    'agents.builds.get': { parameters: 'AgentParameters' },
    'agents.builds.run': { parameters: 'AgentParameters' },
    'agents.builds.start': { parameters: 'AgentParameters', answer: 'StartedBuild' },
    'agents.builds.info': { parameters: 'AgentParameters' },
    'agents.builds.finalize': { parameters: 'FinalizeAgentParameters', repeatsInput: true },
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
