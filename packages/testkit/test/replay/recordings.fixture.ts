import { readdirSync, readFileSync } from 'node:fs';
import type { KagentiFeatures } from '../../src/backend/features.ts';
import type { KagentiRelease, Platform } from '../../src/backend/platform.ts';
import { operationAt } from '../backend/operation-at.fixture.ts';

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
  contextService: false,
  dreaming: false,
  admin: false,
};

/** The names of the files of a release. */
export function recordingFiles(release: KagentiRelease): string[] {
  const folder = new URL(`../recordings/${release}`, import.meta.url);
  return readdirSync(folder).map(file => file.replace(/\.json$/, ''));
}

/** Reads one of the files of recordings of a release, in the order in which they were taken. */
export function readRecordings(release: KagentiRelease, name: string): Recording[] {
  const file = new URL(`../recordings/${release}/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The name of the operation; undefined where the router itself answers. */
export function operationOf({ request }: Recording, platform?: Platform): string | undefined {
  return operationAt(request.method, request.path, platform);
}
