import { context, metrics, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { expect, onTestFinished, test, vi } from 'vitest';
import { disableOpenTelemetry, setUpOpenTelemetry } from '../fixtures/opentelemetry.fixture.ts';
import { eventStream, frames, json, ScriptedServer } from '../fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient, weatherAgent } from '../fixtures/test-client.fixture.ts';

const throws = (): never => {
  throw new Error('a broken SDK');
};
const rejects = (): Promise<never> => Promise.reject(new Error('a broken SDK'));

/** Something of an SDK that is not what its type says. */
function misfit<T>(parts: object): T {
  return Object.assign(JSON.parse('{}'), parts);
}

/** Sets up what no SDK should be. */
function setUpBroken(parts: { tracer?: object; meter?: object; manager?: object }): void {
  const { tracer, meter, manager } = parts;
  if (tracer !== undefined) trace.setGlobalTracerProvider(misfit({ getTracer: () => tracer }));
  if (meter !== undefined) metrics.setGlobalMeterProvider(misfit({ getMeter: () => meter }));
  if (manager !== undefined) context.setGlobalContextManager(misfit(manager));
  onTestFinished(disableOpenTelemetry);
}

/** Makes calls of each kind, and proves that each was made once and ended as it should. */
async function callsWork(): Promise<void> {
  await using server = await ScriptedServer.start((response, { path, method }) => {
    if (path.endsWith('/stream')) {
      eventStream(response);
      return void response.end(frames({ content: 'x' }, { done: true, session_id: 's' }));
    }
    json(response, { items: [] }, method === 'DELETE' ? 404 : 200);
  });
  await using kagenti = testClient(server.origin);
  const { agents, chat } = kagenti.asUser(jane);

  expect(await agents.list()).toEqual({ items: [] });
  expect(await chat.stream({ ...weatherAgent, message: 'hi' }).text()).toBe('x');
  expect(await rejection(agents.delete(weatherAgent))).toMatchObject({ status: 404 });
  expect(server.requests).toHaveLength(3);
}

const done = (): undefined => undefined;
const quietSpan = {
  spanContext: () => ({ traceId: '', spanId: '', traceFlags: 0 }),
  setAttributes: done,
  setAttribute: done,
  setStatus: done,
  end: done,
};

test('an SDK that throws at once [kagenti-observability/Failing telemetry harms nothing]', async () => {
  trace.setGlobalTracerProvider({ getTracer: throws });
  metrics.setGlobalMeterProvider({ getMeter: throws });
  propagation.setGlobalPropagator({ inject: throws, extract: throws, fields: throws });
  onTestFinished(disableOpenTelemetry);
  await callsWork();
});

test('a propagator that rejects [kagenti-observability/Failing telemetry harms nothing]', async () => {
  setUpOpenTelemetry();
  propagation.disable();
  propagation.setGlobalPropagator(misfit({ inject: rejects }));
  await callsWork();
});

test.each<[string, () => unknown]>([
  ['throws', throws],
  ['rejects', rejects],
  ['gives nothing', () => undefined],
  ['gives null', () => JSON.parse('null')],
  ['gives what is no span', () => 7],
])(
  'a tracer that %s [kagenti-observability/Failing telemetry harms nothing]',
  async (_what, startSpan) => {
    setUpBroken({ tracer: { startSpan } });
    await callsWork();
  },
);

type Work = () => unknown;

test.each<[string, (work: Work) => unknown]>([
  ['throws and never calls back', throws],
  ['never calls back', done],
  [
    'throws after it has called back',
    work => {
      work();
      throws();
    },
  ],
  [
    'calls back twice',
    work => {
      work();
      return work();
    },
  ],
  ['calls back later', work => void setImmediate(work)],
  [
    'gives a promise that rejects',
    work => {
      work();
      return rejects();
    },
  ],
])(
  'a context manager that %s [kagenti-observability/Failing telemetry harms nothing]',
  async (_what, callBack) => {
    setUpBroken({
      tracer: { startSpan: () => quietSpan },
      manager: {
        with: (_context: unknown, work: Work) => callBack(work),
        active: () => ROOT_CONTEXT,
        disable: done,
      },
    });
    await callsWork();
  },
);

test('a context manager that knows no context [kagenti-observability/Failing telemetry harms nothing]', async () => {
  setUpBroken({
    tracer: { startSpan: () => quietSpan },
    manager: { with: throws, active: throws, disable: done },
  });
  await callsWork();
});

test('spans that refuse everything are ended all the same [kagenti-observability/Failing telemetry harms nothing]', async () => {
  const end = vi.fn<() => unknown>();
  const span = { ...quietSpan, setAttributes: throws, setStatus: throws, setAttribute: rejects };
  setUpBroken({ tracer: { startSpan: () => ({ ...span, end }) } });
  await callsWork();
  // A call and an attempt each.
  expect(end).toHaveBeenCalledTimes(6);
  for (const broken of [throws, rejects]) {
    end.mockImplementation(broken);
    await callsWork();
  }
});

test('an instrument that throws costs its own value alone [kagenti-observability/Failing telemetry harms nothing]', async () => {
  const counted = vi.fn<(name: string, value: number) => void>();
  setUpBroken({
    meter: {
      createCounter: (name: string) => ({ add: (value: number) => counted(name, value) }),
      createHistogram: () => ({ record: throws }),
      createUpDownCounter: throws,
    },
  });
  await callsWork();
  expect(counted.mock.calls).toEqual(
    Array.from({ length: 3 }, () => ['kagenti.client.attempts', 1]),
  );
});

test('an SDK that is shut down while calls go on [kagenti-observability/Failing telemetry harms nothing]', async () => {
  setUpOpenTelemetry();
  const calls = callsWork();
  disableOpenTelemetry();
  await calls;
});
