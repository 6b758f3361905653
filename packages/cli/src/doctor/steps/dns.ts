import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { inClusterHost } from '@rhdh-boost/internal/credential-url';
import { environmentProxy } from '@rhdh-boost/internal/environment-proxy';
import { systemCodeOf } from '@rhdh-boost/internal/error-name';
import { shellWord } from '../kcadm.ts';
import { hostOf, type Server, serversOf } from '../servers.ts';
import type { Finding, Step } from '../step.ts';

/** A host whose address is needed. */
interface Host {
  readonly name: string;
  /** Where the name is from: an app-config key, or a variable. */
  readonly key: string;
  /** The server that is reached through it, if it is a proxy. */
  readonly behind?: Server;
  readonly source: string | undefined;
}

/** What became of a host. */
interface Resolution {
  readonly host: Host;
  readonly addresses: readonly string[];
  readonly finding?: Finding;
}

const inCluster = new RegExp(`^${inClusterHost}$`);
const proxyVariable = 'HTTPS_PROXY';

/** Whether the hosts of Keycloak and Kagenti have addresses; behind a proxy, whether the proxy has one. */
export const dnsStep: Step = {
  id: 'dns',
  title: 'DNS',
  needs: ['configuration'],
  async run({ configuration }) {
    const hosts = new Map<string, Host>();
    const findings: Finding[] = [];
    for (const server of serversOf(configuration)) {
      const source = configuration.sourceOf(server.key);
      const host = hostToResolve(server, source);
      if (host === undefined) {
        findings.push(unusableProxy(server));
      } else if (!hosts.has(host.name)) {
        hosts.set(host.name, host);
      }
    }
    if (hosts.size === 0 && findings.length === 0) {
      return { skipped: 'no address of a server is set' };
    }
    const resolutions = await Promise.all([...hosts.values()].map(resolveHost));
    findings.push(...resolutions.flatMap(({ finding }) => finding ?? []));
    return {
      summary: resolutions.map(describe).join(', '),
      findings,
      details: {
        hosts: resolutions.map(({ host, addresses }) => ({
          name: host.name,
          key: host.key,
          addresses,
        })),
      },
    };
  },
};

/** The packages call through the environment's proxy, which resolves the server's name itself. */
function hostToResolve(server: Server, source: string | undefined): Host | undefined {
  const proxy = environmentProxy(server.url);
  if (proxy === undefined) return { name: hostOf(server.url), key: server.key, source };
  if (!isUsable(proxy)) return undefined;
  return { name: hostOf(new URL(proxy)), key: proxyVariable, behind: server, source: undefined };
}

/** A percent sign in a password that begins no character is refused by the packages. */
function isUsable(proxy: string): boolean {
  if (!URL.canParse(proxy)) return false;
  const { username, password } = new URL(proxy);
  try {
    decodeURIComponent(`${username}:${password}`);
    return true;
  } catch {
    return false;
  }
}

async function resolveHost(host: Host): Promise<Resolution> {
  if (isIP(host.name) !== 0) return { host, addresses: [host.name] };
  try {
    const found = await lookup(host.name, { all: true });
    return { host, addresses: found.map(({ address }) => address) };
  } catch (error) {
    return { host, addresses: [], finding: unresolved(host, systemCodeOf(error) ?? 'an error') };
  }
}

function describe({ host, addresses }: Resolution): string {
  const what = host.behind === undefined ? host.name : `proxy ${host.name}`;
  if (addresses.length === 0) return `${what} has no address`;
  return isIP(host.name) === 0 ? `${what} is ${addresses.join(', ')}` : what;
}

function unresolved({ name, key, source }: Host, code: string): Finding {
  const commands = [`getent hosts ${shellWord(name)}`];
  const common = { severity: 'error', source, commands } as const;
  if (code !== 'ENOTFOUND') {
    return {
      ...common,
      code: 'dns_unavailable',
      message: `The name server did not answer for ${name}, the host in ${key} (${code}).`,
      remedy:
        'Check the name server of this machine or pod (/etc/resolv.conf), and that network policies allow DNS (port 53).',
      isTemporary: true,
    };
  }
  const message = `The host ${name} in ${key} does not exist (ENOTFOUND).`;
  if (isClusterName(name)) {
    return {
      ...common,
      code: 'unknown_cluster_host',
      message,
      remedy: `The name looks like that of a Kubernetes service, which only pods of the cluster resolve. Run "boost doctor" in a pod of the backend, or set ${key} to an address that works here. In the cluster, check service and namespace in SERVICE.NAMESPACE.svc.`,
      commands: ['kubectl get services --all-namespaces', ...commands],
      isTemporary: true,
    };
  }
  const where =
    key === proxyVariable
      ? 'Correct HTTPS_PROXY, or name the hosts in NO_PROXY to reach them directly.'
      : `Correct the host in ${key}. If it is right, ask the owner of the domain for a DNS entry. A company's internal name may need its VPN or name server.`;
  return { ...common, code: 'unknown_host', message, remedy: where };
}

/** A name without a dot is a service of the same namespace, or a container beside this one. */
function isClusterName(name: string): boolean {
  return inCluster.test(name) || !name.includes('.');
}

function unusableProxy({ name }: Server): Finding {
  return {
    severity: 'error',
    code: 'invalid_proxy',
    message: `${name} is called through the proxy in the variable ${proxyVariable}, which is not a URL.`,
    remedy:
      'Set it to http://HOST:PORT, or name the host in NO_PROXY to reach it directly. Special characters in a password must be percent-encoded.',
  };
}
