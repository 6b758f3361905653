import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, getCompileCacheDir, Module } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** A run that ends with this code or a higher one did not do its work. */
const failed = 2;

/** By what factor the code of a run may exceed the stored code before it is stored again. */
const tolerance = 1.02;

/** One run in eight asks V8 whether it compiled more, because the question takes as long as to compile many functions. */
const asksOneIn = 8;

/** The code that an earlier run compiled. */
interface CompiledCode {
  readonly data: Buffer;
  /** The bytes of all code that V8 had at the end of that run. */
  readonly codeSize: number;
}

/**
 * Loads a file of ASCII in CommonJS with the code that V8 compiled in an earlier run; whoever requires the file then gets
 * this module. Node's own compile cache keeps what V8 compiles before a file runs, which is hardly any function. This keeps
 * what a whole run has compiled, in Node's folder for that, which is for this user and this version of Node.
 *
 * It does nothing where Node keeps no compiled code.
 *
 * @param file - its path, without symbolic links
 */
export function loadCompiled(file: string): void {
  const folder = getCompileCacheDir();
  if (folder === undefined) return;
  const source = readFileSync(file, 'latin1');
  const cache = join(folder, `${basename(file)}-${crc32(source).toString(16)}`);
  const compiled = readCache(cache);
  const script = new Script(Module.wrap(source), {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(compiled && { cachedData: compiled.data }),
  });
  process.once('exit', exitCode => {
    if (exitCode >= failed) return;
    const isKept = compiled !== undefined && script.cachedDataRejected !== true;
    if (isKept && Math.random() * asksOneIn > 1) return;
    const codeSize = sizeOfCode();
    // Another run may need other functions. Those of the stored code are stored again with them.
    if (isKept && codeSize <= compiled.codeSize * tolerance) return;
    writeCache(cache, { data: script.createCachedData(), codeSize });
  });
  const require = createRequire(file);
  const module = new Module(file);
  require.cache[file] = module;
  script
    .runInThisContext()
    .call(module.exports, module.exports, require, module, file, dirname(file));
  // Node takes it for a module in a cycle otherwise.
  module.loaded = true;
}

/** The bytes of the code that V8 has at this moment. */
function sizeOfCode(): number {
  return process.getBuiltinModule('node:v8').getHeapCodeStatistics().bytecode_and_metadata_size;
}

/** The stored file: a checksum of what follows it, the size of the code, and V8's data. */
const checksumBytes = 4;
const sizeBytes = 4;

function readCache(path: string): CompiledCode | undefined {
  try {
    const stored = readFileSync(path);
    const content = stored.subarray(checksumBytes);
    if (stored.readUInt32LE() !== crc32(content)) return undefined;
    return { data: content.subarray(sizeBytes), codeSize: content.readUInt32LE() };
  } catch {
    return undefined;
  }
}

/** Another run, which may read the file now, finds the former one or the whole new one. */
function writeCache(path: string, { data, codeSize }: CompiledCode): void {
  const header = Buffer.alloc(checksumBytes + sizeBytes);
  header.writeUInt32LE(codeSize, checksumBytes);
  const stored = Buffer.concat([header, data]);
  stored.writeUInt32LE(crc32(stored.subarray(checksumBytes)));
  try {
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, stored);
    renameSync(unfinished, path);
  } catch {
    // The next run compiles it again.
  }
}
