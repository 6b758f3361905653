import { always, flag, type GroupOverlay, object, sometimes, text } from './overlay.ts';

const hasAuthBridge = always(
  flag,
  'False where the agent has no AuthBridge; the answer has nothing else then.',
);

const notRunning = [
  "KagentiHttpError with the server's status, 404 also for an agent whose pods do not run yet",
];

export const agentsIdentity: GroupOverlay = {
  api: {
    name: 'AgentIdentityApi',
    about: 'Workload identity of agents, as the AuthBridge of each reports it.',
  },
  operations: {
    'agents.identity.config': {
      about:
        "Returns the configuration of an agent's AuthBridge; `{ AuthBridge: false }` if it has none. Without the feature flag every agent returns 404.",
      throws: notRunning,
      parameters: 'AgentParameters',
      answer: 'IdentityConfig',
    },
    'agents.identity.replaceConfig': {
      about:
        "Replaces the configuration of an agent's AuthBridge as a whole. It takes effect when the sidecar reloads it: `config` shows what the sidecar runs with, before and after. The server checks only that it is YAML. It also stores it for an agent that does not exist, and deleting the agent leaves it behind.",
      throws: [
        'KagentiHttpError: 400 for text that is not YAML, or a name or namespace that is not an RFC 1123 label, 422 for an empty text, 500 where Kubernetes refuses',
      ],
      repeatsInput: true,
      parameters: 'ReplaceIdentityConfigParameters',
      textBody: 'config',
      since: '2026-08-20',
      answer: 'ReplacedIdentityConfig',
    },
    'agents.identity.status': {
      about:
        "Counts what an agent's AuthBridge allowed and refused; `{ AuthBridge: false }` if it has none.",
      throws: notRunning,
      parameters: 'AgentParameters',
      answer: 'IdentityStatus',
    },
  },
  types: {
    ReplaceIdentityConfigParameters: {
      about: 'Parameters of `agents.identity.replaceConfig`.',
      extends: 'AgentParameters',
      fields: {
        config:
          'The whole new configuration, as YAML text. The server checks only that it is YAML, and rejects an empty one with 422.',
      },
    },
    ReplacedIdentityConfig: {
      about: "Result of replacing the configuration of an agent's AuthBridge.",
      fields: { status: always(text, '`ok`.') },
    },
    IdentityConfig: {
      about: "Configuration of an agent's AuthBridge; the contract leaves its shape open.",
      fields: {
        AuthBridge: hasAuthBridge,
        mode: sometimes(text, 'How it is placed in front of the agent.'),
        pipeline: sometimes(object, 'Inbound and outbound plugins, with their configuration.'),
      },
      others: 'What else AuthBridge sends: `tls_bridge` and others.',
    },
    IdentityStatus: {
      about: "Counters of an agent's AuthBridge, by reason; the contract leaves their shape open.",
      fields: {
        AuthBridge: hasAuthBridge,
        inbound_approvals: sometimes(object, 'Calls to the agent that were allowed.'),
        inbound_denials: sometimes(object, 'Calls to the agent that were denied.'),
        outbound_approvals: sometimes(object, 'Calls of the agent that were allowed.'),
        outbound_denials: sometimes(object, 'Calls of the agent that were denied.'),
        outbound_replace_tokens: sometimes(
          object,
          'Calls of the agent that were sent with an exchanged token.',
        ),
      },
      others: 'What else AuthBridge sends.',
    },
  },
};
