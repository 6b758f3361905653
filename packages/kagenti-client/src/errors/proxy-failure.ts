import { isError } from '@rhdh-boost/internal/error-name';

/** undici's own words; of the proxy's answer they have the status alone. */
const proxyAnswer = /^Proxy response \((\d{3})\)/;

/** The code of a proxy that opened no tunnel, `proxy_407`; undefined when it was something else. */
export function proxyRefusal(error: unknown): string | undefined {
  const status = isError(error) ? proxyAnswer.exec(error.message)?.[1] : undefined;
  return status === undefined ? undefined : `proxy_${status}`;
}

/** True for a proxy that says no, and not that it cannot now: asking again changes nothing. */
export function isFinalProxyRefusal(reason: string): boolean {
  return reason.startsWith('proxy_4') && reason !== 'proxy_429';
}

/** What to do about a failure that is certainly the proxy's; undefined for others. */
export function problemOfProxy(reason: string): string | undefined {
  if (reason === 'proxy_407') {
    return 'the proxy in HTTPS_PROXY wants a user and a password (407): put them into its URL there.';
  }
  if (reason.startsWith('proxy_')) {
    return `the proxy in HTTPS_PROXY opened no way to the backend (${reason.slice('proxy_'.length)}): have the host allowed there, or name it in NO_PROXY.`;
  }
  if (reason.startsWith('UND_ERR_PRX_')) {
    return `the proxy in HTTPS_PROXY cannot be used (${reason}): check its address, or name the host of the backend in NO_PROXY.`;
  }
  return undefined;
}
