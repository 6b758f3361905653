import type { Dispatcher } from 'undici';
import { expect, test, vi } from 'vitest';
import { ExchangeController } from './exchange-controller.ts';

/** The controller of one dispatch, as far as it is asked and told; undici's own come one for each dispatch. */
class RunningController implements Dispatcher.DispatchController {
  readonly told: string[] = [];
  aborted = false;
  paused = false;
  reason: Error | null = null;
  rawHeaders = ['x-one', '1'];
  rawTrailers = ['x-sum', '5'];

  abort(reason: Error): void {
    this.told.push(`abort: ${reason.message}`);
  }

  pause(): void {
    this.told.push('pause');
  }

  resume(): void {
    this.told.push('resume');
  }
}

const reason = new Error('The caller left');

function start() {
  const onAbort = vi.fn<(reason: Error) => void>();
  return { onAbort, controller: new ExchangeController(onAbort), running: new RunningController() };
}

test('a pause before there is a dispatch holds for the one that comes', () => {
  const { controller, running } = start();
  controller.pause();
  expect(controller.paused).toBe(true);
  controller.follow(running);
  expect(running.told).toEqual(['pause']);
});

test('what was paused and resumed before there is a dispatch is not paused then', () => {
  const { controller, running } = start();
  controller.pause();
  controller.resume();
  expect(controller.paused).toBe(false);
  controller.follow(running);
  expect(running.told).toEqual([]);
});

test('pause and resume go to the dispatch that runs, and to none that is over', () => {
  const { controller, running } = start();
  controller.follow(running);
  expect(controller.follows).toBe(true);
  controller.pause();
  controller.resume();
  controller.unfollow();
  controller.pause();
  expect(running.told).toEqual(['pause', 'resume']);
  expect(controller.follows).toBe(false);
});

test('an abort before there is a dispatch ends the one that comes, and does not pause it [bearer-interceptor/Abort while waiting for a token]', () => {
  const { onAbort, controller, running } = start();
  controller.pause();
  controller.abort(reason);
  controller.abort(new Error('Once more'));
  controller.follow(running);
  expect(onAbort.mock.calls).toEqual([[reason]]);
  expect(running.told).toEqual(['abort: The caller left']);
  expect(controller).toMatchObject({ aborted: true, reason });
});

test('a dispatch that somebody else aborted is aborted, and is not aborted again', () => {
  const { onAbort, controller, running } = start();
  controller.follow(running);
  expect(controller).toMatchObject({ aborted: false, reason: null });
  Object.assign(running, { aborted: true, reason });
  expect(controller).toMatchObject({ aborted: true, reason });
  controller.abort(new Error('Once more'));
  expect(onAbort).not.toHaveBeenCalled();
  expect(running.told).toEqual([]);
});

test('the reason of the one who aborts stands before that of the dispatch', () => {
  const { controller, running } = start();
  controller.follow(running);
  controller.abort(reason);
  Object.assign(running, { aborted: true, reason: new Error('Of the socket') });
  expect(controller.reason).toBe(reason);
});

test('raw headers and trailers are those of the dispatch that runs, and null without one', () => {
  const { controller, running } = start();
  expect(controller).toMatchObject({ rawHeaders: null, rawTrailers: null, aborted: false });
  expect(controller.reason).toBeNull();
  controller.follow(running);
  expect(controller).toMatchObject({ rawHeaders: ['x-one', '1'], rawTrailers: ['x-sum', '5'] });
});
