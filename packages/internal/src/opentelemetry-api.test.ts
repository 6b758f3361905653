import { metrics, propagation, type TextMapPropagator, trace } from '@opentelemetry/api';
import { afterEach, expect, test } from 'vitest';
import { isRegistered, loadOpenTelemetryApi } from './opentelemetry-api.ts';

const propagator: TextMapPropagator = {
  inject: () => undefined,
  extract: context => context,
  fields: () => [],
};

afterEach(() => {
  for (const api of [trace, metrics, propagation]) api.disable();
});

test.each([
  ['trace', () => trace.setGlobalTracerProvider({ getTracer: () => trace.getTracer('test') })],
  ['metrics', () => metrics.setGlobalMeterProvider({ getMeter: () => metrics.getMeter('test') })],
  ['propagation', () => propagation.setGlobalPropagator(propagator)],
] as const)('an SDK that registered for %s is found, and only for that', (what, register) => {
  expect(isRegistered(what)).toBe(false);

  register();

  const found = (['trace', 'metrics', 'propagation'] as const).filter(isRegistered);
  expect(found).toEqual([what]);
});

test('the API is the one that the application uses', () => {
  const fields = ['of-this-test'];
  propagation.setGlobalPropagator({ ...propagator, fields: () => fields });

  expect(loadOpenTelemetryApi().propagation.fields()).toBe(fields);
});
