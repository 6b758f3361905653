import { readFileSync } from 'node:fs';
import { allFeatures, type KagentiFeatures } from '../features.ts';
import { operationAt } from '../operation-at.fixture.ts';

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

/** The name of the operation; undefined where the router itself answers. */
export function operationOf(
  { request }: Recording,
  features: KagentiFeatures = allFeatures,
): string | undefined {
  return operationAt(request.method, request.path, features);
}
