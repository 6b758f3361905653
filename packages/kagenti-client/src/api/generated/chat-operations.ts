// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath } from '../../operations/parameter-place.ts';
import {
  fields,
  flag,
  list,
  object,
  optional,
  required,
  session,
  text,
} from '../../shapes/shape.ts';
import { agentIsWhole } from '../operation-rules.ts';
import type { AgentCard, ChatAgentParameters, ChatParameters, ChatReply } from './chat-types.ts';

const agentCardShape = fields<AgentCard>({
  name: required(text),
  description: optional(text),
  version: required(text),
  url: required(text),
  streaming: optional(flag),
  skills: optional(list(object)),
});

const chatReplyShape = fields<ChatReply>({
  content: required(text),
  session_id: required(text),
  is_complete: optional(flag),
  username: optional(text),
});

/** What the client knows of `chat.*`. */
export const chatOperations = {
  'chat.agentCard': describeOperation<ChatAgentParameters, AgentCard>({
    parameters: {
      namespace: inPath(optional(names.namespace)),
      name: inPath(optional(names.agent)),
    },
    copiesStatus: true,
    repeatsInput: true,
    problem: agentIsWhole,
    answer: { shape: agentCardShape },
  }),
  'chat.send': describeOperation<ChatParameters, ChatReply>({
    parameters: {
      namespace: inPath(optional(names.namespace)),
      name: inPath(optional(names.agent)),
      message: inBody(required(text)),
      sessionId: inBody(optional(session, 'session_id')),
    },
    repeatsInput: true,
    defaultTimeouts: { headersMs: 75000, totalMs: 90000 },
    holdsSession: true,
    problem: agentIsWhole,
    answer: { shape: chatReplyShape },
  }),
  'chat.stream': describeOperation<ChatParameters, never>({
    parameters: {
      namespace: inPath(optional(names.namespace)),
      name: inPath(optional(names.agent)),
      message: inBody(required(text)),
      sessionId: inBody(optional(session, 'session_id')),
    },
    repeatsInput: true,
    holdsSession: true,
    problem: agentIsWhole,
    answer: {},
  }),
} satisfies DescriptorTable;
