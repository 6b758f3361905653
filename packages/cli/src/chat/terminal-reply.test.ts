import type { ChatEvent } from '@rhdh-boost/kagenti-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPaint } from './paint.ts';
import { TerminalReply } from './terminal-reply.ts';

const removed = '\r\u001b[2K';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function startReply({ color = false, env = {} } = {}) {
  let screen = '';
  const stdout = {
    isTTY: true,
    write(text: string) {
      screen += text;
    },
  };
  const reply = new TerminalReply(stdout, createPaint(color), env);
  return { reply, screen: () => screen };
}

function shown(...events: readonly ChatEvent[]): string {
  const { reply, screen } = startReply();
  for (const event of events) reply.add(event);
  reply.end();
  return screen();
}

describe('TerminalReply', () => {
  it('shows the only artifact without a frame', () => {
    expect(
      shown(
        { type: 'status', state: 'working', final: false },
        { type: 'artifact', name: 'answer' },
        { type: 'text', text: 'It will ', ofArtifact: true },
        { type: 'artifact', name: 'answer' },
        { type: 'text', text: 'rain.', ofArtifact: true },
        { type: 'done' },
      ),
    ).toBe('It will rain.\n');
  });

  it('shows where artifacts begin and end among text', () => {
    expect(
      shown(
        { type: 'text', text: 'Look:' },
        { type: 'artifact', name: 'a\nb', text: 'title ' },
        { type: 'text', text: 'map', ofArtifact: true },
        { type: 'artifact' },
        { type: 'text', text: 'chart', ofArtifact: true },
        { type: 'text', text: 'Done.' },
      ),
    ).toBe('Look:\n── a b ──\ntitle map\n── artifact ──\nchart\n──\nDone.\n');
  });

  it('shows messages of states and questions on separate lines', () => {
    expect(
      shown(
        { type: 'text', text: 'one' },
        { type: 'status', state: 'working', final: false, message: 'still thinking' },
        { type: 'text', text: 'two' },
        { type: 'authRequired', message: 'at example.com' },
        { type: 'inputRequired' },
        { type: 'authRequired' },
      ),
    ).toBe(
      'one\nstill thinking\ntwo\nThe agent asks you to sign in: at example.com Write a message when you have.\n' +
        'The agent asks for an answer.\nThe agent asks you to sign in: (it does not say where) Write a message when you have.\n',
    );
  });

  it('counts the seconds of a wait in a line that it erases', () => {
    const { reply, screen } = startReply();
    vi.advanceTimersByTime(1000);
    expect(screen()).toBe(`${removed}waiting: 1 s`);
    reply.add({ type: 'status', state: 'working', final: false });
    vi.advanceTimersByTime(1000);
    expect(screen()).toBe(`${removed}waiting: 1 s${removed}working: 1 s${removed}working: 2 s`);
    reply.add({ type: 'text', text: 'Hi' });
    expect(screen()).toBe(
      `${removed}waiting: 1 s${removed}working: 1 s${removed}working: 2 s${removed}Hi`,
    );
    // Nothing is written into the text.
    vi.advanceTimersByTime(5000);
    reply.end();
    vi.advanceTimersByTime(5000);
    expect(screen()).toBe(
      `${removed}waiting: 1 s${removed}working: 1 s${removed}working: 2 s${removed}Hi\n`,
    );
  });

  it('shows no line that a dumb terminal could not erase', () => {
    const { screen } = startReply({ env: { TERM: 'dumb' } });
    vi.advanceTimersByTime(5000);
    expect(screen()).toBe('');
  });

  it('dims what is beside the reply, and stresses what must not be missed', () => {
    const { reply, screen } = startReply({ color: true });
    reply.note('(stopped)');
    reply.warn('The agent failed.');
    reply.end();
    expect(screen()).toBe('\u001b[2m(stopped)\u001b[0m\n\u001b[1mThe agent failed.\u001b[0m\n');
  });
});
