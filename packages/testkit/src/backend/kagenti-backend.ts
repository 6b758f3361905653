import { FaultQueue, type FaultScript } from '../faults/fault-script.ts';
import { startLoopbackServer } from '../loopback-server.ts';
import { Authenticator, type TrustedIdentityProvider } from './authentication/authenticator.ts';
import type { IntrospectionClient } from './authentication/introspection-check.ts';
import { BackendState } from './backend-state.ts';
import { ChatDesk, type ChatTimes } from './chat/chat-desk.ts';
import type { StreamScript } from './chat/stream-script.ts';
import { checkOperation } from './check-operation.ts';
import { type KubernetesControl, kubernetesControl } from './control/kubernetes-control.ts';
import { type McpControl, mcpControl } from './control/mcp-control.ts';
import { type SimulationControl, simulationControl } from './control/simulation-control.ts';
import { type SkillsControl, skillsControl } from './control/skills-control.ts';
import { allFeatures, type KagentiFeatures } from './features.ts';
import { Gate, type Hold } from './gate.ts';
import { McpServers } from './mcp/mcp-servers.ts';
import { reconcileBuilds } from './operations/reconcile-builds.ts';
import { PublishedFiles } from './published-files.ts';
import type { OpenRecord, RecordedRequest } from './recorded-request.ts';
import { requestListener } from './request-listener.ts';
import { plant, type WorkloadSeed } from './seeds.ts';
import type { BuildProgress } from './shipwright/build-progress.ts';
import { synchroniseSkills } from './skills/synchronise-skills.ts';

/** How a backend is to be. */
export interface KagentiBackendOptions {
  /** Whose tokens it takes; `startIdentityProvider` and `startKeycloak` give one. */
  readonly identityProvider: TrustedIdentityProvider;
  /**
   * How it checks a token: by signature and expiry alone, as the real backend does (the default), or
   * by introspection on each request as well, so that a revoked token is noticed at once.
   */
  readonly tokenCheck?: 'signature' | 'introspection';
  /** Needed with `tokenCheck: 'introspection'`. */
  readonly introspectionClient?: IntrospectionClient;
  /** The namespaces in which Kagenti is enabled; `team1` and `team2` by default. */
  readonly namespaces?: readonly string[];
  /** The agents at the start; one `weather-agent` in the first namespace by default. */
  readonly agents?: readonly WorkloadSeed[];
  /** The tools at the start; one `weather-tool` in the first namespace by default. */
  readonly tools?: readonly WorkloadSeed[];
  /** Its feature flags; each is on unless it is said to be off. */
  readonly features?: Partial<KagentiFeatures>;
  /** How BuildRuns move; only when the test moves them (`kubernetes.buildRun`) by default. */
  readonly builds?: {
    /** Moves each BuildRun from Pending over Running to Succeeded, by time or by polls. */
    readonly autoProgress?: BuildProgress;
  };
  /** How simulated tools get on; only when the test moves them (`simulation.tool`) by default. */
  readonly simulation?: {
    /**
     * Lets the harness generate a tool, and come back after a start, by time or by polls of its
     * generation status: one step each.
     */
    readonly autoProgress?: BuildProgress;
  };
  /** How long the chat takes: by default 30 ms between events, and 60 s and 120 s of patience. */
  readonly chat?: Partial<ChatTimes>;
  /** The port on 127.0.0.1; a free one by default. */
  readonly port?: number;
}

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
 * @throws TypeError when the options do not go together.
 */
export async function startKagentiBackend(options: KagentiBackendOptions): Promise<KagentiBackend> {
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
  const parts = { state, features, chat, issuer, mcpServers, publishedFiles };
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
    },
    kubernetes: kubernetesControl(state),
    mcp: mcpControl(mcpServers),
    simulation: simulationControl(state),
    skills: skillsControl(state.skillRegistries, () => synchroniseSkills(state)),
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
