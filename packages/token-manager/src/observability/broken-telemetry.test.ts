import { metrics, trace } from '@opentelemetry/api';
import { expect, onTestFinished, test, vi } from 'vitest';
import { json, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

const throws = (): never => {
  throw new Error('a broken SDK');
};

/** Sets up what no SDK should be: tracers and meters that do as the test says. */
function setUpBroken({ tracer, meter }: { tracer?: object; meter?: object }): void {
  if (tracer !== undefined) {
    trace.setGlobalTracerProvider(Object.assign(JSON.parse('{}'), { getTracer: () => tracer }));
  }
  if (meter !== undefined) {
    metrics.setGlobalMeterProvider(Object.assign(JSON.parse('{}'), { getMeter: () => meter }));
  }
  onTestFinished(() => {
    trace.disable();
    metrics.disable();
  });
}

test('an SDK that throws harms nothing [token-observability/Failing telemetry harms nothing]', async () => {
  trace.setGlobalTracerProvider({ getTracer: throws });
  metrics.setGlobalMeterProvider({ getMeter: throws });
  onTestFinished(() => {
    trace.disable();
    metrics.disable();
  });
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  expect(await manager.getToken()).toBe('token-1');
  expect(manager.invalidate('token-1')).toBe(true);
  expect(await manager.getToken()).toBe('token-2');
});

type CallBack = (span: object) => unknown;

const done = () => {};
const quietSpan = { setAttributes: done, setStatus: done, setAttribute: done, end: done };

test.each<[string, (callBack: CallBack, span: object) => unknown]>([
  ['throws and never calls back', throws],
  ['never calls back', () => undefined],
  [
    'throws after it has called back',
    (callBack, span) => {
      callBack(span);
      throws();
    },
  ],
  [
    'calls back twice',
    (callBack, span) => {
      callBack(span);
      callBack(span);
    },
  ],
  ['calls back later', (callBack, span) => void setImmediate(() => callBack(span))],
  ['calls back without a span', callBack => callBack(JSON.parse('null'))],
  [
    'gives a promise that rejects',
    async (callBack, span) => {
      callBack(span);
      throws();
    },
  ],
])(
  'with a tracer that %s a renewal is made once [token-observability/Failing telemetry harms nothing]',
  async (_what, start) => {
    const startActiveSpan = (_name: string, _options: object, callBack: CallBack) =>
      start(callBack, quietSpan);
    setUpBroken({ tracer: { startActiveSpan } });
    await using endpoint = await ScriptedEndpoint.start();
    await using manager = managerFor(endpoint);
    expect(await manager.getToken()).toBe('token-1');
    manager.clearCache();
    expect(await manager.getToken()).toBe('token-2');
    expect(endpoint.requests).toHaveLength(2);
  },
);

test('a span that refuses everything is ended all the same [token-observability/Failing telemetry harms nothing]', async () => {
  const end = vi.fn<() => void>();
  const span = { setAttributes: throws, setStatus: throws, setAttribute: throws, end };
  const startActiveSpan = (_name: string, _options: object, callBack: CallBack) => callBack(span);
  setUpBroken({ tracer: { startActiveSpan } });
  await using endpoint = await ScriptedEndpoint.start(json({ error: 'invalid_client' }, 401));
  await using manager = managerFor(endpoint);
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'rejected' });
  expect(end).toHaveBeenCalledTimes(1);
  end.mockImplementation(throws);
  manager.clearCache();
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'rejected' });
  expect(endpoint.requests).toHaveLength(2);
});

test('an instrument that throws costs its own value alone, and no span [token-observability/Failing telemetry harms nothing]', async () => {
  const counted = vi.fn<(name: string, value: number) => void>();
  const setAttributes = vi.fn<(attributes: object) => void>();
  const span = { setAttributes, setStatus: throws, setAttribute: throws, end: throws };
  setUpBroken({
    tracer: { startActiveSpan: (_name: string, _options: object, run: CallBack) => run(span) },
    meter: {
      createCounter: (name: string) => ({ add: (value: number) => counted(name, value) }),
      createHistogram: () => ({ record: throws }),
      createObservableGauge: () => ({ addCallback: throws, removeCallback: throws }),
    },
  });
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  expect(await manager.getToken()).toBe('token-1');
  expect(manager.invalidate('token-1')).toBe(true);
  expect(counted.mock.calls).toEqual([
    ['token_manager.requests', 1],
    ['token_manager.invalidations', 1],
  ]);
  expect(setAttributes).toHaveBeenCalledTimes(1);
});
