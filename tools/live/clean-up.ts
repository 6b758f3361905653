import { KagentiError, KagentiHttpError } from '@rhdh-boost/kagenti-client';

/** Something that the suite made at the server. */
export interface Resource {
  /** What it is, for people: `agent team1/boost-live-1f3a-image`. */
  readonly what: string;
  /** Removes it; one that is gone already is no error. */
  remove(): Promise<unknown>;
}

/** What could not be removed. */
export interface LeftBehind {
  readonly what: string;
  /** Why, without the server's words. */
  readonly why: string;
}

/** What is to be removed in the end, whatever happens. */
export class CleanUp {
  readonly #resources = new Set<Resource>();

  /** To be called before a resource is asked for: its making may succeed though its answer is lost. */
  add(resource: Resource): void {
    this.#resources.add(resource);
  }

  /** It is gone, or certainly was never made. */
  drop(resource: Resource): void {
    this.#resources.delete(resource);
  }

  /** Removes what is left, last made first, each whatever became of the others. */
  async run(): Promise<LeftBehind[]> {
    const leftBehind: LeftBehind[] = [];
    for (const resource of [...this.#resources].toReversed()) {
      try {
        await resource.remove();
      } catch (error) {
        // It never came to be, or is gone: an answer was lost.
        if (error instanceof KagentiHttpError && error.status === 404) continue;
        const why = KagentiError.isInstance(error) ? error.message : 'an unknown error';
        leftBehind.push({ what: resource.what, why });
      }
    }
    return leftBehind;
  }
}
