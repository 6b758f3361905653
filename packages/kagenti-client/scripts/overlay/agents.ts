import { type GroupOverlay, list, slow, type } from './overlay.ts';

export const agents: GroupOverlay = {
  operations: {
    'agents.list': { parameters: 'AgentsListParameters', listsAgents: true },
    'agents.create': {
      parameters: 'CreateAgentParameters',
      copiesStatus: 'contexts',
      repeatsInput: true,
    },
    'agents.get': { parameters: 'AgentParameters', answer: 'AgentDetail' },
    'agents.delete': { parameters: 'AgentParameters', whenGone: 'nothingDeleted' },
    'agents.routeStatus': { parameters: 'AgentParameters', answer: 'RouteStatus' },
    'agents.parseEnv': { parameters: 'ParseEnvParameters', repeatsInput: true },
    'agents.fetchEnv': {
      ...slow,
      parameters: 'FetchEnvParameters',
      copiesStatus: true,
      repeatsInput: true,
    },
  },
  types: {
    AgentsListParameters: {
      about: 'Parameters of `agents.list`.',
      fields: { namespace: 'Namespace whose agents are listed.' },
    },
    AgentParameters: { about: 'One agent.', names: { name: 'agent' } },
    CreateAgentParameters: {
      about: 'Parameters of `agents.create`.',
      names: {
        name: 'agent',
        skills: 'skillOfAgent',
        mcpToolName: 'mcpToolOfAgent',
        llmPreset: 'model',
        llmModel: 'model',
        registrySecret: 'pushSecret',
        imagePullSecret: 'pullSecret',
      },
      fields: {
        name: 'Its name, an RFC 1123 label: lower-case letters, digits and hyphens.',
        namespace: 'Namespace that it is created in.',
        protocol: 'Protocol that it speaks.',
        framework: 'Framework that it is written in.',
        envVars: 'Environment variables of its container.',
        skills:
          "Skills that it is given, by resource name. Rejected with 400 where the server's flag `skills` is off.",
        mcpToolName: 'MCP tool that it uses.',
        llmPreset: "One of the server's presets of a language model.",
        llmModel: 'Language model that it uses.',
        workloadType: '`deployment`, `statefulset` or `job`.',
        deploymentMethod: '`source`: build it from `gitUrl`. `image`: run `containerImage`.',
        gitUrl: 'Repository to build from; required for `source`.',
        gitPath: 'Folder in the repository. Empty: its root.',
        gitBranch: 'Branch or tag to build.',
        imageTag: 'Tag of the image that is built.',
        registryUrl: "Registry that the image is pushed to. Default: the server's own.",
        registrySecret: 'Secret with the credentials for that registry.',
        startCommand: "Command that starts it, instead of the image's.",
        containerImage: 'Image to run; required for `image`.',
        imagePullSecret: 'Secret with the credentials for pulling the image.',
        servicePorts: 'Ports of its Service. Default: one, `http`.',
        createHttpRoute: 'Create a route from outside the cluster.',
        authBridgeEnabled: 'Put AuthBridge in front of it.',
        spireEnabled: 'Use a SPIRE identity.',
        authBridgeMode: 'How AuthBridge is placed in front of it. Default: the server chooses.',
        mtlsMode: 'Whether its peers must present a certificate. Default: the server chooses.',
        tlsBridgeEnabled:
          'Have AuthBridge open outbound TLS. Only with the mode `proxy-sidecar` or `lite`.',
        outboundPortsExclude: 'Outbound ports that AuthBridge leaves alone, separated by commas.',
        inboundPortsExclude: 'Inbound ports that AuthBridge leaves alone, separated by commas.',
        defaultOutboundPolicy:
          'What AuthBridge does with calls to a host without a route. Default: the server chooses.',
        outboundRoutes: 'Hosts for which AuthBridge exchanges the token for a host-specific one.',
        persistentStorage: 'Its volume; for a `statefulset`.',
        contexts:
          'Contexts that it mounts; for a `statefulset`. Needs `contextService`. A backend from before 2026-08-20 ignores it.',
        shipwrightConfig: 'How its image is built; for `source`.',
        k8sResourceLimits:
          'Resource limits of its container: `{ cpu, memory }`. Replaces the defaults (500m, 1Gi) as a whole; `{}` for none.',
        k8sResourceRequests:
          'Resource requests of its container: `{ cpu, memory }`. Replaces the defaults (100m, 256Mi) as a whole; `{}` for none.',
      },
    },
    ParseEnvParameters: {
      about: 'Parameters of `agents.parseEnv`.',
      fields: { content: 'Text of a file of environment variables, one `NAME=value` a line.' },
    },
    FetchEnvParameters: {
      about: 'Parameters of `agents.fetchEnv`.',
      fields: { url: 'URL of the file: http or https, on a public host, at most 1 MB.' },
    },
    AgentSummary: {
      about: 'One line of a list of agents.',
      of: ['AgentSummary'],
      is: 'ResourceSummary',
    },
    AgentDetail: {
      about: 'An agent as Kubernetes has it; the contract leaves its shape open.',
      is: 'ResourceDetail',
    },
    ParsedEnv: {
      about: 'Environment variables that were read from a text, ready to pass to `agents.create`.',
      of: ['ParseEnvResponse'],
      fields: {
        envVars: { shape: list(type('EnvVar')), about: 'The variables, in order.' },
        warnings: 'What was left out or is doubtful, line by line, in the words of the server.',
      },
    },
    FetchedEnv: {
      about: 'A file that the server fetched.',
      of: ['FetchEnvUrlResponse'],
      fields: { content: 'Its text.', url: 'Where it came from.' },
    },
  },
};
