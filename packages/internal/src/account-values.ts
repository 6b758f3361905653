import { isFileContent } from './printable-path.ts';
import type { AccountKey } from './service-account.ts';
import { hasLoneSurrogate } from './usable-text.ts';
import { issuerPattern, isUnusualLoopback, isWebUrl, userInformation } from './web-url.ts';

/** The whole numbers of an account, by key, each from and to. */
export const accountNumbers = {
  /** A day: a token that is renewed earlier than that before its end is renewed at every call. */
  tokenExpiryBufferSeconds: [0, 86_400],
  /** JavaScript timers fire at once above 2^31 - 1. */
  timeoutMs: [1, 2_147_483_647],
} as const satisfies Partial<Record<AccountKey, readonly [from: number, to: number]>>;

const uri = String.raw`[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+`;

/** Source of a regular expression for absolute URIs without fragment, separated by white space (RFC 8707 section 2). */
export const resourceUrisPattern: string = String.raw`^\s*${uri}(?:\s+${uri})*\s*$`;

const resourceUris = new RegExp(resourceUrisPattern);

/** Whether a text is one or several such URIs. */
export function isResourceUris(text: string): boolean {
  return (
    resourceUris.test(text) &&
    text
      .trim()
      .split(/\s+/)
      .every(each => URL.canParse(each))
  );
}

/** What is wrong with text that cannot be sent or name a file. */
export const loneSurrogate: AccountValueMistake = {
  message: 'must not contain half of a surrogate pair, which UTF-8 cannot encode',
  hint: 'Write the character itself in place of its \\u escapes.',
};

/** What is wrong with one value of an account. It contains no value. */
export interface AccountValueMistake {
  /** What is wrong, to be read after the key. */
  readonly message: string;
  /** The remedy, as a sentence. */
  readonly hint: string;
}

/** What is wrong with a text of an account, except where a URL may lead: that depends on more than the text. */
export function findTextMistake(key: AccountKey, text: string): AccountValueMistake | undefined {
  if (!/\S/.test(text)) {
    return {
      message: 'must not be empty',
      hint: 'Set it or remove it, and check what its variable or file contains.',
    };
  }
  if (hasLoneSurrogate(text)) return loneSurrogate;
  if (key.endsWith('File') && isFileContent(text)) {
    return {
      message: 'must be the path of a file, but is the content of one',
      hint: 'Mount the file and set its path.',
    };
  }
  if (key === 'tokenEndpoint' || key === 'issuer') return findAddressMistake(key, text);
  if (key === 'resource' && !isResourceUris(text)) {
    return {
      message: 'must be an absolute URI without fragment, or several separated by spaces',
      hint: 'Write it like https://kagenti.example.com.',
    };
  }
  return undefined;
}

const issuer = new RegExp(issuerPattern);

function findAddressMistake(
  key: 'tokenEndpoint' | 'issuer',
  text: string,
): AccountValueMistake | undefined {
  // RFC 3986 section 2: a URL is ASCII without spaces.
  if (!/^[!-~]+$/.test(text)) {
    return {
      message: 'must be a URL without spaces and non-ASCII characters',
      hint: 'Remove the spaces, write other characters percent-encoded and a host name in Punycode.',
    };
  }
  if (userInformation.test(text)) {
    return {
      message: 'must not contain a user name or password',
      hint: 'Remove what is between // and @, and the @ itself.',
    };
  }
  if (!isWebUrl(text)) {
    return {
      message: 'must be an absolute http or https URL',
      hint: 'Write it like https://host.example.com/path.',
    };
  }
  if (isUnusualLoopback(text)) {
    return {
      message: 'must be https, or http on localhost, on an address like 127.0.0.1, or on [::1]',
      hint: 'Use https, or write the host in one of these forms.',
    };
  }
  if (key === 'issuer' && !issuer.test(text)) {
    return {
      message: 'must be an issuer: a URL without query, fragment and /.well-known/',
      hint: 'Write it like https://keycloak.example.com/realms/boost.',
    };
  }
  return undefined;
}

/** What is wrong with a number of an account. */
export function findNumberMistake(
  key: keyof typeof accountNumbers,
  number: number,
): AccountValueMistake | undefined {
  const [from, to] = accountNumbers[key];
  if (Number.isInteger(number) && number >= from && number <= to) return undefined;
  return {
    message: `must be a whole number from ${from} to ${to}`,
    hint: 'Set such a number, or remove it.',
  };
}
