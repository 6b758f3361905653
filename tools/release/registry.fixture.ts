import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';

/** A registry that keeps what is published. It has its own process, since the callers of npm wait for npm. */
const program = `
import { createServer } from 'node:http';
const packages = new Map();
const server = createServer(async (request, response) => {
  const name = decodeURIComponent(request.url.slice(1).split('?')[0]);
  const before = packages.get(name);
  if (request.method === 'PUT') {
    const sent = JSON.parse(Buffer.concat(await request.toArray()).toString());
    packages.set(name, {
      ...sent,
      versions: { ...before?.versions, ...sent.versions },
      'dist-tags': { ...before?.['dist-tags'], ...sent['dist-tags'] },
    });
  }
  const found = packages.get(name);
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(found ?? { error: 'not found' }));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));
`;

/** Starts an empty registry; gives a folder in which npm uses it, and its address. */
export async function emptyRegistry(): Promise<{ cwd: string; url: string }> {
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const [port] = await once(child.stdout ?? child, 'data');
  const host = `//127.0.0.1:${String(port)}/`;
  const npmrc = `registry=http:${host}\n${host}:_authToken=test\n`;
  return { cwd: scratchFolder({ '.npmrc': npmrc }), url: `http:${host}` };
}
