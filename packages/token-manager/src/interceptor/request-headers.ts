import type { Dispatcher } from 'undici';

type Headers = Dispatcher.DispatchOptions['headers'];

/** Headers that can be read more than once: names and values in turn, or a record. */
export type RepeatableHeaders = string[] | Record<string, string | string[] | number | undefined>;

/** A copy of the headers of a request, which undici also takes as an iterator that is used up by reading it. */
export function repeatable(headers: Headers): RepeatableHeaders {
  if (headers === undefined || headers === null) return {};
  if (Array.isArray(headers)) return [...headers];
  if (!isPairs(headers)) return { ...headers };
  return [...headers].flatMap(([name, value]) =>
    [value ?? []].flat().flatMap(each => [name, each]),
  );
}

/** Whether there is an Authorization header. */
export function hasAuthorization(headers: RepeatableHeaders): boolean {
  const names = Array.isArray(headers)
    ? headers.filter((_text, index) => index % 2 === 0)
    : Object.keys(headers).filter(name => headers[name] !== undefined);
  return names.some(name => name.toLowerCase() === 'authorization');
}

/** The headers with the bearer beside them. */
export function withBearer(headers: RepeatableHeaders, token: string): RepeatableHeaders {
  const value = `Bearer ${token}`;
  return Array.isArray(headers)
    ? [...headers, 'authorization', value]
    : { ...headers, authorization: value };
}

type Pairs = Iterable<[string, string | string[] | undefined]>;

function isPairs(headers: object): headers is Pairs {
  return Symbol.iterator in headers;
}
