import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { scratchFolder } from './scratch-folder.fixture.ts';

/** A zip with these files: the first as it is, the others deflated, each allowed to be run. */
export function zipOf(files: Record<string, string>): string {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const isFirst = locals.length === 0;
    const content = isFirst ? Buffer.from(text) : deflateRawSync(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isFirst ? 0 : 8, 4);
    common.writeUInt32LE(crc32(text), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(text.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(0o100755 * 0x10000, 6);
    place.writeUInt32LE(offset, 10);
    centrals.push(signed(1, 2), Buffer.from([20, 3]), common, place, Buffer.from(name));
    const local = Buffer.concat([signed(3, 4), common, Buffer.from(name), content]);
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  const path = join(scratchFolder(), 'distribution.zip');
  writeFileSync(path, Buffer.concat([...locals, directory, signed(5, 6), end]));
  return path;
}

function signed(...kind: number[]): Buffer {
  return Buffer.from([...Buffer.from('PK'), ...kind]);
}
