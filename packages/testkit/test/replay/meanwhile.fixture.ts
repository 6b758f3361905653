import type { SimulatedToolControl } from '../../src/backend/control/simulation-control.ts';
import type { KagentiBackend } from '../../src/backend/kagenti-backend.ts';
import type { OfferedSkill } from '../../src/backend/skills/skill-registries.ts';

/** Gives a recorded name the one that it has in a story. */
export type Rename = (name: string) => string;

/** Where things happen. */
interface Scene {
  readonly kubernetes: KagentiBackend['kubernetes'];
  readonly skills: KagentiBackend['skills'];
  readonly contexts: KagentiBackend['contexts'];
  readonly dreams: KagentiBackend['dreams'];
  /** The namespace that the notes do not say. */
  readonly namespace: string;
  /** Gives the names that the story has in place of the recorded ones. */
  readonly rename: Rename;
  /** The simulated tool that the notes do not say: the request asks for it. */
  readonly simulated: () => SimulatedToolControl;
}

/** What happened outside of the real backend, by the words of the notes, and how the kit brings it about. */
const happenings: readonly (readonly [RegExp, (scene: Scene, ...words: string[]) => void])[] = [
  [
    /^(\S+) has a pod with an AuthBridge sidecar/,
    ({ kubernetes, namespace }, name) => kubernetes.addPod(namespace, name, { authBridge: {} }),
  ],
  [
    /^(\S+) has a pod without AuthBridge$/,
    ({ kubernetes, namespace }, name) => kubernetes.addPod(namespace, name),
  ],
  [
    /^the namespace has Agent resources (\S+), (\S+) and (\S+) \(this one without an image\)$/,
    ({ kubernetes, namespace }, ...names) => {
      for (const [index, name] of names.entries()) {
        const image = index < 2 ? { image: `registry.example.com/${name}:1` } : {};
        kubernetes.addAgentResource({ namespace, name, ...image });
      }
    },
  ],
  [
    /^two ClusterBuildStrategies are installed$/,
    ({ kubernetes }) =>
      kubernetes.installBuildStrategies([
        { name: 'buildah', description: 'Builds and pushes with TLS' },
        { name: 'buildah-insecure-push' },
      ]),
  ],
  [
    /^Build (\S+) has registered "(True|False|Unknown)", reason (\S+)$/,
    ({ kubernetes, namespace }, name, registered, reason) =>
      kubernetes.build(namespace, name).register({ registered: oneOf(registered), reason }),
  ],
  [
    /^BuildRun (\S+)-run-\S+ is now (Pending|Running|Failed|Succeeded)$/,
    ({ kubernetes, namespace }, name, phase) => {
      const run = kubernetes.buildRun(namespace, name);
      const moves: Readonly<Record<string, () => void>> = {
        Pending: () => run.queue(),
        Running: () => run.start(),
        Failed: () => run.fail(),
        Succeeded: () => run.succeed(),
      };
      moves[phase]?.();
    },
  ],
  [/^the harness has generated the tool$/, ({ simulated }) => simulated().generate()],
  [/^the harness could not generate it$/, ({ simulated }) => simulated().failGeneration()],
  [/^its pod cannot start$/, ({ simulated }) => simulated().failPod()],
  [/^the harness is gone$/, ({ simulated }) => simulated().disappear()],
  [/^the harness is back$/, ({ simulated }) => simulated().comeBack()],
  [/^eleven minutes pass since it was made$/, ({ simulated }) => simulated().passSeconds(11 * 60)],
  [/^the backend has synchronised$/, ({ skills }) => skills.synchronise()],
  [/^Kubernetes forbids the backend to read$/, ({ kubernetes }) => kubernetes.forbid('read')],
  [
    /^Kubernetes forbids the backend to list namespaces$/,
    ({ kubernetes }) => kubernetes.forbid('listNamespaces'),
  ],
  [
    /^Kubernetes forbids the backend everything in \S+$/,
    ({ kubernetes }) => kubernetes.forbid('everything'),
  ],
  // Where nothing is there, nothing can be forbidden.
  [/^Kubernetes forbids the backend deployments alone$/, ({ kubernetes }) => kubernetes.comeBack()],
  [
    /^the claim context-(\S+) is bound$/,
    ({ contexts, namespace }, name) => contexts.bind(namespace, name),
  ],
  [/^the Context Service is down$/, ({ contexts }) => contexts.goAway()],
  [/^the Context Service is back$/, ({ contexts }) => contexts.comeBack()],
  [
    /^Phoenix has four spans of two conversations of (\S+)$/,
    ({ dreams }, agent) => {
      dreams.addConversation(agent, { spans: 2 });
      dreams.addConversation(agent, { spans: 2 });
    },
  ],
  [/^a third conversation$/, ({ dreams }) => dreams.addConversation('weather-agent')],
  [/^the second run is ready$/, ({ dreams }) => dreams.latestRun().succeed()],
  [/^its run has failed$/, ({ dreams }) => dreams.latestRun().fail()],
  [/^the store is there, its ask-runspace plugin is not$/, ({ dreams }) => dreams.fail('noPlugin')],
  [/^the plugin is back$/, ({ dreams }) => dreams.recover()],
  [/^Phoenix answers with GraphQL errors$/, ({ dreams }) => dreams.fail('unreadableTraces')],
  [/^Phoenix is down$/, ({ dreams }) => dreams.fail('noTraces')],
  [/^Phoenix is back, and empty$/, ({ dreams }) => dreams.recover()],
  [
    /^the store describes \S+ anew, its version is the same, and the backend has synchronised$/,
    ({ skills, rename }) => {
      skills.registry(store).offer(offered('Sums a text up, and quickly', rename));
      skills.synchronise();
    },
  ],
  [/^Kubernetes cannot be reached$/, ({ kubernetes }) => kubernetes.goAway()],
  [/^Kubernetes is back$/, ({ kubernetes }) => kubernetes.comeBack()],
];

const store = 'http://skillberry.localhost:8953';
const approved = 'rossoctl-approved';

/** What the store offers, of which one description changes. */
function offered(description: string, rename: Rename): OfferedSkill[] {
  return [
    { name: rename('summarize-text'), description, version: '1.2.0', tags: [approved] },
    {
      name: rename('translate'),
      description: 'Translates',
      version: '0.3.1',
      tags: [approved, `namespace:${rename('team1')}`],
    },
    { name: 'unapproved', description: 'Nobody takes it' },
  ];
}

function oneOf(registered: string): 'True' | 'False' | 'Unknown' {
  return registered === 'True' || registered === 'False' ? registered : 'Unknown';
}

/**
 * Brings about what a note says has happened meanwhile; throws when nobody knows how.
 *
 * @param path What was asked for then.
 */
export function bringAbout(
  note: string,
  backend: KagentiBackend,
  rename: Rename,
  path: string,
): void {
  const simulated = () => {
    const [, place = '', name = ''] = /\/simulation\/tools\/([^/]+)\/([^/]+)/.exec(path) ?? [];
    return backend.simulation.tool(place, name);
  };
  const happened = /meanwhile: ([^.]*)/.exec(note)?.[1];
  for (const sentence of happened?.split('; ') ?? []) {
    const found = happenings.find(([words]) => words.test(sentence));
    if (found === undefined) {
      throw new Error(`Nobody knows how to bring this about: ${sentence}`);
    }
    const [words, act] = found;
    act(
      { ...backend, namespace: rename('team1'), rename, simulated },
      ...(words.exec(sentence)?.slice(1) ?? []),
    );
  }
}

/**
 * What stood outside of the real backend from the start.
 *
 * @param rename Gives the names that the story has in place of the recorded ones.
 */
export function setTheScene({ mcp, skills, web }: KagentiBackend, rename: Rename): void {
  mcp.server(rename('down-tool')).fail('unreachable');
  mcp.server(rename('locked-tool')).fail('unauthorized');
  mcp.server(rename('plain-tool')).fail('notFound');
  skills.registry(store).offer(offered('Sums a text up', rename));
  const files = 'http://env-files.example.test:8954';
  web.publish(`${files}/agent.env`, 'LOG_LEVEL=info\nMCP_URL=http://weather-tool-mcp:8000/mcp\n');
  web.publish(`${files}/large.env`, 'A'.repeat(1024 * 1024 + 1));
}
