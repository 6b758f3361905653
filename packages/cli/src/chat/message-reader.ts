import { createInterface, type Interface } from 'node:readline';
import { KeyGate, type KeySource } from './key-gate.ts';

/** The terminal that messages are written on. */
export interface ChatTerminal {
  /** Its keys. */
  readonly input: KeySource;
  /** Its screen. */
  readonly output: NodeJS.WritableStream;
  /** Whether it understands no escapes, as with `TERM=dumb`. */
  readonly isDumb: boolean;
}

const continuation = '...> ';
const pasteMode = { on: '\u001b[?2004h', off: '\u001b[?2004l' };
/** A backslash at the end of the line that no other backslash escapes. */
const continued = /(?<!\\)(?:\\\\)*\\$/;

/**
 * Reads messages from a terminal: with line editing and history, over several lines where a line ends in a backslash
 * or text is pasted.
 */
export class MessageReader {
  readonly #gate: KeyGate;
  readonly #editor: Interface;
  readonly #output: NodeJS.WritableStream;
  readonly #hint: string;
  readonly #paste: typeof pasteMode;
  #prompt = '';
  /** Lines of the message that is being written. */
  #lines: string[] = [];
  /** Messages that are whole and not read yet. */
  readonly #messages: string[] = [];
  #deliver: ((message: string | undefined) => void) | undefined;
  #isPasting = false;
  #hasInterrupted = false;
  #hasEnded = false;

  /**
   * @param terminal - where messages are written
   * @param hint - shown after Ctrl-C on an empty line: a second one ends the chat
   */
  constructor({ input, output, isDumb }: ChatTerminal, hint: string) {
    this.#output = output;
    this.#paste = isDumb ? { on: '', off: '' } : pasteMode;
    this.#hint = hint;
    this.#gate = new KeyGate(input);
    this.#gate.shut(() => {});
    this.#editor = createInterface({
      input: this.#gate,
      output,
      terminal: true,
      historySize: 1000,
    });
    this.#editor
      .on('line', line => this.#addLine(line))
      .on('SIGINT', () => this.#interrupt())
      .on('SIGCONT', () => this.#comeBack())
      .on('close', () => this.close());
    this.#gate.on('keypress', (_text, key?: { readonly name?: string }) => {
      if (key?.name === 'paste-start') this.#isPasting = true;
      if (key?.name === 'paste-end') this.#isPasting = false;
    });
    output.write(this.#paste.on);
  }

  /**
   * Reads the next message.
   *
   * @returns the message; undefined when the user leaves, by Ctrl-D or a second Ctrl-C
   */
  read(prompt: string): Promise<string | undefined> {
    this.#prompt = prompt;
    const written = this.#messages.shift();
    if (written !== undefined || this.#hasEnded) {
      if (written !== undefined) this.#output.write(`${prompt}${written}\n`);
      return Promise.resolve(written);
    }
    return new Promise(resolve => {
      this.#deliver = resolve;
      this.#ask(prompt);
      this.#gate.open();
    });
  }

  /** From now until the next `read`, what is typed waits, and Ctrl-C calls this function. */
  onInterrupt(interrupt: () => void): void {
    this.#gate.shut(() => {
      this.#messages.length = 0;
      interrupt();
    });
  }

  /** Gives the terminal back. */
  close(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#editor.close();
    this.#gate.leave();
    // The prompt is in the last line.
    this.#output.write(`${this.#paste.off}${this.#deliver === undefined ? '' : '\n'}`);
    this.#deliver?.(undefined);
  }

  /** After Ctrl-Z and `fg`, the line editor is paused, and the shell has switched the terminal to its own modes. */
  #comeBack(): void {
    this.#output.write(this.#paste.on);
    this.#editor.prompt(true);
  }

  #ask(prompt: string): void {
    this.#editor.setPrompt(prompt);
    this.#editor.prompt();
  }

  #addLine(line: string): void {
    this.#hasInterrupted = false;
    const isContinued = continued.test(line);
    this.#lines.push(isContinued && !this.#isPasting ? line.slice(0, -1) : line);
    if (isContinued || this.#isPasting) {
      this.#ask(continuation);
      return;
    }
    const message = this.#lines.join('\n');
    this.#lines = [];
    const deliver = this.#deliver;
    this.#deliver = undefined;
    if (deliver === undefined) this.#messages.push(message);
    else {
      this.#gate.shut(() => {});
      deliver(message);
    }
  }

  #interrupt(): void {
    const isEmpty = this.#editor.line === '' && this.#lines.length === 0;
    if (isEmpty && this.#hasInterrupted) {
      this.close();
      return;
    }
    this.#hasInterrupted = isEmpty;
    this.#lines = [];
    // The keys that empty the line: to its end, and delete to its start.
    this.#editor.write(null, { ctrl: true, name: 'e' });
    this.#editor.write(null, { ctrl: true, name: 'u' });
    this.#output.write(isEmpty ? `\n${this.#hint}\n` : '\n');
    this.#ask(this.#prompt);
  }
}
