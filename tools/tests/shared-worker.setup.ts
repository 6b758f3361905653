// Test files share a process, and with it the libraries that are loaded, which halves the CPU time of all. The modules of
// this repository are loaded anew for each file. What else a file changes, it changes back; one that does not fails here,
// rather than in a file that runs after it.
import { globalAgent } from 'node:https';
import { afterAll, beforeAll, vi } from 'vitest';

/** Where the API of OpenTelemetry keeps what is registered. */
const openTelemetry = Symbol.for('opentelemetry.js.api.1');

/** What a file could change for the next one, by name. */
function worldOf(): Map<string, unknown> {
  const registered: object = Reflect.get(globalThis, openTelemetry) ?? {};
  return new Map([
    ['the working folder', process.cwd()],
    ['fake timers', vi.isFakeTimers()],
    ['the arguments of the process', process.argv.join(' ')],
    ['the exit code of the process', process.exitCode],
    ['the trust in certificates', globalAgent.options.rejectUnauthorized],
    ...entriesOf('the environment variable', Object.entries(process.env)),
    ...entriesOf(
      'OpenTelemetry:',
      Object.entries(registered).filter(([key]) => key !== 'version'),
    ),
    ...entriesOf(
      'the global',
      // The dispatcher of undici: undici sets it when it is loaded, and a test may replace it.
      Object.getOwnPropertySymbols(globalThis)
        .filter(key => key.description?.startsWith('undici.globalDispatcher'))
        .map(key => [String(key), Reflect.get(globalThis, key)] as const),
    ),
    ...entriesOf(
      'the global',
      // Some are made when they are first read, so none is read here.
      Object.entries(Object.getOwnPropertyDescriptors(globalThis)).map(
        ([key, { value }]) => [key, value] as const,
      ),
    ),
  ]);
}

const entriesOf = (what: string, entries: readonly (readonly [string, unknown])[]) =>
  entries.map(([key, value]) => [`${what} ${key}`, value] as const);

/** Whether a library was loaded, such as tslib with its `__rest`, or a global was made because it was read. */
function isLoaded(name: string): boolean {
  if (!name.startsWith('the global ')) return false;
  // A second copy of tslib writes over those of the first.
  if (name.startsWith('the global __')) return true;
  return world.has(name) ? world.get(name) === undefined : name.startsWith('the global Symbol(');
}

vi.resetModules();

const world = worldOf();
let listeners: ReadonlyMap<string | symbol, readonly unknown[]>;

const stopListening = process.off.bind(process);
/** A backend of Backstage listens until the process ends. */
const listenersOf = () =>
  new Map(process.eventNames().map(name => [name, process.rawListeners(name)]));

beforeAll(() => {
  // Those of a library that is loaded stay, for it is loaded once.
  listeners = listenersOf();
});

afterAll(() => {
  for (const [name, now] of listenersOf()) {
    const added = now.filter(listener => !listeners.get(name)?.includes(listener));
    for (const listener of added) Reflect.apply(stopListening, undefined, [name, listener]);
  }
  const now = worldOf();
  const changed = [...new Set([...world.keys(), ...now.keys()])].filter(
    name =>
      !isLoaded(name) &&
      (world.has(name) !== now.has(name) || !Object.is(world.get(name), now.get(name))),
  );
  if (changed.length === 0) return;
  throw new Error(
    `This file leaves changes behind for the next one in its process: ${changed.join(', ')}. Change them back after each test.`,
  );
});
