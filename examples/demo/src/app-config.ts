import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConfigSources, FileConfigSource, type Parser } from '@backstage/config-loader';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { DemoFailure } from './demo-failure.ts';
import { yamlWayOut } from './yaml-way-out.ts';

/** Backstage's own configuration object, which follows changes of the file and of what it includes. */
export type AppConfig = Awaited<ReturnType<typeof ConfigSources.toConfig>>;

/**
 * Reads an app-config file as a Backstage backend reads it, with Backstage's own loader.
 * A failure names file, line and column but quotes nothing: the line may hold a secret.
 */
export async function loadAppConfig(
  file: string,
  variables: Readonly<Record<string, string>>,
): Promise<AppConfig> {
  const path = resolve(file);
  await checkReadable(path, file);
  const options = {
    path,
    substitutionFunc: async (name: string) => variables[name] ?? process.env[name],
    parser: async ({ contents }: { contents: string }) => parseYaml(contents, file),
  };
  try {
    // The loader never closes the watcher of a file that it could not read, so read it once without.
    await ConfigSources.toConfig(FileConfigSource.create({ ...options, watch: false }));
    return await ConfigSources.toConfig(FileConfigSource.create(options));
  } catch (error) {
    throw error instanceof DemoFailure ? error : unreadable(file, error);
  }
}

async function checkReadable(path: string, file: string): Promise<void> {
  try {
    await readFile(path);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** An empty file has no sections: Backstage's loader would stop at one that is all there is. */
function parseYaml(contents: string, file: string): Awaited<ReturnType<Parser>> {
  const lineCounter = new LineCounter();
  const document = parseDocument(contents, { lineCounter, prettyErrors: false });
  const [problem] = document.errors;
  if (problem) {
    const { line, col } = lineCounter.linePos(problem.pos[0]);
    throw new DemoFailure(`${file}:${line}:${col} is not valid YAML: ${yamlWayOut(problem.code)}.`);
  }
  const { contents: root } = document;
  if (root === null || (isScalar(root) && root.value === null)) return { result: {} };
  if (!isMap(root)) {
    throw new DemoFailure(
      `${file} holds no sections. Write an app-config file, as examples/app-config.yaml is one.`,
    );
  }
  return { result: document.toJS() };
}

function unreadable(file: string, error: unknown): DemoFailure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') {
    return new DemoFailure(`${file} does not exist. Give an app-config file with --config FILE.`);
  }
  if (code === 'EISDIR') {
    return new DemoFailure(`${file} is a folder. Give an app-config file with --config FILE.`);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new DemoFailure(`${file} may not be read (${code}). Change its permissions.`);
  }
  return new DemoFailure(
    `${file} cannot be loaded: ${firstLine(error)}. Mend that, or give another file with --config FILE.`,
  );
}

/** Messages of the loader name paths; those of YAML and JSON parsers quote text, and come after a line break. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? '';
}
