import { names } from '../../operations/names.ts';
import {
  type DescriptorTable,
  describeOperation,
  type Given,
} from '../../operations/operation-descriptor.ts';
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
import type { AgentCard, ChatReply } from './chat-answers.ts';
import type { ChatAgentParameters, ChatParameters } from './chat-parameters.ts';

/** The client's configuration may name the agent. */
const agent = {
  namespace: inPath(optional(names.namespace)),
  name: inPath(optional(names.agent)),
};

const message = {
  ...agent,
  message: inBody(required(text)),
  sessionId: inBody(optional(session, 'session_id')),
};

/** The default agent stands in for one that is not named, never for half of one. */
function agentIsWhole({ namespace, name }: Given): string | undefined {
  return isGiven(namespace) && isGiven(name)
    ? undefined
    : 'give namespace and name of the agent, or a default agent for the client (boost.providers.kagenti.defaultAgent)';
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export const chatOperations = {
  'chat.agentCard': describeOperation<ChatAgentParameters, AgentCard>({
    parameters: agent,
    copiesStatus: true,
    problem: agentIsWhole,
    answer: {
      shape: fields<AgentCard>({
        name: required(text),
        description: optional(text),
        version: required(text),
        url: required(text),
        streaming: optional(flag),
        skills: optional(list(object)),
      }),
    },
  }),
  'chat.send': describeOperation<ChatParameters, ChatReply>({
    parameters: message,
    problem: agentIsWhole,
    holdsSession: true,
    answer: {
      shape: fields<ChatReply>({
        content: required(text),
        session_id: required(text),
        is_complete: optional(flag),
        username: optional(text),
      }),
    },
  }),
  'chat.stream': describeOperation<ChatParameters, never>({
    parameters: message,
    problem: agentIsWhole,
    holdsSession: true,
    answer: {},
  }),
} satisfies DescriptorTable;
