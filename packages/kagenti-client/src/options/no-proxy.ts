/**
 * Whether `NO_PROXY` names a server: by its name, as part of a domain (`example.com`, `.example.com`), by
 * what stands below one alone (`*.example.com`), each with a port where that matters, or `*` for all.
 *
 * These are the rules of undici's EnvHttpProxyAgent, which does not tell what it made of them.
 *
 * @param url - The server, over https.
 */
export function isWithoutProxy({ hostname, port }: URL): boolean {
  const host = bareName(hostname);
  const entries = process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? '';
  return entries.split(/[,\s]+/).some(entry => {
    // An IPv6 address has colons of its own: before a port it stands in brackets.
    const [, name = entry, itsPort] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
    if (name === '' || (itsPort !== undefined && Number(itsPort) !== Number(port || 443))) {
      return false;
    }
    const domain = bareName(name.replace(/^\*?\./, ''));
    return (
      domain === '*' || host.endsWith(`.${domain}`) || (host === domain && !name.startsWith('*'))
    );
  });
}

/** Without case, the brackets of an IPv6 address and the dot that ends a full name. */
function bareName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\[(.+)\]$/, '$1')
    .replace(/(.)\.$/, '$1');
}
