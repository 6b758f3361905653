import type { ReplyError } from './reply-error.ts';

/** What a user reads, and whether the same request can succeed later without anybody doing something. */
interface Explanation {
  readonly text: string;
  readonly isTemporary: boolean;
}

/** Explanations by what is known about a failure. */
type Explanations<Name extends string | number> = Readonly<Partial<Record<Name, Explanation>>>;

const lasting = (text: string): Explanation => ({ text, isTemporary: false });
const temporary = (text: string): Explanation => ({ text, isTemporary: true });
const later = 'Try again in a few minutes.';

const signedOut = lasting('You are not signed in any more. Sign in again.');
const notAllowed = lasting(
  'You are not allowed to chat with this agent. Ask your administrator for access.',
);
const noConnection = temporary(
  'The connection to the portal failed. Check your network, and then repeat your message.',
);
const unavailable = temporary(`The agent cannot be reached at the moment. ${later}`);
const late = temporary(`The agent did not answer in time. ${later}`);
const broken = temporary(
  'The portal cannot use this agent at the moment. If it fails again later, report it to your administrator.',
);
const unreadable = lasting(
  'The answer cannot be read. Reload the page: you may have to sign in again.',
);

/** Failures of a reply whose remedy does not depend on a status. */
const byCode: Explanations<ReplyError['code']> = {
  permission: notAllowed,
  invalid_caller: notAllowed,
  namespace_refused: lasting(
    'This portal does not offer agents of this namespace. Choose another agent.',
  ),
  session_refused: lasting('This conversation cannot be continued. Start a new one.'),
  permission_undecided: temporary(`Your permissions cannot be checked at the moment. ${later}`),
  timeout: late,
  connection: unavailable,
};

const byReason: Explanations<NonNullable<ReplyError['reason']>> = {
  truncated: temporary('The reply ended early. Repeat your message.'),
  agent: temporary(
    'The agent could not complete the reply. Repeat your message, or word it differently.',
  ),
  protocol: unreadable,
};

const byStatus: Explanations<number> = {
  400: lasting('The agent does not accept this message. Word it differently.'),
  404: lasting('This agent does not exist any more. Choose another one.'),
  413: lasting('Your message is too long. Shorten it.'),
  429: temporary(`The agent receives too many messages. ${later}`),
  503: unavailable,
  504: late,
};

/** Failures of other routes than that of a chat. */
const byStatusOfRoute: Explanations<number> = {
  401: signedOut,
  403: lasting(
    'You are not allowed to see or do this. Ask an administrator of the portal for access.',
  ),
  404: lasting('This does not exist any more. Reload the page.'),
  429: temporary(`The portal receives too many requests. ${later}`),
  502: lasting(
    'The portal is not set up correctly. Trying again does not help: report it to your administrator.',
  ),
  503: temporary(`The portal cannot do this at the moment. ${later}`),
  504: temporary(`The portal did not receive an answer in time. ${later}`),
};

/**
 * Explains a failed request of a page to its user: one or two English sentences that say what happened and what to
 * do, without text of a server or an agent. Nothing depends on the wording. For another language, decide by `code`,
 * `reason` and `status` of the error.
 *
 * @param failure - `failure` of a conversation's snapshot, or what `readReply`, `readAnswer`, `fetch` or the client of
 * settings of `@rhdh-boost/runtime-config/browser` threw.
 * @returns the text; where the error has a request id, it is added, by which an administrator finds the log
 */
export function explainFailure(failure: unknown): string {
  const { requestId } = Object(failure);
  const { text } = explanationOf(failure);
  return requestId === undefined ? text : `${text} Request id: ${requestId}.`;
}

/**
 * Whether the same request can succeed later without anybody doing something, so that a page offers to try again.
 *
 * @param failure - What `explainFailure` explains.
 */
export function isTemporary(failure: unknown): boolean {
  return explanationOf(failure).isTemporary;
}

function explanationOf(failure: unknown): Explanation {
  const error: Partial<ReplyError> = Object(failure);
  return error.name === 'ReplyError' ? ofReply(error) : ofRoute(error);
}

function ofReply({ code, reason, status, requestId }: Partial<ReplyError>): Explanation {
  // Without a request to Kagenti, the answer is that of the portal or of a proxy in front of it.
  const isOfPortal = requestId === undefined;
  if (isOfPortal && code === 'connection' && status === undefined) return noConnection;
  if (isOfPortal && code === 'http') {
    if (status === 401) return signedOut;
    if (status === 403) return notAllowed;
    if (status === 502) return unavailable;
  }
  return own(byReason, reason) ?? own(byCode, code) ?? own(byStatus, status) ?? broken;
}

function ofRoute({ name, code, reason, status, requestId }: Partial<ReplyError>): Explanation {
  // `fetch` reports a failed connection as a TypeError, and a SettingsError has no status then.
  const isUnanswered = code === 'connection' || name === 'TypeError' || name === 'SettingsError';
  if (isUnanswered && status === undefined)
    return temporary(`The portal cannot be reached. Check your network. ${later}`);
  // The portal answers 502 with its own code, and a gateway in front of a portal that is down with none.
  const isDown = status === 502 && requestId === undefined && (code ?? 'http') === 'http';
  return (
    own(byReason, reason) ??
    own(byStatusOfRoute, isDown ? 503 : status) ??
    temporary('Something went wrong. If it fails again later, report it to your administrator.')
  );
}

/** Code and reason come from outside: they may be `constructor`. */
function own<Name extends string | number>(
  explanations: Explanations<Name>,
  name: Name | undefined,
): Explanation | undefined {
  return name !== undefined && Object.hasOwn(explanations, name) ? explanations[name] : undefined;
}
