import { Agent, type Dispatcher } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { startBearerSetting } from '../../test/fixtures/bearer.fixture.ts';
import { HearingHandler } from '../../test/fixtures/hearing-handler.fixture.ts';
import { refusing } from '../../test/fixtures/scripted-api.fixture.ts';
import { bearerInterceptor } from './bearer-interceptor.ts';

type Handler = Required<Dispatcher.DispatchHandler>;

/** Tells of the first byte of an answer late, when its status is known. */
class LateFirstByte implements Dispatcher.DispatchHandler {
  readonly #handler: Dispatcher.DispatchHandler;

  constructor(handler: Dispatcher.DispatchHandler) {
    this.#handler = handler;
  }

  onRequestStart(...given: Parameters<Handler['onRequestStart']>): void {
    this.#handler.onRequestStart?.(...given);
  }

  onResponseStart(...given: Parameters<Handler['onResponseStart']>): void {
    this.#handler.onResponseStart?.(...given);
    this.#handler.onResponseStarted?.();
  }

  onResponseData(...given: Parameters<Handler['onResponseData']>): void {
    this.#handler.onResponseData?.(...given);
  }

  onResponseEnd(...given: Parameters<Handler['onResponseEnd']>): void {
    this.#handler.onResponseEnd?.(...given);
  }

  onResponseError(...given: Parameters<Handler['onResponseError']>): void {
    this.#handler.onResponseError?.(...given);
  }
}

const late: Dispatcher.DispatcherComposeInterceptor = dispatch => (options, handler) =>
  dispatch(options, new LateFirstByte(handler));

test('of a refusal that is decided on nothing more is told, whoever stands inside', async () => {
  const { api, manager } = await startBearerSetting(refusing('token-1'));
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  const bearer = bearerInterceptor(manager, { origins: [api.origin] });
  const handler = new HearingHandler();

  const options = { origin: api.origin, path: '/', method: 'GET' } as const;
  agent.compose(late, bearer).dispatch(options, handler);
  await handler.ended;

  expect(handler.heard).toEqual([
    'onRequestStart',
    'onResponseStart',
    'onResponseStarted',
    'onResponseData',
    'onResponseEnd',
  ]);
  expect(handler.statuses).toEqual([200]);
});
