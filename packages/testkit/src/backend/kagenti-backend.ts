import { FaultQueue, type FaultScript } from '../faults/fault-script.ts';
import { startLoopbackServer } from '../loopback-server.ts';
import { Authenticator } from './authentication/authenticator.ts';
import type { IntrospectionClient } from './authentication/introspection-check.ts';
import { BackendState } from './backend-state.ts';
import { ChatDesk } from './chat/chat-desk.ts';
import type { ReplyEnding, ReplyEvent } from './chat/reply-events.ts';
import type { StreamScript } from './chat/stream-script.ts';
import { checkBackendOptions } from './check-backend-options.ts';
import { checkOperation } from './check-operation.ts';
import { type ContextsControl, contextsControl } from './control/contexts-control.ts';
import { type DreamsControl, dreamsControl } from './control/dreams-control.ts';
import { type KubernetesControl, kubernetesControl } from './control/kubernetes-control.ts';
import { type McpControl, mcpControl } from './control/mcp-control.ts';
import { type SimulationControl, simulationControl } from './control/simulation-control.ts';
import { type SkillsControl, skillsControl } from './control/skills-control.ts';
import { allFeatures } from './features.ts';
import { Gate, type Hold } from './gate.ts';
import type { KagentiBackendOptions } from './kagenti-backend-options.ts';
import { McpServers } from './mcp/mcp-servers.ts';
import { reconcileBuilds } from './operations/reconcile-builds.ts';
import { newestPlatform } from './platform.ts';
import { PublishedFiles } from './published-files.ts';
import type { OpenRecord, RecordedRequest } from './recorded-request.ts';
import { requestListener } from './request-listener.ts';
import { plant } from './seeds.ts';
import { synchroniseSkills } from './skills/synchronise-skills.ts';

/** The chat of a backend, for tests. */
export interface KagentiChat {
  /**
   * Queues a stream, byte for byte: the next stream request that is let in gets it in place of the
   * agent's reply.
   *
   * @param options.times How many requests get it; 1 by default.
   * @throws TypeError for what is no script.
   */
  script(script: StreamScript, options?: { times?: number }): void;
  /**
   * Queues a reply of events, which are sent as Kagenti sends them, in the caller's session: the next stream
   * request that is let in gets it in place of the agent's reply.
   *
   * @param events The events in order, with pauses as `{ delayMs }`.
   * @param options.times How many requests get it; 1 by default.
   * @param options.ending How it ends; `done` by default.
   * @throws TypeError for what is no event, a misspelt field included, and for events after an error.
   */
  reply(events: readonly ReplyEvent[], options?: { times?: number; ending?: ReplyEnding }): void;
}

/** A Kagenti backend that runs in this process. */
export interface KagentiBackend {
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
  /** Every request so far, in the order of their arrival. */
  readonly requests: readonly RecordedRequest[];
  /**
   * What is to go wrong, by operation. A fault meets a request when it arrives, before its token is
   * looked at; one of a later phase lets it go on up to there.
   */
  readonly faults: FaultScript;
  /** How its agents reply. */
  readonly chat: KagentiChat;
  /** What happens in its Kubernetes: builds, pods, legacy agents, troubles. */
  readonly kubernetes: KubernetesControl;
  /** The MCP servers behind its tools. */
  readonly mcp: McpControl;
  /** The skill registries that it knows of, and its synchronisation with them. */
  readonly skills: SkillsControl;
  /** The Context Service behind it. */
  readonly contexts: ContextsControl;
  /** What its agents dream of. */
  readonly dreams: DreamsControl;
  /** What becomes of its simulated tools. */
  readonly simulation: SimulationControl;
  /** Files that it can fetch, over no network. */
  readonly web: {
    /** Puts a text at a URL, in place of one that is there; its host exists from then on. */
    publish(url: string, text: string): void;
  };
  /**
   * Makes the round that the real backend makes by itself every 30 seconds: each build that has succeeded
   * and has no workload is finalized. Whoever finalizes one later finds it done.
   */
  reconcileBuilds(): Promise<void>;
  /**
   * Holds requests at the door until they are let go, before their token is looked at: a token that is
   * revoked meanwhile is answered with 401 (with `tokenCheck: 'introspection'`).
   *
   * @param options.operation Only requests of this operation; all by default.
   */
  hold(options?: { operation?: string }): Hold;
  /** Ends the backend and every connection, also those that still wait. */
  stop(): Promise<void>;
  /** The same as `stop`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a Kagenti backend with the answers of a recorded real one, its resources in memory.
 *
 * @throws TypeError for an option that there is not, with the nearest that there is, for a value that it
 * cannot have, and when the options do not go together; the error of `listen` for a port that is taken.
 */
export async function startKagentiBackend(options: KagentiBackendOptions): Promise<KagentiBackend> {
  checkBackendOptions(options);
  const { identityProvider, namespaces = ['team1', 'team2'] } = options;
  const state = new BackendState(namespaces, {
    buildProgress: options.builds?.autoProgress,
    simulationProgress: options.simulation?.autoProgress,
  });
  const [firstNamespace] = namespaces;
  if (firstNamespace === undefined) {
    throw new TypeError("The option 'namespaces' is empty: name one, or leave it out");
  }
  plant(
    state,
    {
      agents: options.agents ?? [{ name: 'weather-agent', description: 'Tells the weather' }],
      tools: options.tools ?? [{ name: 'weather-tool', description: 'Weather over MCP' }],
    },
    firstNamespace,
  );
  const chat = new ChatDesk({
    chunkDelayMs: 30,
    sendTimeoutMs: 60_000,
    silenceTimeoutMs: 120_000,
    ...options.chat,
  });
  const requests: OpenRecord[] = [];
  const faults = new FaultQueue(checkOperation);
  const gate = new Gate();
  const authenticator = new Authenticator(identityProvider, introspectionClientOf(options));
  const { issuer } = identityProvider;
  const mcpServers = new McpServers(state);
  const publishedFiles = new PublishedFiles();
  const features = { ...allFeatures, ...options.features };
  const { release = newestPlatform.release } = options;
  const parts = { state, release, features, chat, issuer, mcpServers, publishedFiles };
  const server = await startLoopbackServer(
    requestListener({ ...parts, requests, faults, gate, authenticator }),
    options.port ?? 0,
  );
  const stop = () => server.stop();
  return {
    baseUrl: server.origin,
    requests,
    faults,
    chat: {
      script(script, { times = 1 } = {}) {
        for (let time = 0; time < times; time += 1) {
          chat.script(script);
        }
      },
      reply(events, { times = 1, ending = 'done' } = {}) {
        for (let time = 0; time < times; time += 1) {
          chat.reply(events, ending);
        }
      },
    },
    kubernetes: kubernetesControl(state),
    contexts: contextsControl(state.contextService),
    dreams: dreamsControl(state.dreams),
    mcp: mcpControl(mcpServers),
    simulation: simulationControl(state),
    skills: skillsControl(state.skillRegistries, () => synchroniseSkills(state, parts)),
    web: { publish: (url, text) => publishedFiles.publish(url, text) },
    reconcileBuilds: () => reconcileBuilds(parts),
    hold: ({ operation } = {}) => {
      checkOperation(operation);
      return gate.hold(operation);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function introspectionClientOf(options: KagentiBackendOptions): IntrospectionClient | undefined {
  if (options.tokenCheck !== 'introspection') {
    return undefined;
  }
  if (options.introspectionClient === undefined) {
    throw new TypeError(
      "With tokenCheck 'introspection' the backend needs the option 'introspectionClient': a confidential client of the identity provider",
    );
  }
  return options.introspectionClient;
}
