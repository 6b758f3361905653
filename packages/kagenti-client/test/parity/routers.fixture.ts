import { type OperationName, operations } from '@rhdh-boost/kagenti-contract';

/** What a call reaches at Kagenti. */
export interface Reached {
  readonly namespace: string;
  readonly name: string;
}

/** What a router makes of namespace and name; undefined where it refuses them. */
export type Router = (namespace: string, name: string) => Reached | undefined;

/** Takes both as they are, to Kubernetes. */
const passesOn: Router = (namespace, name) => ({ namespace, name });

/** Lists of builds strip the namespace (routers/shipwright.py:75, agents_shipwright.py:125, tools.py:732). */
const strips: Router = (namespace, name) => ({ namespace: namespace.trim(), name });

/** Skills are changed, deleted and made under another name (utils/naming.py:10-17). */
const sanitizes: Router = (namespace, name) => ({ namespace, name: sanitizedName(name) });

/** Builds a host of both (utils/routes.py:436, routers/tools.py:2390): what is called is what URLs make of it. */
const connects =
  (suffix: string): Router =>
  (namespace, name) => {
    try {
      const { host } = new URL(`http://${name}${suffix}.${namespace}.svc.cluster.local:8000/`);
      const [service = '', space = '', ...rest] = host.split('.');
      const isInCluster = rest.join('.') === 'svc.cluster.local:8000';
      return isInCluster
        ? { namespace: space, name: service.slice(0, service.length - suffix.length) }
        : { namespace: host, name: host };
    } catch {
      return undefined;
    }
  };

/** Refuses what is no label (routers/chat.py:82, :179, agents_authbridge.py:424). */
const checked =
  (router: Router): Router =>
  (namespace, name) =>
    isLabel(namespace) && isLabel(name) ? router(namespace, name) : undefined;

/** One key for both (services/dream_state.py:38): the first dot divides them for whoever reads it. */
const joins: Router = (namespace, name) => {
  const [first = '', ...rest] = `${namespace}.${name}`.split('.');
  return { namespace: first, name: rest.join('.') };
};

/** What the routers of 0ea6d7ff do to names; every other operation with a namespace passes them on. */
export const routers: Partial<Record<OperationName, Router>> = {
  'builds.list': strips,
  'agents.builds.list': strips,
  'tools.builds.list': strips,
  'agents.routeStatus': connects(''),
  'tools.connect': connects('-mcp'),
  'tools.invoke': connects('-mcp'),
  'chat.agentCard': checked(connects('')),
  'chat.send': checked(connects('')),
  'chat.stream': checked(connects('')),
  'agents.identity.replaceConfig': checked(passesOn),
  'simulation.generationStatus': connects('-mcp'),
  'skills.create': sanitizes,
  'skills.addExternal': sanitizes,
  'skills.delete': sanitizes,
  'skills.recordUsage': sanitizes,
  'dreams.status': joins,
  'dreams.start': joins,
  'dreams.run': joins,
  'dreams.setThresholds': joins,
};

/** The router of each operation. */
export const routerOf = new Map(
  operations.map(({ operation }) => [operation, routers[operation] ?? passesOn]),
);

function isLabel(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

function sanitizedName(text: string): string {
  const kept = Array.from(text, character =>
    /[\p{L}\p{N}.-]/u.test(character) ? character.toLowerCase() : '-',
  );
  return kept.join('').replaceAll(/^[-.]+|[-.]+$/g, '') || 'resource';
}
