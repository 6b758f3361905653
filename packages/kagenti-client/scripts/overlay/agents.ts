import { type GroupOverlay, list, slow, type } from './overlay.ts';
import { listAll, verifiable, waitForReady } from './shared-texts.ts';

export const agents: GroupOverlay = {
  api: {
    name: 'AgentsApi',
    about: 'Agents.',
    byHand: [
      listAll('agents', 'AgentSummary'),
      waitForReady('agent', {
        polls:
          '`get`, and `list` for an agent that is being built, which `get` does not return yet',
        more: 'A Job is ready when it has completed.',
      }),
    ],
  },
  operations: {
    'agents.list': {
      about:
        'Lists the agents of a namespace; Kagenti has no pages. The list contains an agent that is being built, and leaves out one that is built but not finalized. It is empty for a namespace that does not exist.',
      parameters: 'AgentsListParameters',
      listsAgents: true,
    },
    'agents.create': {
      about:
        "Creates an agent from an image, or starts its build from source. A build continues after the answer: `agents.builds.waitFor` waits for it and creates the agent. A build from source replaces one of the same name. Anyone who may register an agent can collect the account's token in chat.",
      throws: [
        "KagentiHttpError: 400 without the `gitUrl` or `containerImage` that the method needs, 404 for a namespace that does not exist, and with `missing: 'context'` for a context that does not exist, 409 if the name is taken, 422 for invalid values, without `fields` where Kubernetes refuses the name",
      ],
      parameters: 'CreateAgentParameters',
      copiesStatus: 'contexts',
      repeatsInput: true,
    },
    'agents.get': {
      about: 'Returns one agent.',
      throws: [
        "KagentiHttpError with the server's status, 404 also for an agent that is listed but still being built, or built and not finalized",
      ],
      parameters: 'AgentParameters',
      answer: 'AgentDetail',
    },
    'agents.delete': {
      about:
        'Deletes an agent with everything that belongs to it, including builds. Deleting an agent that does not exist succeeds with an empty message, and so does a delete that Kubernetes refused: `verify: true` polls until the agent and its build are gone.',
      ...verifiable,
      parameters: 'AgentParameters',
      whenGone: 'nothingDeleted',
    },
    'agents.routeStatus': {
      about:
        'Returns whether an agent can be reached from outside the cluster; false also for one that does not exist.',
      parameters: 'AgentParameters',
      answer: 'RouteStatus',
    },
    'agents.parseEnv': {
      about:
        'Reads environment variables from a text, and changes nothing. `warnings` reports lines that are not variables.',
      parameters: 'ParseEnvParameters',
      repeatsInput: true,
    },
    'agents.fetchEnv': {
      ...slow,
      about:
        'Has the server fetch a file of environment variables; `parseEnv` reads it. The backend of November 2026 refuses private addresses, but not a host name that resolves to 0.0.0.0.',
      throws: [
        "KagentiHttpError: 400 for an address that is private or neither http nor https, the file server's own status, 500 for more than 1 MB, 502 if the host cannot be reached",
      ],
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
