import { explainFailure, ReplyError } from '@rhdh-boost/kagenti-client/browser';

const later = 'Try again in a few minutes.';

/** What happened and what to do, for an answer to anything but a chat message. */
const byStatus: Readonly<Record<number, string>> = {
  401: 'You are not signed in any more. Sign out, and sign in again.',
  403: 'You are not allowed to see or do this. Ask an administrator of the portal for access.',
  404: 'This does not exist any more. Reload the page.',
  429: `The portal receives too many requests. ${later}`,
  502: 'The portal is not set up correctly. Trying again does not help: report this to your administrator.',
  503: `The portal cannot do this at the moment. ${later}`,
  504: `The portal did not receive an answer in time. ${later}`,
};

/** Explains a failure, with the id by which support finds the request. */
export function explain(error: unknown): string {
  if (error instanceof ReplyError) return explainFailure(error);
  const { name, status, requestId } = Object(error);
  // `fetch` reports a connection that failed so.
  if (name === 'TypeError') return `The portal cannot be reached. Check your network. ${later}`;
  const text = byStatus[status] ?? 'Something went wrong. Report this to your administrator.';
  return requestId === undefined ? text : `${text} Request id: ${requestId}.`;
}

/** Whether the same request can succeed later without anybody doing something. */
export function isTemporary(error: unknown): boolean {
  return ![401, 403, 404, 502].includes(Object(error).status);
}
