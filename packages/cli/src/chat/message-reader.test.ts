import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { MessageReader } from './message-reader.ts';

const ctrlC = '\u0003';
const ctrlD = '\u0004';

function startReader({ isDumb = false } = {}) {
  const setRawMode = vi.fn<(mode: boolean) => void>();
  const input = Object.assign(new PassThrough(), { setRawMode });
  const output = new PassThrough();
  let screen = '';
  output.setEncoding('utf8').on('data', (piece: string) => {
    screen += piece;
  });
  const reader = new MessageReader({ input, output, isDumb }, '(hint)');
  onTestFinished(() => reader.close());
  const see = (text: string) => vi.waitFor(() => expect(screen).toContain(text));
  return { reader, input, setRawMode, see, screen: () => screen };
}

describe('MessageReader', () => {
  it('reads messages one after the other', async () => {
    const { reader, input } = startReader();
    const first = reader.read('you> ');
    input.write('Hello\r');
    expect(await first).toBe('Hello');
    const second = reader.read('you> ');
    input.write('Agan\u001b[Di\r');
    expect(await second).toBe('Again');
  });

  it('remembers messages', async () => {
    const { reader, input } = startReader();
    const first = reader.read('you> ');
    input.write('Hello\r');
    await first;
    const second = reader.read('you> ');
    input.write('\u001b[A\r');
    expect(await second).toBe('Hello');
  });

  it.each([
    ['one\\\rtwo\r', 'one\ntwo'],
    ['one\\\\\r', 'one\\\\'],
    ['\u001b[200~one\r\\two\\\rthree\u001b[201~\r', 'one\n\\two\\\nthree'],
    ['\u001b[200~one\u001b[201~ two\r', 'one two'],
  ])('joins the lines of %j', async (keys, message) => {
    const { reader, input } = startReader();
    const read = reader.read('you> ');
    input.write(keys);
    expect(await read).toBe(message);
  });

  it('returns several messages that came together, each by itself', async () => {
    const { reader, input } = startReader();
    const first = reader.read('you> ');
    input.write('one\rtwo\r');
    expect(await first).toBe('one');
    expect(await reader.read('you> ')).toBe('two');
  });

  it('keeps what is typed during a reply, until Ctrl-C', async () => {
    const { reader, input } = startReader();
    const first = reader.read('you> ');
    input.write('Hello\r');
    await first;
    const interrupt = vi.fn<() => void>();
    reader.onInterrupt(interrupt);
    input.write('lost');
    input.write(`also lost${ctrlC}kept`);
    await vi.waitFor(() => expect(interrupt).toHaveBeenCalledOnce());
    const second = reader.read('you> ');
    input.write(' too\r');
    expect(await second).toBe('kept too');
  });

  it('ends by Ctrl-D, also one that was pressed during a reply', async () => {
    const { reader, input, setRawMode } = startReader();
    const first = reader.read('you> ');
    input.write('Hello\r');
    await first;
    expect(setRawMode).toHaveBeenLastCalledWith(true);
    reader.onInterrupt(() => {});
    input.write(ctrlD);
    await new Promise(resolve => setImmediate(resolve));
    expect(await reader.read('you> ')).toBeUndefined();
    expect(setRawMode).toHaveBeenLastCalledWith(false);
    expect(await reader.read('you> ')).toBeUndefined();
  });

  it('ends with its terminal', async () => {
    const { reader, input } = startReader();
    const first = reader.read('you> ');
    input.end();
    expect(await first).toBeUndefined();
  });

  it('ends by a second Ctrl-C, between which nothing was written', async () => {
    const { reader, input, see, screen } = startReader();
    const read = reader.read('you> ');
    input.write(ctrlC);
    await see('(hint)');
    input.write('x');
    input.write(ctrlC);
    input.write('Hello\r');
    expect(await read).toBe('Hello');
    const second = reader.read('you> ');
    input.write(`one\\\r${ctrlC}`);
    input.write(ctrlC);
    await vi.waitFor(() => expect(screen().split('(hint)')).toHaveLength(3));
    input.write(ctrlC);
    expect(await second).toBeUndefined();
  });

  it('asks the terminal to mark pasted text, unless it understands no escapes', async () => {
    const { reader, see } = startReader();
    await see('\u001b[?2004h');
    reader.close();
    await see('\u001b[?2004l');
    const dumb = startReader({ isDumb: true });
    dumb.reader.close();
    await new Promise(resolve => setImmediate(resolve));
    expect(dumb.screen()).not.toContain('2004');
  });
});
