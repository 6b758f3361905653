import type { ReplyError } from './reply-error.ts';

/** Sentences by what is known about a failure. */
type Sentences<Name extends string | number> = Readonly<Partial<Record<Name, string>>>;

const later = 'Try again in a few minutes.';
const notAllowed =
  'You are not allowed to chat with this agent. Ask your administrator for access.';
const signedOut = 'You are not signed in any more. Sign in again.';
const noConnection =
  'The connection to the portal failed. Check your network, and then repeat your message.';
const unavailable = `The agent cannot be reached at the moment. ${later}`;
const late = `The agent did not answer in time. ${later}`;
const broken =
  'The portal cannot use this agent at the moment. If it fails again later, report it to your administrator.';

/** Failures whose remedy does not depend on a status. */
const byCode: Sentences<ReplyError['code']> = {
  permission: notAllowed,
  invalid_caller: notAllowed,
  namespace_refused: 'This portal does not offer agents of this namespace. Choose another agent.',
  session_refused: 'This conversation cannot be continued. Start a new one.',
  permission_undecided: `Your permissions cannot be checked at the moment. ${later}`,
  timeout: late,
  connection: unavailable,
};

const byReason: Sentences<NonNullable<ReplyError['reason']>> = {
  truncated: 'The reply ended early. Repeat your message.',
  agent: 'The agent could not complete the reply. Repeat your message, or word it differently.',
  protocol:
    'The answer is not a reply of the agent. Reload the page: you may have to sign in again.',
};

const byStatus: Sentences<number> = {
  400: 'The agent does not accept this message. Word it differently.',
  404: 'This agent does not exist any more. Choose another one.',
  413: 'Your message is too long. Shorten it.',
  429: `The agent receives too many messages. ${later}`,
  503: unavailable,
  504: late,
};

/**
 * Explains a failure to the user of a chat: one or two English sentences that say what happened and what to do.
 * Nothing depends on the wording. For another language, decide by `code`, `reason` and `status` of the error.
 *
 * @param failure - `failure` of a conversation's snapshot, or what `readReply` threw.
 * @returns the text; where a request was sent to Kagenti, its id is added, by which an administrator finds it in the log
 */
export function explainFailure(failure: ReplyError): string {
  const { requestId } = failure;
  const text = sentenceFor(failure);
  return requestId === undefined ? text : `${text} Request id: ${requestId}.`;
}

function sentenceFor({ code, reason, status, requestId }: ReplyError): string {
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

/** Code and reason come from outside: they may be `constructor`. */
function own<Name extends string | number>(
  sentences: Sentences<Name>,
  name: Name | undefined,
): string | undefined {
  return name !== undefined && Object.hasOwn(sentences, name) ? sentences[name] : undefined;
}
