import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { onTestFinished } from 'vitest';

/** One value of a metric, with its attributes. */
export interface MetricValue {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly value: unknown;
}

/** The real SDK, with its exporters in memory. */
export interface OpenTelemetrySdk {
  /** The spans that have ended, in that order. */
  spans(): readonly ReadableSpan[];
  /** The spans of that name that have ended. */
  named(name: string): readonly ReadableSpan[];
  /** The values of a metric as they are now. */
  metric(name: string): Promise<MetricValue[]>;
  /** All that was exported, as text. */
  everything(): Promise<string>;
}

/**
 * Sets up the SDK for Node in this process, with its context manager and propagators, until the test is over.
 *
 * @param temporality - With DELTA, only what was recorded since the last time is exported.
 */
export function setUpOpenTelemetry(
  temporality: AggregationTemporality = AggregationTemporality.CUMULATIVE,
): OpenTelemetrySdk {
  const spanExporter = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: spanExporter })],
  });
  trace.setGlobalTracerProvider(tracerProvider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(
    new CompositePropagator({
      propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
    }),
  );
  const metricExporter = new InMemoryMetricExporter(temporality);
  const reader = new PeriodicExportingMetricReader({
    exporter: metricExporter,
    exportIntervalMillis: 2 ** 30,
  });
  const meterProvider = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(meterProvider);
  onTestFinished(async () => {
    disableOpenTelemetry();
    await tracerProvider.shutdown();
    await meterProvider.shutdown();
  });

  async function collected() {
    metricExporter.reset();
    await meterProvider.forceFlush();
    const latest = metricExporter.getMetrics().at(-1);
    return latest?.scopeMetrics.flatMap(scope => scope.metrics) ?? [];
  }
  return {
    spans: () => spanExporter.getFinishedSpans(),
    named: name => spanExporter.getFinishedSpans().filter(span => span.name === name),
    async metric(name) {
      const metric = (await collected()).find(each => each.descriptor.name === name);
      return (metric?.dataPoints ?? []).map(({ attributes, value }) => ({ attributes, value }));
    },
    async everything() {
      const spans = spanExporter.getFinishedSpans().map(told);
      return JSON.stringify({ spans, metrics: await collected() });
    },
  };
}

/** Takes every part of an SDK out of this process again. */
export function disableOpenTelemetry(): void {
  for (const api of [trace, metrics, context, propagation]) api.disable();
}

/** What a span tells, without the machinery behind it. */
function told({ name, attributes, events, status, links }: ReadableSpan) {
  return { name, attributes, events, status, links };
}
