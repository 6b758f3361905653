import type { X509Certificate } from 'node:crypto';
import { type TlsFailure, tlsFailure } from '@rhdh-boost/internal/tls-failure';
import { authKey } from '../account-keys.ts';
import { dayOf, expiresSoon } from '../certificate-expiry.ts';
import { configurationFindings } from '../configuration-findings.ts';
import { shellWord } from '../kcadm.ts';
import { configuredAuthorities, serverTrust } from '../server-trust.ts';
import { findingAt, hostOf, portOf, type Server, serversOf } from '../servers.ts';
import type { Finding, Step, StepContext } from '../step.ts';
import { type Probe, probe } from '../tls-probe.ts';
import { explainUntrusted, oneLine } from '../untrusted-certificate.ts';

/** Whether Keycloak and Kagenti accept connections, and their certificates are trusted and last. */
export const tlsStep: Step = {
  id: 'tls',
  title: 'TLS',
  needs: ['dns'],
  timeoutMs: 45_000,
  async run(context) {
    const { configuration } = context;
    const servers = serversOf(configuration);
    const probes = await Promise.all(
      servers.map(async server => {
        const { secureContext } = await serverTrust(server, context);
        return { server, result: await probe(server.url, secureContext, context.signal) };
      }),
    );
    const judged = await Promise.all(
      probes.map(({ server, result }) => judge(server, result, context)),
    );
    const findings = [...configurationFindings(configuration, 'tls'), ...judged.flat()];
    const secure = probes.filter(({ server }) => server.url.protocol === 'https:');
    if (secure.length === 0 && findings.length === 0) {
      return { skipped: 'every address is http' };
    }
    return {
      summary: probes.map(({ server, result }) => describe(server, result)).join(', '),
      findings,
      details: { servers: probes.map(({ server, result }) => detailsOf(server, result)) },
    };
  },
};

function describe({ name, url }: Server, { chain, protocol, failure, untrusted }: Probe): string {
  if (failure !== undefined) return `${name} not reached`;
  if (url.protocol === 'http:') return `${name} without TLS`;
  const [own] = chain;
  const until = own === undefined ? '' : ` until ${dayOf(own.validTo)}`;
  return `${name} ${untrusted === undefined ? `${protocol}${until}` : 'not trusted'}`;
}

function detailsOf({ name, url }: Server, { chain, protocol }: Probe): object {
  const certificates = chain.map(({ subject, issuer, validTo }) => ({
    subject: oneLine(subject),
    issuer: oneLine(issuer),
    validTo: new Date(validTo).toISOString(),
  }));
  return { server: name, host: url.host, protocol, certificates };
}

async function judge(server: Server, result: Probe, context: StepContext): Promise<Finding[]> {
  const { failure, untrusted, isHttp, chain } = result;
  const finding = Object.assign(findingAt(server, context.configuration), { server });
  if (untrusted !== undefined) {
    const authorities = await configuredAuthorities(server, context);
    return [judgeTls(finding, untrusted, chain, authorities)];
  }
  if (failure !== undefined) return [await judgeFailure(finding, failure, context)];
  if (server.url.protocol === 'http:' && (!isHttp || result.status === 400)) {
    return await judgePlain(finding, isHttp, context);
  }
  return isHttp ? judgeExpiry(finding, chain) : [noHttp(finding)];
}

/** Makes findings about a server. */
type FindingMaker = ReturnType<typeof findingAt> & { readonly server: Server };

const reachable: Readonly<Record<string, Pick<Finding, 'code' | 'remedy'> & { what: string }>> = {
  ECONNREFUSED: {
    code: 'connection_refused',
    what: 'refuses connections',
    remedy: 'Check that it runs and has started, and the port in KEY.',
  },
  ETIMEDOUT: {
    code: 'connection_timeout',
    what: 'does not answer',
    remedy: 'Check host and port in KEY, and firewalls and network policies on the way.',
  },
  EHOSTUNREACH: {
    code: 'no_route',
    what: 'cannot be reached from this network',
    remedy: 'Check the host in KEY, and routes, VPN and network policies.',
  },
  ECONNRESET: {
    code: 'connection_reset',
    what: 'closed the connection',
    remedy: 'Check that KEY names the right port, and what is in front of the server.',
  },
};

async function judgeFailure(
  finding: FindingMaker,
  code: string,
  context: StepContext,
): Promise<Finding> {
  const { name, url, key } = finding.server;
  const [, proxyFailure] = /^PROXY_([A-Z_]+)$/.exec(code) ?? [];
  if (proxyFailure !== undefined) {
    const { what } = reachable[proxyFailure] ?? { what: 'cannot be reached' };
    return finding({
      code: 'proxy_unreachable',
      message: `The proxy in HTTPS_PROXY, through which ${name} at ${url.host} is called, ${what} (${proxyFailure}).`,
      remedy: `Check host and port in HTTPS_PROXY, and that the proxy runs; or name ${url.hostname} in NO_PROXY to reach it directly.`,
      source: undefined,
      isTemporary: true,
    });
  }
  const [, proxyStatus] = /^PROXY_(\d+)$/.exec(code) ?? [];
  if (proxyStatus !== undefined) {
    return finding({
      code: 'proxy_refused',
      message: `The proxy in HTTPS_PROXY rejects the connection to ${name} at ${url.host} (${proxyStatus}).`,
      remedy:
        proxyStatus === '407'
          ? 'Put user and password of the proxy into the URL in HTTPS_PROXY.'
          : `Have ${url.hostname} allowed at the proxy, or name it in NO_PROXY.`,
      source: undefined,
    });
  }
  // A server with TLS hangs up on plain http, or answers in TLS, which is no HTTP; it is not silent.
  const maySpeakTls = url.protocol === 'http:' && code !== 'ETIMEDOUT';
  if (maySpeakTls && (await speaksTls(url, context))) return expectsTls(finding);
  const isTls = url.protocol === 'https:' && tlsFailure(code) !== undefined;
  if (isTls) return judgeTls(finding, code, []);
  const { what, ...known } = reachable[code] ?? {
    code: 'no_connection',
    what: 'cannot be reached',
    remedy: 'Check host and port in KEY, and the network.',
  };
  return finding({
    ...known,
    message: `${name} at ${url.host} (${key}) ${what} (${code}).`,
    remedy: known.remedy.replace('KEY', key),
    isTemporary: true,
  });
}

async function judgePlain(
  finding: FindingMaker,
  isHttp: boolean,
  context: StepContext,
): Promise<Finding[]> {
  if (await speaksTls(finding.server.url, context)) return [expectsTls(finding)];
  // A 400 without TLS is the server's own matter: what it wants is found out by the next steps.
  return isHttp ? [] : [noHttp(finding)];
}

function noHttp(finding: FindingMaker): Finding {
  const { url, key } = finding.server;
  return finding({
    code: 'no_http',
    message: `The server at ${url.host} does not answer as a web server.`,
    remedy: `Check host and port in ${key}.`,
  });
}

async function speaksTls(url: URL, { signal }: StepContext): Promise<boolean> {
  const secure = new URL(url);
  secure.protocol = 'https:';
  // The port of http stays, where TLS may be spoken.
  secure.port = String(portOf(url));
  return (await probe(secure, undefined, signal)).protocol !== undefined;
}

function expectsTls(finding: FindingMaker): Finding {
  const { name, url, key } = finding.server;
  return finding({
    code: 'https_expected',
    message: `${key} is http, but ${name} at ${url.host} speaks TLS.`,
    remedy: `Write https:// in ${key}.`,
  });
}

/** What each failure means for the reader. */
function judgeTls(
  finding: FindingMaker,
  code: string,
  chain: readonly X509Certificate[],
  authorities?: readonly X509Certificate[],
): Finding {
  const { server } = finding;
  const { name, url, key } = server;
  const failure = tlsFailure(code) ?? 'handshake';
  const [own] = chain;
  const outdated = chain.find(({ validTo }) => Date.parse(validTo) < Date.now()) ?? own;
  const explanations: Record<TlsFailure, Pick<Finding, 'message' | 'remedy'>> = {
    'certificate-untrusted': explainUntrusted({ server, code, chain, authorities }),
    'certificate-expired': {
      message: `The certificate of ${name} at ${url.host} expired${outdated ? ` on ${dayOf(outdated.validTo)} (${oneLine(outdated.subject)})` : ''}.`,
      remedy: 'Renew it at the server. If it is valid, set the time of this machine.',
    },
    'certificate-not-yet-valid': {
      message: `The certificate of ${name} at ${url.host} is valid only${own ? ` from ${dayOf(own.validFrom)} on` : ' later'}.`,
      remedy: 'Set the time of this machine, or wait until the certificate is valid.',
    },
    'certificate-of-another-name': {
      message: `The certificate of ${name} is for ${own?.subjectAltName ?? 'another name'}, and not for ${url.hostname}.`,
      remedy: `Write in ${key} a name that the certificate has, or have one issued for ${url.hostname}.`,
    },
    'client-certificate-required': {
      message: `${name} at ${url.host} requires a client certificate, and got none.`,
      remedy: `Set ${authKey}.certificateFile and ${authKey}.certificateKeyFile.`,
    },
    'client-certificate-refused': {
      message: `${name} at ${url.host} refused the client's certificate (${code}).`,
      remedy: `Use a certificate in ${authKey}.certificateFile whose authority the server trusts (Keycloak: https-trust-store-file), and that is valid now.`,
    },
    handshake: {
      message: `${key} is https, but the server at ${url.host} does not speak TLS there (${code}).`,
      remedy: `Set ${key} to the port of https: it is another one than that of http${name === 'Keycloak' ? ' (by default 8443 and 8080)' : ''}. If the server has none, write http://, which is possible for a server on this machine, or in the cluster with boost.kagenti.allowInClusterHttp${name === 'Keycloak' ? ', unless the realm demands https' : ''}.`,
    },
  };
  return finding({
    code: failure === 'handshake' ? 'no_tls' : failure.replaceAll('-', '_'),
    ...explanations[failure],
    commands: [showChain(url)],
  });
}

function judgeExpiry(finding: FindingMaker, chain: readonly X509Certificate[]): Finding[] {
  const { name, url } = finding.server;
  return chain
    .filter(expiresSoon)
    .slice(0, 1)
    .map(({ subject, validTo }) =>
      finding({
        severity: 'warning',
        code: 'certificate_expires_soon',
        message: `A certificate of ${name} at ${url.host} (${oneLine(subject)}) expires on ${dayOf(validTo)}.`,
        remedy: 'Renew it at the server before that.',
        commands: [showChain(url)],
      }),
    );
}

/** Shows the certificates that a server sends. */
function showChain(url: URL): string {
  const host = hostOf(url);
  return `openssl s_client -connect ${shellWord(`${url.hostname}:${portOf(url)}`)} -servername ${shellWord(host)} -showcerts </dev/null`;
}
