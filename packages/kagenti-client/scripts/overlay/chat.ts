import { type GroupOverlay, slow } from './overlay.ts';

const withAgent = { defaultAgent: true, problem: 'agentIsWhole', repeatsInput: true } as const;

export const chat: GroupOverlay = {
  operations: {
    'chat.agentCard': {
      ...withAgent,
      parameters: 'ChatAgentParameters',
      copiesStatus: true,
    },
    'chat.send': {
      ...withAgent,
      ...slow,
      parameters: 'ChatParameters',
      holdsSession: true,
    },
    'chat.stream': {
      ...withAgent,
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
