// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath } from '../../operations/parameter-place.ts';
import { fields, flag, object, optional, required, text } from '../../shapes/shape.ts';
import type {
  IdentityConfig,
  IdentityStatus,
  ReplacedIdentityConfig,
  ReplaceIdentityConfigParameters,
} from './agents-identity-types.ts';
import type { AgentParameters } from './agents-types.ts';

const identityConfigShape = fields<IdentityConfig>({
  AuthBridge: required(flag),
  mode: optional(text),
  pipeline: optional(object),
});

const replacedIdentityConfigShape = fields<ReplacedIdentityConfig>({ status: required(text) });

const identityStatusShape = fields<IdentityStatus>({
  AuthBridge: required(flag),
  inbound_approvals: optional(object),
  inbound_denials: optional(object),
  outbound_approvals: optional(object),
  outbound_denials: optional(object),
  outbound_replace_tokens: optional(object),
});

/** What the client knows of `agents.identity.*`. */
export const agentsIdentityOperations = {
  'agents.identity.config': describeOperation<AgentParameters, IdentityConfig>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
    },
    answer: { shape: identityConfigShape },
  }),
  'agents.identity.replaceConfig': describeOperation<
    ReplaceIdentityConfigParameters,
    ReplacedIdentityConfig
  >({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
      config: inBody(required(text)),
    },
    textBody: 'config',
    repeatsInput: true,
    since: '2026-08-20',
    answer: { shape: replacedIdentityConfigShape },
  }),
  'agents.identity.status': describeOperation<AgentParameters, IdentityStatus>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
    },
    answer: { shape: identityStatusShape },
  }),
} satisfies DescriptorTable;
