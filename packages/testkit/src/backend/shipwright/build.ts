import { randomInt } from 'node:crypto';
import { BuildRun } from './build-run.ts';

/** What a Build is made of. */
export interface BuildRequest {
  readonly kind: 'agent' | 'tool';
  readonly namespace: string;
  readonly name: string;
  readonly gitUrl: string;
  readonly gitRevision: string;
  readonly contextDir: string;
  readonly strategy: string;
  /** Where the image goes, its tag included. */
  readonly outputImage: string;
  readonly dockerfile: string;
  readonly buildArgs: readonly string[];
  readonly timeout: string;
  readonly pushSecret: string | undefined;
  /** What the workload is to be, kept as an annotation until the build is finalized. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What Shipwright says of a Build: whether its strategy exists and the rest is good. */
export interface BuildRegistration {
  /** Text, as Kubernetes writes conditions; of `Unknown` the backend makes a 500. */
  readonly registered: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** The letters and digits that Kubernetes ends generated names with. */
const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A Shipwright Build with its BuildRuns. */
export class Build {
  readonly request: BuildRequest;
  readonly createdAt = new Date();
  readonly serial: number;
  /** Undefined until Shipwright has looked at it. */
  registration: BuildRegistration | undefined;
  readonly #runs: BuildRun[] = [];
  #latestRun: BuildRun;

  /** Its first run is there at once. */
  constructor(request: BuildRequest, serial: number) {
    this.request = request;
    this.serial = serial;
    this.#latestRun = this.startRun();
  }

  get runs(): readonly BuildRun[] {
    return this.#runs;
  }

  /** The one that counts. */
  get latestRun(): BuildRun {
    return this.#latestRun;
  }

  startRun(): BuildRun {
    const letters = Array.from(
      { length: 5 },
      () => suffixAlphabet[randomInt(suffixAlphabet.length)],
    );
    const run = new BuildRun(`${this.request.name}-run-${letters.join('')}`);
    this.#runs.push(run);
    this.#latestRun = run;
    return run;
  }
}
