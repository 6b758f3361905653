import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import {
  type ChatEvent,
  type KagentiError,
  KagentiHttpError,
  KagentiStreamError,
  KagentiTimeoutError,
} from '@rhdh-boost/kagenti-client';
import { audienceCommands, audiencesOf } from '../agent-audience.ts';
import { type ChosenAgent, chosenAgent, noAgentChosen } from '../chosen-agent.ts';
import { withKagenti } from '../kagenti-calls.ts';
import { keycloakAccount } from '../kcadm.ts';
import type { Finding, Step, StepContext, StepOutcome } from '../step.ts';
import { missingAudience } from './audience.ts';

/** The message that is sent; it is always the same, and names its sender for whoever reads the agent's log. */
const doctorMessage =
  'This is boost doctor, which checks that replies arrive. Please answer with one short word.';

/** How long the reply may take to begin, in milliseconds. */
const beginMs = 60_000;

/** After how long the reply is not read any more, in milliseconds: an agent may work for an hour. */
const longestReplyMs = 120_000;

/** Whether a message to the default agent is answered, and the reply arrives piece by piece and ends well. */
export const streamStep: Step = {
  id: 'stream',
  title: 'Chat stream',
  needs: ['roles', 'agent', 'audience'],
  timeoutMs: 180_000,
  async run(context) {
    if (!context.chat) return { skipped: '--no-chat' };
    const agent = chosenAgent(context);
    if (agent === undefined) return { skipped: noAgentChosen };
    const { namespace, name } = agent;
    context.progress(`Waiting for a reply of ${namespace}/${name}`);
    return withKagenti(
      context,
      async kagenti => {
        const reply = new ReceivedReply();
        const stream = kagenti.chat.stream(
          { namespace, name, message: doctorMessage },
          { signal: context.signal, maxRetries: 0, timeoutMs: beginMs },
        );
        for await (const event of stream) {
          reply.add(event);
          if (reply.isLong()) break;
        }
        return reply.judge(`${namespace}/${name}`);
      },
      error => explain(error, context, agent),
    );
  },
};

/** What came of a reply, and when. Its text is neither kept nor printed. */
class ReceivedReply {
  readonly #startedAt = performance.now();
  readonly #arrivals: number[] = [];
  #hasContent = false;
  #question: 'inputRequired' | 'authRequired' | undefined;

  add(event: ChatEvent): void {
    // A session is made by the client, and is no event of the agent.
    if (event.type === 'session') return;
    this.#arrivals.push(performance.now() - this.#startedAt);
    if (event.type === 'text' || event.type === 'artifact') this.#hasContent = true;
    if (event.type === 'status' && event.message !== undefined) this.#hasContent = true;
    if (event.type === 'inputRequired' || event.type === 'authRequired') {
      this.#question = event.type;
    }
  }

  /** Whether it has lasted so long that its end is not awaited. */
  isLong(): boolean {
    return (this.#arrivals.at(-1) ?? 0) > longestReplyMs;
  }

  /**
   * Times do not show whether a proxy held the reply back: Kagenti's events have none, and an agent that starts late and
   * answers quickly results in the same times.
   */
  judge(agent: string): StepOutcome {
    const first = this.#arrivals[0] ?? 0;
    const last = this.#arrivals.at(-1) ?? 0;
    const hasAnswer = this.#hasContent || this.#question !== undefined;
    const isLong = this.isLong();
    const findings = isLong ? [longReply(agent)] : hasAnswer ? [] : [emptyReply(agent)];
    const asked = this.#question === undefined ? '' : ', which ended in a question of the agent';
    return {
      summary: `a reply of ${agent} in ${seconds(last)}, the first event after ${seconds(first)}${asked}`,
      findings,
      details: {
        events: this.#arrivals.length,
        firstEventMs: Math.round(first),
        totalMs: Math.round(last),
        question: this.#question ?? null,
      },
    };
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function longReply(agent: string): Finding {
  return {
    severity: 'warning',
    code: 'reply_without_end',
    message: `The reply of ${agent} still arrived after ${seconds(longestReplyMs)}, so its end was not awaited.`,
    remedy: 'If the agent should have answered by then, check its log: it may repeat itself.',
  };
}

function emptyReply(agent: string): Finding {
  return {
    severity: 'warning',
    code: 'empty_reply',
    message: `The reply of ${agent} ended without any text. Kagenti ends it so when the agent answers with something else than an event stream.`,
    remedy:
      "Check the agent's log. Its A2A server must answer message/stream with text/event-stream.",
  };
}

function explain(
  error: KagentiError,
  context: StepContext,
  agent: ChosenAgent,
): Finding | undefined {
  const fullName = `${agent.namespace}/${agent.name}`;
  if (KagentiHttpError.isInstance(error)) return explainStatus(error, context, agent);
  if (KagentiTimeoutError.isInstance(error)) {
    return {
      severity: 'error',
      code: error.clock === 'idle' ? 'reply_stalled' : 'no_reply',
      message:
        error.clock === 'idle'
          ? `The reply of ${fullName} began, and then nothing more arrived.`
          : `No reply of ${fullName} began within ${seconds(beginMs)}.`,
      remedy: "Check the agent's log, and whether its model answers.",
      isTemporary: true,
    };
  }
  if (KagentiStreamError.isInstance(error)) return explainStream(error, fullName);
  if (error.code === 'connection') {
    return {
      severity: 'error',
      code: 'reply_cut',
      message: `The connection broke during the reply of ${fullName}.`,
      remedy:
        'Raise the idle timeout of the proxies between Boost and Kagenti above the pauses of the agent.',
      isTemporary: true,
    };
  }
  return undefined;
}

function explainStream({ reason }: KagentiStreamError, fullName: string): Finding {
  if (reason === 'agent') {
    return {
      severity: 'error',
      code: 'agent_failed',
      message: `The agent ${fullName} reported that it failed.`,
      remedy: "Check the agent's log, and the address and the key of its model.",
    };
  }
  if (reason === 'truncated') {
    return {
      severity: 'error',
      code: 'reply_cut',
      message: `The reply of ${fullName} ended before it was complete.`,
      remedy:
        'Check the timeouts of the proxies between Boost and Kagenti, and whether the agent restarted.',
      isTemporary: true,
    };
  }
  return {
    severity: 'error',
    code: 'not_a_stream',
    message: `What arrived as the reply of ${fullName} is not a stream of Kagenti.`,
    remedy:
      'Check what the proxies in front of Kagenti do with POST requests of /api/v1/chat: they must pass text/event-stream through unchanged.',
  };
}

function explainStatus(
  error: KagentiHttpError,
  { configuration, facts }: StepContext,
  agent: ChosenAgent,
): Finding | undefined {
  const { status, fromAgent, requiredRoles } = error;
  const fullName = `${agent.namespace}/${agent.name}`;
  if (status === 401 && fromAgent) {
    const account = keycloakAccount(configuration);
    const claims = (facts.token && jwtClaims(facts.token.value)) ?? {};
    const commands = account && audienceCommands(account, agent);
    return missingAudience(fullName, audiencesOf(claims), undefined, commands);
  }
  if (status === 403 && requiredRoles !== undefined) {
    return {
      severity: 'error',
      code: 'chat_forbidden',
      message: `Kagenti does not let the account chat: it requires the role ${requiredRoles.join(' or ')}.`,
      remedy: 'Give the service account this role, as the step "Roles" describes.',
    };
  }
  if (status === 503) {
    return {
      severity: 'error',
      code: 'agent_unreachable',
      message: `Kagenti could not reach the agent ${fullName} (503).`,
      remedy: 'Check that its pod runs and listens on the port of its Service.',
      isTemporary: true,
    };
  }
  return undefined;
}
