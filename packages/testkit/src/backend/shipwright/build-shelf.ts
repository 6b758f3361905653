import { Build, type BuildRequest } from './build.ts';
import { type BuildProgress, checkProgress, progressByTime, step } from './build-progress.ts';
import type { BuildRun } from './build-run.ts';

/** The Builds of all namespaces. A name is one Build's, be it an agent's or a tool's. */
export class BuildShelf {
  readonly #builds = new Map<string, Build>();
  /** How often the state of a run was asked for since it last moved by itself. */
  readonly #polls = new WeakMap<BuildRun, number>();
  readonly #progress: BuildProgress | undefined;

  /** @throws TypeError for a progress that would be none. */
  constructor(progress: BuildProgress | undefined) {
    if (progress !== undefined) {
      checkProgress(progress, 'builds.autoProgress');
    }
    this.#progress = progress;
  }

  /** Makes a Build, in place of one of that name. */
  create(request: BuildRequest, serial: number): Build {
    const build = new Build(request, serial);
    this.#builds.set(keyOf(request.namespace, request.name), build);
    return build;
  }

  find(namespace: string, name: string): Build | undefined {
    const build = this.#builds.get(keyOf(namespace, name));
    if (build !== undefined && this.#progress !== undefined && 'stepMs' in this.#progress) {
      progressByTime(build, this.#progress.stepMs);
    }
    return build;
  }

  /** The Builds of these namespaces, by namespace and name. */
  inNamespaces(namespaces: readonly string[]): Build[] {
    return [...this.#builds.values()]
      .map(({ request }) => request)
      .filter(({ namespace }) => namespaces.includes(namespace))
      .sort((one, other) => order(one.namespace, other.namespace) || order(one.name, other.name))
      .flatMap(({ namespace, name }) => this.find(namespace, name) ?? []);
  }

  /** Notes that the state of a Build's latest run was told, which may move it on. */
  polled(build: Build): void {
    if (this.#progress === undefined || !('stepPolls' in this.#progress)) {
      return;
    }
    const polls = (this.#polls.get(build.latestRun) ?? 0) + 1;
    const isTime = polls >= this.#progress.stepPolls;
    this.#polls.set(build.latestRun, isTime ? 0 : polls);
    if (isTime) {
      step(build);
    }
  }

  /** Takes a Build out, its runs with it; undefined when there is none of that name. */
  remove(namespace: string, name: string): Build | undefined {
    const build = this.find(namespace, name);
    this.#builds.delete(keyOf(namespace, name));
    return build;
  }
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** No name of Kubernetes has a slash. */
function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
