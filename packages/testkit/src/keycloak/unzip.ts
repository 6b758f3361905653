import { chmod, type FileHandle, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

/**
 * Unpacks a zip without a program that may not be installed. It reads what Maven's assemblies write:
 * stored and deflated entries, below 4 GiB (PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.4).
 *
 * @throws Error when the file is no such zip.
 */
export async function unzip(zip: string, into: string): Promise<void> {
  const file = await open(zip);
  try {
    for (const entry of await readDirectory(file)) {
      await writeEntry(file, entry, into);
    }
  } finally {
    await file.close();
  }
}

interface ZipEntry {
  name: string;
  deflated: boolean;
  compressedSize: number;
  headerOffset: number;
  /** Unix permissions; 0 when the zip has none. */
  mode: number;
}

const endSignature = 0x06054b50;
const endSize = 22;
const longestComment = 0xffff;

async function readDirectory(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat();
  const tail = await read(
    file,
    Math.max(0, size - endSize - longestComment),
    endSize + longestComment,
  );
  const end = tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0 || tail.readUInt32LE(end) !== endSignature) {
    throw new Error('It is no zip');
  }
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: ZipEntry[] = [];
  for (let at = 0; at < directory.length; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      deflated: directory.readUInt16LE(at + 10) === 8,
      compressedSize: directory.readUInt32LE(at + 20),
      headerOffset: directory.readUInt32LE(at + 42),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
    });
    const extraLength = directory.readUInt16LE(at + 30);
    at += 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function writeEntry(file: FileHandle, entry: ZipEntry, into: string): Promise<void> {
  if (normalize(entry.name).startsWith('..')) {
    throw new Error(`An entry points out of the folder: ${entry.name}`);
  }
  const path = join(into, entry.name);
  if (entry.name.endsWith('/')) {
    await mkdir(path, { recursive: true });
    return;
  }
  const header = await read(file, entry.headerOffset, 30);
  const start = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = await read(file, start, entry.compressedSize);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, entry.deflated ? await promisify(inflateRaw)(packed) : packed);
  if (entry.mode !== 0) {
    await chmod(path, entry.mode);
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
