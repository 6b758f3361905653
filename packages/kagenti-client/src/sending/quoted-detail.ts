import type { DescriptorData } from '../operations/operation-descriptor.ts';
import type { TokenRedactor } from './token-redactor.ts';

/** Statuses whose detail says what the caller can change. Details of 5xx quote Kubernetes and internal URLs. */
const quotedStatuses: ReadonlySet<number> = new Set([400, 404, 409, 422]);

const longestQuote = 200;

/** What is known of an answer, as far as it decides whether its detail may be in a message. */
export interface QuotableAnswer {
  /** What is known of the operation; undefined for a path that the contract does not have. */
  readonly descriptor: Pick<DescriptorData, 'repeatsInput'>;
  /** HTTP status. */
  readonly status: number;
  /** The server's detail, redacted; undefined where it is not text. */
  readonly detail: string | undefined;
  /** Knows the tokens, which a server may also cut and repeat in part. */
  readonly redactor: TokenRedactor;
  /** Path and query of the request. */
  readonly path: string;
  /** Its body. */
  readonly body: string | undefined;
}

/** The detail as a message may have it, with a space before it; empty where it may not. */
export function quotedDetail(answer: QuotableAnswer): string {
  const { descriptor, status, detail, redactor, path, body } = answer;
  if (detail === undefined || detail === '' || descriptor.repeatsInput === true) return '';
  if (!quotedStatuses.has(status) || hasOddCharacter(detail)) return '';
  if (status === 422 && sentValues(path, body).some(value => detail.includes(value))) return '';
  const characters = Array.from(detail);
  const isLong = characters.length > longestQuote;
  const quote = isLong ? `${characters.slice(0, longestQuote - 1).join('')}…` : detail;
  return redactor.findsPiece(quote) ? '' : ` Kagenti says: "${quote}".`;
}

/**
 * Line breaks, control characters, what turns the direction of a line or shows nothing, and what a logger takes for a
 * format: Backstage's (winston) would put the fields of the line in place of a `%s`.
 */
function hasOddCharacter(text: string): boolean {
  return /[\p{C}\p{Zl}\p{Zp}]|%[scdjifoO%]/u.test(text);
}

/** Every text and number in query and body; of a body that is no JSON, the empty text, which every detail has. */
function sentValues(path: string, body: string | undefined): readonly string[] {
  const values = [...new URL(path, 'http://kagenti').searchParams.values()];
  const note = (_key: string, value: unknown): unknown => {
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) {
      values.push(String(value));
    }
    return value;
  };
  try {
    if (body !== undefined) JSON.parse(body, note);
    return values;
  } catch {
    return [''];
  }
}
