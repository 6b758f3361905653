import type { CommandContext, OutputStream } from '@rhdh-boost/internal/command-context';
import { type ChatEvent, ReplyCollector } from '@rhdh-boost/kagenti-client';
import { ProgressLine } from '../output/progress.ts';
import type { Paint } from './paint.ts';
import { PrintablePieces, printable } from './printable-pieces.ts';

/** Shows one reply on a terminal while it arrives. */
export class TerminalReply {
  readonly #stdout: OutputStream;
  readonly #paint: Paint;
  readonly #collector = new ReplyCollector();
  readonly #pieces = new PrintablePieces();
  readonly #wait: ProgressLine;
  #isAtLineStart = true;
  #hasParts = false;
  /** The artifact that is being shown, as task and name; undefined within the reply's own text. */
  #artifact: string | undefined;

  /**
   * @param stdout - the terminal
   * @param paint - its colors
   * @param env - its `TERM` shows whether the terminal understands escapes
   */
  constructor(stdout: OutputStream, paint: Paint, env: CommandContext['env']) {
    this.#stdout = stdout;
    this.#paint = paint;
    this.#wait = new ProgressLine({ stderr: stdout, env });
    this.#wait.show('waiting');
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
        if (event.message !== undefined) this.note(event.message);
        if (this.#isAtLineStart) this.#wait.show(event.state);
        break;
      case 'inputRequired':
        this.#writeLine(
          this.#paint.bold(printable(event.message ?? 'The agent asks for an answer.')),
        );
        break;
      case 'authRequired':
        this.#writeLine(
          this.#paint.bold(
            `The agent asks you to sign in: ${printable(event.message ?? '(it does not say where)')} Write a message when you have.`,
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

  /** Ends the last line. What comes after it starts on a new line. */
  end(): void {
    this.#write(this.#pieces.end());
    this.#wait.clear();
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

  #writeLine(text: string): void {
    this.#write(this.#pieces.end());
    this.#write(`${this.#isAtLineStart ? '' : '\n'}${text}\n`);
  }

  #write(text: string): void {
    if (text === '') return;
    this.#wait.clear();
    this.#stdout.write(text);
    this.#isAtLineStart = text.endsWith('\n');
  }
}
