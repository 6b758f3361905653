import { agentUrl } from '../agent-url.ts';
import { ok, Refusal } from '../answer.ts';
import type { ChatMessage } from '../chat/chat-message.ts';
import { textField } from '../fields.ts';
import { isDnsLabel } from '../kubernetes/dns-label.ts';
import type { BackendParts, OperationCall, OperationHandlers } from '../operation-handler.ts';
import type { Workload } from '../workload.ts';
import { placeOf } from './place.ts';

/** The discard port (RFC 863): an agent whose Service has it is down, as in the recordings. */
const deadPort = 9;

/** `chat.*` */
export const chatOperations: OperationHandlers = {
  'chat.agentCard': (call, { state }) => {
    const { url, agent } = addressee(call, state);
    const reached = agent ?? refuse(503, `Failed to connect to agent at ${url}`);
    return ok({
      name: reached.name,
      description: reached.description,
      version: '1.0.0',
      url: `${url}/`,
      streaming: true,
      skills: [
        {
          id: 'echo',
          name: 'Echo',
          description: 'Repeats what it hears',
          examples: ['Is anybody there?'],
        },
      ],
    });
  },

  'chat.send': (call, { state, chat }) => {
    const { url, agent } = addressee(call, state);
    const reached = agent ?? refuse(503, `Failed to connect to agent at ${url}`);
    return chat.send(messageOf(call, reached, url), call.callerLeft);
  },

  'chat.stream': (call, { state, chat }) => {
    const { url, agent } = addressee(call, state);
    const reached = agent ?? refuse(503, 'Cannot connect to agent');
    return chat.stream(messageOf(call, reached, url));
  },
};

/** Where a chat goes; without an agent where nobody listens. */
function addressee(
  call: OperationCall,
  state: BackendParts['state'],
): { url: string; agent: Workload | undefined } {
  const { namespace, name } = placeOf(call);
  if (!isDnsLabel(namespace) || !isDnsLabel(name)) {
    throw new Refusal(400, 'Invalid agent name or namespace');
  }
  const agent = state.agents.find(namespace, name);
  // A Job has no Service by which it could be reached.
  const listens = agent?.workloadType !== 'job' && agent?.ports[0]?.port !== deadPort;
  return { url: agentUrl(namespace, name, agent), agent: listens ? agent : undefined };
}

function messageOf({ body, account }: OperationCall, agent: Workload, url: string): ChatMessage {
  return {
    agentName: agent.name,
    agentUrl: url,
    text: textField(body, 'message') ?? '',
    sessionId: textField(body, 'session_id'),
    username: account?.username ?? 'guest',
    clientId: account?.clientId,
    audience: account?.audience,
  };
}

function refuse(status: number, detail: string): never {
  throw new Refusal(status, detail);
}
