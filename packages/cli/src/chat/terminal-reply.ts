import type { OutputStream } from '@rhdh-boost/internal/command-context';
import { type ChatEvent, ReplyCollector } from '@rhdh-boost/kagenti-client';
import type { Paint } from './paint.ts';
import { PrintablePieces, printable } from './printable-pieces.ts';

const eraseLine = '\r\u001b[K';
const secondMs = 1000;

/** Shows one reply on a terminal while it arrives. */
export class TerminalReply {
  readonly #stdout: OutputStream;
  readonly #paint: Paint;
  readonly #collector = new ReplyCollector();
  readonly #pieces = new PrintablePieces();
  readonly #timer: NodeJS.Timeout;
  readonly #started = performance.now();
  #state = 'waiting';
  #isAtLineStart = true;
  /** Whether the line that the cursor is in is to be erased before anything is written. */
  #isTemporary = false;
  #hasParts = false;
  /** The artifact that is being shown, as task and name; undefined within the reply's own text. */
  #artifact: string | undefined;

  /**
   * @param stdout - the terminal
   * @param isDumb - whether it understands no escapes
   */
  constructor(stdout: OutputStream, paint: Paint, isDumb: boolean) {
    this.#stdout = stdout;
    this.#paint = paint;
    this.#timer = setInterval(() => {
      if (!isDumb) this.#showState();
    }, secondMs);
  }

  /** The reply so far. */
  get result(): ReplyCollector['result'] {
    return this.#collector.result;
  }

  /** Shows the next event. */
  add(event: ChatEvent): void {
    this.#collector.add(event);
    switch (event.type) {
      case 'text':
        if (event.ofArtifact !== true) this.#enter(undefined);
        this.#write(this.#pieces.add(event.text));
        break;
      case 'artifact':
        this.#enter(JSON.stringify([event.taskId, event.name]), event.name);
        this.#write(this.#pieces.add(event.text ?? ''));
        break;
      case 'status':
        this.#state = event.state;
        if (event.message !== undefined) this.note(event.message);
        break;
      case 'inputRequired':
        this.#writeLine(
          this.#paint.bold(printable(event.message ?? 'The agent asks for an answer.')),
        );
        break;
      case 'authRequired':
        this.#writeLine(
          this.#paint.bold(
            `The agent asks you to sign in, and to write when you have: ${printable(event.message ?? '(it does not say where)')}`,
          ),
        );
        break;
      default:
    }
  }

  /** Shows a line beside the reply. */
  note(text: string): void {
    this.#writeLine(this.#paint.dim(printable(text)));
  }

  /** Shows a line that the reader must not miss. */
  warn(text: string): void {
    this.#writeLine(this.#paint.bold(printable(text)));
  }

  /** Ends the last line. What comes after it starts in a line of its own. */
  end(): void {
    clearInterval(this.#timer);
    this.#write(this.#pieces.end());
    this.#erase();
    if (!this.#isAtLineStart) this.#write('\n');
  }

  /** Most replies are one artifact alone, which needs no frame. */
  #enter(artifact: string | undefined, name = 'artifact'): void {
    if (artifact !== this.#artifact && this.#hasParts) {
      this.note(artifact === undefined ? '──' : `── ${name.replaceAll(/\s+/g, ' ')} ──`);
    }
    this.#artifact = artifact;
    this.#hasParts = true;
  }

  #showState(): void {
    if (!this.#isAtLineStart && !this.#isTemporary) return;
    const seconds = Math.round((performance.now() - this.#started) / secondMs);
    this.#erase();
    this.#stdout.write(this.#paint.dim(`${this.#state}… ${seconds} s`));
    this.#isTemporary = true;
  }

  #writeLine(text: string): void {
    this.#write(this.#pieces.end());
    this.#erase();
    this.#write(`${this.#isAtLineStart ? '' : '\n'}${text}\n`);
  }

  #write(text: string): void {
    if (text === '') return;
    this.#erase();
    this.#stdout.write(text);
    this.#isAtLineStart = text.endsWith('\n');
  }

  #erase(): void {
    if (this.#isTemporary) this.#stdout.write(eraseLine);
    this.#isTemporary = false;
  }
}
