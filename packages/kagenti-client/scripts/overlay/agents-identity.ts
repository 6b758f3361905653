import { always, flag, type GroupOverlay, object, sometimes, text } from './overlay.ts';

const hasAuthBridge = always(
  flag,
  'False where the agent has no AuthBridge; the answer has nothing else then.',
);

export const agentsIdentity: GroupOverlay = {
  operations: {
    'agents.identity.config': { parameters: 'AgentParameters', answer: 'IdentityConfig' },
    'agents.identity.replaceConfig': {
      repeatsInput: true,
      parameters: 'ReplaceIdentityConfigParameters',
      textBody: 'config',
      since: '2026-08-20',
      answer: 'ReplacedIdentityConfig',
    },
    'agents.identity.status': { parameters: 'AgentParameters', answer: 'IdentityStatus' },
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
