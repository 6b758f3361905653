import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inPath } from '../../operations/parameter-place.ts';
import { fields, flag, object, optional, required, text } from '../../shapes/shape.ts';
import type { IdentityConfig, IdentityStatus } from './agent-identity-answers.ts';
import type { AgentParameters } from './agents-parameters.ts';

const agent = {
  namespace: inPath(required(names.namespace)),
  name: inPath(required(names.agent)),
};

export const agentIdentityOperations = {
  'agents.identity.config': describeOperation<AgentParameters, IdentityConfig>({
    parameters: agent,
    answer: {
      shape: fields<IdentityConfig>({
        AuthBridge: required(flag),
        mode: optional(text),
        pipeline: optional(object),
      }),
    },
  }),
  'agents.identity.status': describeOperation<AgentParameters, IdentityStatus>({
    parameters: agent,
    answer: {
      shape: fields<IdentityStatus>({
        AuthBridge: required(flag),
        inbound_approvals: optional(object),
        inbound_denials: optional(object),
        outbound_approvals: optional(object),
        outbound_denials: optional(object),
        outbound_replace_tokens: optional(object),
      }),
    },
  }),
} satisfies DescriptorTable;
