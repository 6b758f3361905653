import type { OptionNames } from '../option-names.ts';
import type { Redactor } from './redaction.ts';
import { shielded } from './shielded.ts';
import { Telemetry, type TelemetrySource } from './telemetry.ts';
import type { TokenEvent, TokenLogger } from './token-events.ts';

/** Who is told. */
export interface TokenObserversOptions {
  /** Gets log lines. */
  readonly logger: TokenLogger | undefined;
  /** Is told of each event. */
  readonly onEvent: ((event: TokenEvent) => unknown) | undefined;
  /** What options are called in log lines. */
  readonly optionNames: OptionNames;
  /** What knows the secrets and tokens. */
  readonly redactor: Redactor;
  /** What OpenTelemetry is told beside events. */
  readonly telemetry: TelemetrySource;
}

/** Tells logger, `onEvent` and OpenTelemetry; what these throw or reject with never reaches a caller. */
export class TokenObservers {
  readonly #options: TokenObserversOptions;
  readonly #telemetry: Telemetry;

  /** Logger and `onEvent` may be missing. */
  constructor(options: TokenObserversOptions) {
    this.#options = options;
    this.#telemetry = new Telemetry(options.telemetry, what => this.log('debug', what));
  }

  /** Logs one line. */
  log(level: keyof TokenLogger, message: string): void {
    const { logger, redactor, optionNames } = this.#options;
    shielded(() => logger?.[level](redactor.redact(optionNames.inText(message))));
  }

  /** Tells of an event. */
  emit(event: TokenEvent): void {
    shielded(() => this.#options.onEvent?.(event));
    this.#telemetry.record(event);
  }

  /** Runs a renewal in a span, if there is anybody to tell. */
  inSpan<T>(renew: () => Promise<T>): Promise<T> {
    return this.#telemetry.inSpan(renew);
  }

  /** Tells OpenTelemetry nothing more about the token in hand. */
  close(): void {
    this.#telemetry.close();
  }
}
