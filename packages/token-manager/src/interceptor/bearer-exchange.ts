import { isError } from '@rhdh-boost/internal/error-name';
import type { Dispatcher } from 'undici';
import { unstorable } from './answer-headers.ts';
import { ExchangeController } from './exchange-controller.ts';
import { forgetDeduplication } from './outer-deduplication.ts';
import { isReplayable } from './replayable-body.ts';
import { type RepeatableHeaders, withBearer } from './request-headers.ts';
import type { BearerSource } from './token-origins.ts';
import { type WaitingBody, watchBody } from './waiting-body.ts';

/** A refusal that is longer is cut off rather than read to its end for the connection's sake. */
const mostRefusalBytes = 64 * 1024;

/** What one exchange is made of. */
export interface BearerExchangeOptions {
  /** Gives tokens. */
  readonly source: BearerSource;
  /** Sends a request. */
  readonly dispatch: Dispatcher['dispatch'];
  /** The request, without a token. */
  readonly request: Dispatcher.DispatchOptions & { readonly headers: RepeatableHeaders };
  /** The origin that it is meant for, by name. */
  readonly origin: string;
  /** Who gets the answer. */
  readonly handler: Dispatcher.DispatchHandler;
}

/**
 * One request with a bearer: waits for the token, sends the request, and on a 401 sends it once more.
 *
 * - `waiting`: for a token; nothing is under way.
 * - `sent`: what arrives is the handler's.
 * - `deciding`: a 401 has arrived, and another token is asked for; what arrives is kept.
 * - `discarding`: there is one, and the rest of the 401 is read so that its connection is free.
 * - `over`: the handler has heard the end.
 */
export class BearerExchange implements Dispatcher.DispatchHandler {
  readonly #options: BearerExchangeOptions;
  readonly #controller: ExchangeController;
  #state: 'waiting' | 'sent' | 'deciding' | 'discarding' | 'over' = 'waiting';
  #token = '';
  #body: WaitingBody | undefined;
  /** What undici tells of a request, such as the addresses that redirects led to. */
  readonly #context: { readonly history?: readonly unknown[] } = {};
  #wasRefused = false;
  #kept: (() => void)[] = [];
  #keptEnd = false;
  #discardedBytes = 0;

  /** Sends nothing yet. */
  constructor(options: BearerExchangeOptions) {
    this.#options = options;
    this.#controller = new ExchangeController(reason => this.#aborted(reason));
  }

  /** Asks for a token and sends the request with it. */
  start(): void {
    const { body } = this.#options.request;
    try {
      this.#body = watchBody(body, error => this.#bodyFailed(asError(error)));
      // The handler can abort from here on, while there is no connection yet.
      this.#options.handler.onRequestStart?.(this.#controller, this.#context);
    } catch (error) {
      this.#fail(error);
    }
    if (this.#state !== 'over') void this.#sendWithToken();
  }

  onRequestStart(running: Dispatcher.DispatchController, context: unknown): void {
    Object.assign(this.#context, context);
    this.#controller.follow(running);
  }

  onRequestUpgrade(...[_running, ...rest]: Arguments<'onRequestUpgrade'>): void {
    this.#state = 'over';
    this.#options.handler.onRequestUpgrade?.(this.#controller, ...rest);
  }

  onResponseStarted(): void {
    if (this.#state === 'sent') this.#options.handler.onResponseStarted?.();
  }

  onResponseStart(...[running, status, headers, message]: Arguments<'onResponseStart'>): void {
    const forward = () =>
      this.#options.handler.onResponseStart?.(
        this.#controller,
        status,
        unstorable(headers),
        message,
      );
    if (status !== 401 || !this.#isRefusal()) return forward();
    this.#kept.push(forward);
    running.pause();
    void this.#decide(running);
  }

  onResponseData(...[running, chunk]: Arguments<'onResponseData'>): void {
    if (this.#state === 'discarding') {
      this.#discardedBytes += chunk.byteLength;
      if (this.#discardedBytes > mostRefusalBytes) running.abort(new Error('Refused'));
      return;
    }
    this.#pass(() => this.#options.handler.onResponseData?.(this.#controller, chunk));
  }

  onResponseEnd(...[_running, trailers]: Arguments<'onResponseEnd'>): void {
    this.#ended(() => this.#options.handler.onResponseEnd?.(this.#controller, trailers));
  }

  onResponseError(...[_running, error]: Arguments<'onResponseError'>): void {
    const forward = () => this.#options.handler.onResponseError?.(this.#controller, error);
    // undici's own interceptor makes errors of such answers where it stands inside of this one.
    const isRefused = 'statusCode' in error && error.statusCode === 401 && this.#state === 'sent';
    if (!isRefused || !this.#isRefusal()) return this.#ended(forward);
    this.#ended(forward);
    void this.#decide();
  }

  onBodySent(chunk: Buffer): void {
    if (!this.#wasRefused) this.#options.handler.onBodySent?.(chunk);
  }

  onRequestSent(): void {
    if (!this.#wasRefused) this.#options.handler.onRequestSent?.();
  }

  /**
   * Reports the token that a 401 refuses; gives whether it is to be decided if the request is sent again.
   * Another origin, to which a redirect led, got no token, nor did this one when it was led back.
   */
  #isRefusal(): boolean {
    if (this.#wasRefused || this.#isElsewhere()) return false;
    this.#wasRefused = true;
    this.#options.source.invalidate(this.#token);
    if (!isReplayable(this.#options.request.body)) return false;
    this.#state = 'deciding';
    return true;
  }

  /** undici takes the token away at the first redirect to another origin, and has none to bring back. */
  #isElsewhere(): boolean {
    const { origin, request } = this.#options;
    const address = new URL(String(request.origin)).origin;
    const led = this.#context.history ?? [];
    // Where the dns interceptor runs before, undici 8 notes the name, and takes the token away at any redirect.
    const origins = led.map(to => URL.parse(String(to))?.origin).filter(to => to !== undefined);
    return origins.some(to => to !== address && (to !== origin || led.length > 1));
  }

  /** Without options, which the manager would check for each request. A token that comes after the end is dropped. */
  async #nextToken(): Promise<string> {
    return this.#options.source.getToken();
  }

  async #sendWithToken(): Promise<void> {
    try {
      this.#token = await this.#nextToken();
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#send();
  }

  #send(): void {
    if (this.#state === 'over') return;
    const { dispatch, request } = this.#options;
    this.#state = 'sent';
    this.#controller.unfollow();
    try {
      const headers = withBearer(request.headers, this.#token);
      dispatch(Object.assign({ ...request, headers }, this.#body?.instead), this);
      forgetDeduplication();
    } catch (error) {
      // undici throws for options that it does not take.
      this.#fail(error);
    }
  }

  /** Asks for another token; when there is none, the answer that was kept is the caller's. */
  async #decide(running?: Dispatcher.DispatchController): Promise<void> {
    const token = await this.#nextToken().catch(() => this.#token);
    if (this.#state !== 'deciding') return;
    const hasOther = token !== this.#token;
    this.#token = token;
    if (!hasOther) return this.#giveKept(running);
    this.#state = 'discarding';
    if (this.#keptEnd) this.#send();
    else running?.resume();
  }

  #giveKept(running?: Dispatcher.DispatchController): void {
    this.#state = 'sent';
    try {
      for (const tell of this.#kept.splice(0)) tell();
    } catch (error) {
      // As undici does with what a handler throws.
      this.#controller.abort(asError(error));
    }
    if (!this.#controller.paused) running?.resume();
  }

  /** What arrives is told, or kept until it is known whether it counts. */
  #pass(tell: () => void): void {
    if (this.#state === 'deciding') this.#kept.push(tell);
    else if (this.#state === 'sent') tell();
  }

  #ended(tell: () => void): void {
    if (this.#state === 'discarding') return this.#send();
    // There may have been no connection, or an answer before the body was read.
    this.#body?.release();
    this.#keptEnd = true;
    this.#pass(() => {
      // A handler that throws here hears of its error, as from undici.
      tell();
      this.#state = 'over';
    });
  }

  /** Once the request is sent, it is undici that listens to its body. */
  #bodyFailed(error: Error): void {
    if (this.#state === 'waiting') this.#aborted(error);
  }

  /** An answer that arrives hears of the abort from undici; everything else ends here. */
  #aborted(reason: Error): void {
    if (this.#state !== 'sent' || !this.#controller.follows) this.#fail(reason);
  }

  #fail(error: unknown): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#body?.release();
    try {
      this.#options.handler.onResponseError?.(this.#controller, asError(error));
    } catch {
      // There is nobody else to tell.
    }
  }
}

function asError(thrown: unknown): Error {
  return isError(thrown) ? thrown : new Error(String(thrown));
}

type Method =
  | 'onRequestUpgrade'
  | 'onResponseStart'
  | 'onResponseData'
  | 'onResponseEnd'
  | 'onResponseError';
type Arguments<M extends Method> = Parameters<NonNullable<Dispatcher.DispatchHandler[M]>>;
