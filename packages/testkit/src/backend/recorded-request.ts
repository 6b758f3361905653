import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as the backend saw it: never its token, never a body. */
export interface RecordedRequest {
  /** The HTTP method. */
  readonly method: string;
  /** Path and query, as they came. */
  readonly path: string;
  /** The operation's name in the contract (`agents.list`), when path and method are one's. */
  readonly operation?: string;
  /** The X-Backstage-User header. The real backend does not read it; the test kit only records it. */
  readonly user?: string;
  /** The client that got the token (its `azp`), when the token was found good. */
  readonly account?: string;
  /** The status sent, in part at least; absent while there is none, and when the connection went first. */
  readonly status?: number;
  /**
   * Whether the operation ran, also when its answer was lost: token, role and parameters were in order.
   * What has run may still have refused (404, 409), or have gone wrong in its Kubernetes.
   */
  readonly operationRan: boolean;
  /** When it arrived. */
  readonly startedAt: Date;
}

/** The record as the backend fills it in. */
export type OpenRecord = { -readonly [Field in keyof RecordedRequest]: RecordedRequest[Field] };

/** Begins the record of a request, which notes the status by itself as soon as one is sent. */
export function openRecord(request: IncomingMessage, response: ServerResponse): OpenRecord {
  const user = request.headers['x-backstage-user'];
  const record: OpenRecord = {
    method: request.method ?? '',
    path: request.url ?? '',
    ...(user === undefined ? {} : { user: String(user) }),
    operationRan: false,
    startedAt: new Date(),
  };
  // Events come too late: the caller may have its answer, and look here, before 'finish' is heard.
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, ...rest: never[]) => {
    record.status = status;
    return writeHead(status, ...rest);
  };
  return record;
}
