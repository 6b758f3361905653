import { isIP } from 'node:net';
import type { Dispatcher } from 'undici';

/**
 * The origin that a request is meant for; empty where it is none. undici's dns interceptor outside of this one
 * has put an address in place of the host, and the host into `servername`, which TLS verifies.
 */
export function originOf(request: Dispatcher.DispatchOptions): string {
  const text = String(request.origin);
  if (!URL.canParse(text)) return '';
  const url = new URL(text);
  const servername: unknown = Reflect.get(request, 'servername');
  const isAddress = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (isAddress && typeof servername === 'string') url.hostname = servername;
  return url.origin;
}
