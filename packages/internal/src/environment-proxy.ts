import { BlockList, isIP } from 'node:net';

/**
 * The proxy that the environment names for requests to a server, as a URL: that of `https_proxy` or `HTTPS_PROXY`,
 * with `http://` in front if it has no scheme, as curl reads it. It may be no URL nevertheless.
 *
 * Undefined without one, for a server that `NO_PROXY` names, and for plain http: that is allowed where it does not
 * leave the machine or the mesh, and to a proxy it would, credential and all.
 */
export function environmentProxy(url: URL): string | undefined {
  const proxy = process.env['https_proxy'] || process.env['HTTPS_PROXY'] || undefined;
  if (proxy === undefined || url.protocol !== 'https:' || isWithoutProxy(url)) return undefined;
  return /^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

/**
 * Whether `NO_PROXY` names a server: by its name, as part of a domain (`example.com`, `.example.com`), by
 * what is below one alone (`*.example.com`), each with a port where that matters, or `*` for all. These are the
 * rules of undici's EnvHttpProxyAgent. A block of addresses (`10.0.0.0/8`) names servers that are given by
 * address, as with curl since 7.86: no name is resolved for it.
 */
function isWithoutProxy({ hostname, port }: URL): boolean {
  const host = bareName(hostname);
  const entries = process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? '';
  return entries.split(/[,\s]+/).some(entry => {
    // An IPv6 address contains colons: before a port it is in brackets.
    const [, name = entry, itsPort] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
    if (name === '' || (itsPort !== undefined && Number(itsPort) !== Number(port || 443))) {
      return false;
    }
    if (name.includes('/')) return isInBlock(host, name);
    const domain = bareName(name.replace(/^\*?\./, ''));
    return (
      domain === '*' || host.endsWith(`.${domain}`) || (host === domain && !name.startsWith('*'))
    );
  });
}

function isInBlock(host: string, block: string): boolean {
  const [, network = '', prefix = ''] = /^(.+)\/(\d{1,3})$/.exec(block) ?? [];
  const version = isIP(host);
  if (version === 0 || version !== isIP(network)) return false;
  if (Number(prefix) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const blocks = new BlockList();
  blocks.addSubnet(network, Number(prefix), family);
  return blocks.check(host, family);
}

/** Without case, the brackets of an IPv6 address and the dot that ends a full name. */
function bareName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\[(.+)\]$/, '$1')
    .replace(/(.)\.$/, '$1');
}
