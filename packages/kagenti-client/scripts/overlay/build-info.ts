import { always, flag, type GroupOverlay, text } from './overlay.ts';

/** Types that builds of agents and of tools share. */
export const buildInfo: GroupOverlay = {
  types: {
    BuildsListParameters: {
      about: 'Parameters of the lists of builds: one namespace, or all of them.',
      fields: {
        namespace: 'Namespace whose builds are listed.',
        allNamespaces:
          'List the builds of every namespace. Refused where the client may use some namespaces only.',
      },
    },
    BuildSummary: {
      about: 'One line of a list of builds.',
      of: ['ShipwrightBuildListItem'],
      fields: {
        name: 'Name of the build, which is that of its agent or tool.',
        resourceType: '`agent` or `tool`.',
        registered:
          'Whether Shipwright accepted the build. The backend of November 2026 says true also for one that was rejected; `agents.builds.get` and the `info` of both kinds are right.',
        strategy: 'Its ClusterBuildStrategy.',
        gitUrl: 'Repository that it builds.',
        gitRevision: 'Branch, tag or commit that it builds.',
        contextDir: 'Folder in the repository.',
        outputImage: 'Image that it produces.',
        creationTimestamp: 'When it was created, as ISO 8601.',
      },
    },
    StartedBuild: {
      about: 'A build run that was started.',
      fields: {
        success: always(flag, 'True when it was started.'),
        buildRunName: always(text, 'Name of the run.'),
        namespace: always(text, 'Its namespace.'),
        buildName: always(text, 'Build that it runs.'),
        message: always(text, 'What was done, in the words of the server.'),
      },
    },
    BuildInfo: {
      about: 'A build with its latest run.',
      commonTo: ['AgentShipwrightBuildInfoResponse', 'ToolShipwrightBuildInfoResponse'],
      fields: {
        name: 'Name of the build, which is that of its agent or tool.',
        buildRegistered:
          'True when Shipwright accepted it; false also before Shipwright looked at it.',
        buildReason: "Why, as one word of Shipwright's; null before Shipwright looked at it.",
        buildMessage: 'Why, as text of Shipwright.',
        outputImage: 'Image that it produces.',
        strategy: 'Its ClusterBuildStrategy.',
        gitUrl: 'Repository that it builds.',
        gitRevision: 'Branch, tag or commit that it builds.',
        contextDir: 'Folder in the repository.',
        hasBuildRun: 'True when it was run.',
        buildRunName: 'Name of the latest run.',
        buildRunPhase: '`Pending` (no condition yet), `Running`, `Succeeded` or `Failed`.',
        buildRunStartTime: 'When the run started, as ISO 8601.',
        buildRunCompletionTime: 'When the run ended, as ISO 8601.',
        buildRunOutputImage: 'Image that the run produced.',
        buildRunOutputDigest: 'Digest of that image.',
        buildRunFailureMessage: 'Why the run failed.',
      },
    },
    BuildResourceConfig: {
      about:
        'What a build stores of the agent or tool that it was started for, without its workload type.',
      of: ['ResourceConfigFromBuild'],
      fields: {
        protocol: 'Protocol that it speaks.',
        framework: 'Framework that it is written in.',
        createHttpRoute: 'Whether it gets a route from outside the cluster.',
        registrySecret: 'Secret with the credentials for the registry.',
        envVars: 'Environment variables.',
        skills: 'Skills.',
        servicePorts: 'Ports of its Service.',
        k8sResourceLimits: 'Resource limits of its container.',
        k8sResourceRequests: 'Resource requests of its container.',
      },
    },
  },
};
