import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  boostFieldSet,
  type ConfigFieldSet,
  type ConfigRegistry,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { codeOf, isError } from '@rhdh-boost/internal/error-name';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { isRecord } from '../is-record.ts';

/** A module that has a set of fields. */
export interface NamedModule {
  /** A file or a package. */
  readonly module: string;
  /** What names it, for messages: `--fields`, or a setting. */
  readonly origin: string;
}

/**
 * The fields of Boost together with those of other modules, each module once.
 *
 * @param modules - the modules, as they are named
 * @param cwd - the folder from which both are looked up
 * @param only - whether the fields of Boost are left out. Default: false
 * @throws {@link UsageError} when one cannot be loaded, has no set of fields, or clashes
 */
export async function loadRegistry(
  modules: readonly NamedModule[],
  cwd: string,
  only = false,
): Promise<ConfigRegistry> {
  const sets: ConfigFieldSet[] = only ? [] : [boostFieldSet];
  // The settings and the command line may name the same module.
  const distinct = new Map(modules.map(named => [toSpecifier(named.module, cwd), named]));
  for (const named of distinct.values()) sets.push(await loadFieldSet(named, cwd));
  try {
    return combineConfigFields(sets);
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

async function loadFieldSet(named: NamedModule, cwd: string): Promise<ConfigFieldSet> {
  const name = `${named.origin} ${named.module}`;
  const { default: byDefault, configFields } = await importFrom(named, cwd);
  const exported = configFields ?? byDefault;
  if (!looksLikeFieldSet(exported)) {
    throw new UsageError(
      `${name}: it exports no set of fields. Export the result of defineConfigFields (@rhdh-boost/config-schema) as configFields or as the default.`,
    );
  }
  try {
    return defineConfigFields(exported);
  } catch (error) {
    throw new UsageError(`${name}: ${messageOf(error)}`);
  }
}

function looksLikeFieldSet(value: unknown): value is ConfigFieldSet {
  return (
    isRecord(value) &&
    typeof value['owner'] === 'string' &&
    typeof value['version'] === 'number' &&
    isRecord(value['fields']) &&
    Object.values(value['fields']).every(isRecord) &&
    Array.isArray(value['migrations']) &&
    value['migrations'].every(isRecord)
  );
}

/** Where a module may have its set. */
interface FieldsModule {
  readonly configFields?: unknown;
  readonly default?: unknown;
}

/** The set of Boost's modules; it is part of the command, which runs where nothing is installed. */
const boostModules = '@rhdh-boost/config-schema/boost-modules';

async function importFrom({ module, origin }: NamedModule, cwd: string): Promise<FieldsModule> {
  if (module === boostModules) return import('@rhdh-boost/config-schema/boost-modules');
  const specifier = toSpecifier(module, cwd);
  // A package is looked up from the folder of the user, not from that of this command.
  const parentURL = pathToFileURL(join(cwd, 'app-config.yaml')).href;
  let isFound = false;
  const hooks = registerHooks({
    resolve(wanted, context, next) {
      if (wanted !== specifier) return next(wanted, context);
      const resolved = next(wanted, { ...context, parentURL });
      isFound = true;
      return resolved;
    },
  });
  try {
    return await import(/* @vite-ignore */ specifier);
  } catch (error) {
    const isMissing = !isFound && codeOf(error) === 'ERR_MODULE_NOT_FOUND';
    const reason = isMissing ? describeMissing(specifier, cwd) : explainFailure(error);
    throw new UsageError(`${origin} ${module} cannot be loaded: ${reason}`);
  } finally {
    hooks.deregister();
  }
}

/** A file as a URL; anything else is the name of a package. */
function toSpecifier(module: string, cwd: string): string {
  const file = resolve(cwd, module);
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  return isFile || /^(?:\.{0,2}[\\/]|[A-Za-z]:[\\/])/.test(module)
    ? pathToFileURL(file).href
    : module;
}

const reasons: Readonly<Record<string, string>> = {
  ERR_UNKNOWN_FILE_EXTENSION:
    'Node does not run files of this kind. Give a .js or .mjs file, or a .ts file without syntax of TypeScript alone.',
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX:
    'it has TypeScript that Node cannot run, such as an enum. Give the compiled file.',
  ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING:
    'Node runs no TypeScript below node_modules. Give the compiled file.',
  ERR_UNSUPPORTED_DIR_IMPORT: 'it is a folder. Give a file in it, or the name of a package.',
};

function describeMissing(specifier: string, cwd: string): string {
  if (specifier.startsWith('file:')) {
    return `the file ${fileURLToPath(specifier)} does not exist. Relative names start from the current folder.`;
  }
  return `it is not installed in node_modules of ${cwd} and of the folders around it. Install it there, run the command in the folder of the package that has it, or give the file (./fields.mjs).`;
}

/** Engines quote what they ran in these. */
const engineErrors = new Set(['ReferenceError', 'TypeError', 'RangeError']);

function explainFailure(error: unknown): string {
  const code = codeOf(error) ?? '';
  const reason = reasons[code];
  if (reason !== undefined) return reason;
  if (!isError(error)) {
    return typeof error === 'string' ? error : 'it throws a value that is not an error.';
  }
  // Node's own errors have a code and quote no file, but for those about syntax.
  if (error.name === 'SyntaxError' || (code === '' && engineErrors.has(error.name))) {
    return `it does not run (${error.name}). Run it with Node to see where.`;
  }
  return messageOf(error);
}

function messageOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}
