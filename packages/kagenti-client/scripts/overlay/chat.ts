import { type GroupOverlay, slow } from './overlay.ts';

const withAgent = { defaultAgent: true, problem: 'agentIsWhole', repeatsInput: true } as const;

const sendErrors = [
  "KagentiError `session_refused` for another caller's session",
  "KagentiHttpError, marked `fromAgent` if the status is the agent's",
];

export const chat: GroupOverlay = {
  api: {
    name: 'ChatApi',
    about: "Chat with an agent. Kagenti passes the account's bearer token to the agent.",
  },
  operations: {
    'chat.agentCard': {
      ...withAgent,
      about: 'Returns what an agent can do. Kagenti passes no token to the agent for this.',
      throws: ['KagentiHttpError, 503 if the agent is down'],
      parameters: 'ChatAgentParameters',
      copiesStatus: true,
    },
    'chat.send': {
      ...withAgent,
      ...slow,
      about:
        'Sends a message and waits for the whole reply. Kagenti waits up to 60 s for the agent. It leaves out artifacts, and does not report that a task failed: `stream` reports both.',
      throws: sendErrors,
      parameters: 'ChatParameters',
      holdsSession: true,
    },
    'chat.stream': {
      ...withAgent,
      about:
        'Returns the reply to a message as it arrives. The message is sent when the stream is first read. `timeoutMs` bounds the time to the headers. Reading the stream throws the errors.',
      throws: [...sendErrors, 'KagentiStreamError if the stream does not end properly'],
      signature: { returns: 'ChatStream' },
      parameters: 'ChatParameters',
      holdsSession: true,
      answer: 'stream',
    },
  },
  types: {
    ChatAgentParameters: {
      about: "An agent to talk to. Without both parts the client's default agent is used.",
      names: { name: 'agent' },
    },
    ChatParameters: {
      about: 'A message to an agent.',
      extends: 'ChatAgentParameters',
      fields: {
        message: 'The message.',
        sessionId:
          'Session to continue, from an earlier answer of the same agent to the same caller. Where it is undefined, as in the answer of an agent that keeps no session, a new session starts.',
      },
    },
    AgentCard: {
      about: 'What an agent says about itself.',
      of: ['AgentCardResponse'],
      fields: {
        description: 'What it is for.',
        version: 'Its version.',
        url: 'Its URL inside the cluster.',
        streaming: 'True when it can stream.',
        skills: 'What it can do, as its A2A card says.',
      },
    },
    ChatReply: {
      about: 'A whole reply of `chat.send`.',
      of: ['ChatResponse'],
      fields: {
        content:
          "The agent's text. `No response from agent` where it answered in artifacts, which Kagenti leaves out.",
        session_id: 'Session to continue; valid for this caller and this agent alone.',
        is_complete: 'True even when the task failed or needs input.',
        username: 'The service account, as Kagenti identifies it.',
      },
    },
  },
};
