import { createParser, type EventSourceParser } from 'eventsource-parser';

/** Largest data of an event, in bytes of UTF-8. */
const maximumEventBytes = 8 * 1024 * 1024;

/** What stands before the data on its line, and in the parser's buffer. */
const fieldPrefix = 'data: ';

/** Makes the data of server-sent events of bytes, however those are split. */
export class EventStreamDecoder {
  // The parser takes exactly one byte order mark off, as the standard says.
  readonly #utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #parser: EventSourceParser;
  #complete: string[] = [];
  #overflowed = false;

  constructor() {
    this.#parser = createParser({
      // For an event that does not end. It counts characters, of which there are no more than bytes.
      maxBufferSize: maximumEventBytes + fieldPrefix.length,
      onEvent: ({ data }) => {
        if (isTooLarge(data)) this.#overflowed = true;
        else if (!this.#overflowed) this.#complete.push(data);
      },
      onError: error => {
        if (error.type === 'max-buffer-size-exceeded') this.#overflowed = true;
      },
    });
  }

  /** True once an event was larger than allowed; nothing more comes out then. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  /** Takes bytes, and gives the data of each event that they complete. */
  push(bytes: Uint8Array): readonly string[] {
    return this.#feed(this.#utf8.decode(bytes, { stream: true }));
  }

  /**
   * The bytes are at their end. An event that lacks only its blank line is given, which the standard
   * would drop: a reply's last event should not be lost for a line break.
   */
  end(): readonly string[] {
    return this.#feed(`${this.#utf8.decode()}\n\n`);
  }

  #feed(characters: string): readonly string[] {
    if (this.#overflowed) return [];
    this.#parser.feed(characters);
    const complete = this.#complete;
    this.#complete = [];
    return complete;
  }
}

/** Bytes are counted only where they may be too many: a character has three of them at most. */
function isTooLarge(data: string): boolean {
  return data.length * 3 > maximumEventBytes && Buffer.byteLength(data) > maximumEventBytes;
}
