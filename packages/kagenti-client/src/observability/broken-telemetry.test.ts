import { context, metrics, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  disableOpenTelemetry,
  setUpOpenTelemetry,
} from '../../test/fixtures/opentelemetry.fixture.ts';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { KagentiHttpError } from '../errors/http-error.ts';

const throws = (): never => {
  throw new Error('a broken SDK');
};
const rejects = (): Promise<never> => Promise.reject(new Error('a broken SDK'));

/** Something of an SDK that is not what its type says. */
function misfit(parts: object) {
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

/** What comes of calls of each kind, made without telemetry. */
const asUsual = { list: { items: [] }, text: 'x', status: 404, requests: 3 };

/** Makes calls of each kind. */
async function callsMade(): Promise<unknown> {
  await using server = await ScriptedServer.start((response, { path, method }) => {
    if (!path.endsWith('/stream')) {
      json(response, { items: [] }, method === 'DELETE' ? 404 : 200);
      return;
    }
    eventStream(response);
    response.end(frames({ content: 'x' }, { done: true, session_id: 's' }));
  });
  await using kagenti = testClient(server.origin);
  const { agents, chat } = kagenti.asUser(jane);
  const list = await agents.list();
  const text = await chat.stream({ ...weatherAgent, message: 'hi' }).text();
  const error = await rejection(agents.delete(weatherAgent));
  const status = error instanceof KagentiHttpError ? error.status : undefined;
  return { list, text, status, requests: server.requests.length };
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
  expect(await callsMade()).toEqual(asUsual);
});

test('a propagator that rejects [kagenti-observability/Failing telemetry harms nothing]', async () => {
  setUpOpenTelemetry();
  propagation.disable();
  propagation.setGlobalPropagator(misfit({ inject: rejects }));
  expect(await callsMade()).toEqual(asUsual);
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
    expect(await callsMade()).toEqual(asUsual);
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
    expect(await callsMade()).toEqual(asUsual);
  },
);

test('a context manager that knows no context [kagenti-observability/Failing telemetry harms nothing]', async () => {
  setUpBroken({
    tracer: { startSpan: () => quietSpan },
    manager: { with: throws, active: throws, disable: done },
  });
  expect(await callsMade()).toEqual(asUsual);
});

test('spans that refuse everything are ended all the same [kagenti-observability/Failing telemetry harms nothing]', async () => {
  const end = vi.fn<() => unknown>();
  const span = { ...quietSpan, setAttributes: throws, setStatus: throws, setAttribute: rejects };
  setUpBroken({ tracer: { startSpan: () => ({ ...span, end }) } });
  expect(await callsMade()).toEqual(asUsual);
  // A call and an attempt each.
  expect(end).toHaveBeenCalledTimes(6);
  for (const broken of [throws, rejects]) {
    end.mockImplementation(broken);
    expect(await callsMade()).toEqual(asUsual);
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
  expect(await callsMade()).toEqual(asUsual);
  expect(counted.mock.calls).toEqual(
    Array.from({ length: 3 }, () => ['kagenti.client.attempts', 1]),
  );
});

test('an SDK that is shut down while calls go on [kagenti-observability/Failing telemetry harms nothing]', async () => {
  setUpOpenTelemetry();
  const calls = callsMade();
  disableOpenTelemetry();
  expect(await calls).toEqual(asUsual);
});
