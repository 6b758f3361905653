import { readFileSync } from 'node:fs';
import { allFeatures, type KagentiFeatures } from '../features.ts';
import { operationAt } from '../operation-at.fixture.ts';
import { operationHandlers } from '../operations/index.ts';

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

/** The flags of the backend of `recordings-flags-off`. */
export const noFeatures: KagentiFeatures = {
  authbridgeAPI: false,
  skills: false,
  externalSkills: false,
  simulatedTools: false,
  admin: false,
};

/** Reads one of the files of recordings, in the order in which they were taken. */
export function readRecordings(name: string): Recording[] {
  const file = new URL(`../fixtures/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Leaves out what the test kit cannot replay yet, and keeps the order. */
export function replayable(recordings: readonly Recording[]): Recording[] {
  return recordings.filter(recording => whyLeftOut(recording) === undefined);
}

/** Why a recording is not replayed; undefined when it is. */
export function whyLeftOut(recording: Recording): string | undefined {
  // Token and role are looked at before the operation is.
  if (isRefusedAtTheDoor(recording)) {
    return undefined;
  }
  const operation = operationOf(recording);
  if (operation !== undefined && !(operation in operationHandlers)) {
    return operation.startsWith('skills.') ? 'skills' : 'simulated tools';
  }
  return showsSimulatedTool(recording) ? 'simulated tools' : undefined;
}

function isRefusedAtTheDoor({ response }: Recording): boolean {
  return (
    response.status === 401 ||
    JSON.stringify(response.body) === '{"detail":"Required role(s): rossoctl-operator"}'
  );
}

/** The name of the operation; undefined where the router itself answers. */
export function operationOf(
  { request }: Recording,
  features: KagentiFeatures = allFeatures,
): string | undefined {
  return operationAt(request.method, request.path, features);
}

/** The tool that was simulated in the recordings stands in lists of tools too. */
function showsSimulatedTool({ response }: Recording): boolean {
  return JSON.stringify(response.body ?? '').includes('"tasks-api"');
}
