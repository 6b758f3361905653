import { readFileSync } from 'node:fs';
import { operationHandlers } from './operations/index.ts';
import { route } from './router.ts';

/** A request to a real backend, and what it answered. */
export interface Recording {
  readonly note?: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
    readonly authenticated: boolean;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly text?: string;
  };
}

/** Reads one of the files of recordings, in the order in which they were taken. */
export function readRecordings(name: string): Recording[] {
  const file = new URL(`./fixtures/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Leaves out what the test kit cannot replay yet, and keeps the order. */
export function replayable(recordings: readonly Recording[]): Recording[] {
  let isKubernetesInTrouble = false;
  return recordings.filter(recording => {
    const { note = '', request } = recording;
    if (note.includes('meanwhile: Kubernetes')) {
      isKubernetesInTrouble = !note.includes('is back');
    }
    if (isKubernetesInTrouble && request.path !== '/ready') {
      return false;
    }
    // Token and role are looked at before the operation is.
    return isRefusedAtTheDoor(recording) || (isAnswered(recording) && !isOfLaterStory(recording));
  });
}

function isRefusedAtTheDoor({ response }: Recording): boolean {
  return (
    response.status === 401 ||
    JSON.stringify(response.body) === '{"detail":"Required role(s): rossoctl-operator"}'
  );
}

function isAnswered({ request }: Recording): boolean {
  let operation: string;
  try {
    operation = route(request.method, request.path, '').operation.operation;
  } catch {
    // No operation: the router itself answers.
    return true;
  }
  return operation in operationHandlers;
}

/** Builds, migration and simulated tools bring about resources that the test kit cannot make yet. */
function isOfLaterStory({ response }: Recording): boolean {
  return (
    response.status < 300 &&
    /"(?:source-agent|source-tool|tasks-api)"|'(?:source|legacy)-/.test(
      JSON.stringify(response.body ?? ''),
    )
  );
}
