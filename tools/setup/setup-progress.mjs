// Tells on stderr what the set-up does and for how long. Runs on Node 20 with nothing installed.

const REWRITE_EVERY_MS = 1000;
/** A log shows that a long step still runs. */
const REPEAT_EVERY_MS = 30_000;

/**
 * @typedef {{ isTTY?: boolean, write(text: string): unknown }} Output
 */

/**
 * One line for each step. On a terminal the line of the running step is rewritten with its time; elsewhere a step is
 * a plain line when it starts, one every 30 s, and another when it ends.
 * @param {Output} output
 * @param {Record<string, string | undefined>} environment
 */
export function createProgress(output = process.stderr, environment = process.env) {
  const terminal = output.isTTY === true;
  const coloured = terminal && !environment.NO_COLOR;

  /** @param {number} code @param {string} text */
  const colour = (code, text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
  /** @param {string} text */
  const rewrite = text => output.write(`\r\u001b[2K${text}`);

  return {
    /**
     * Runs a step and shows it.
     * @template Result
     * @param {string} title what is being done, as in "Installing the dependencies"
     * @param {() => Promise<Result>} work
     * @returns {Promise<Result>}
     */
    step(title, work) {
      return this.stepOnceBegun(title, begin => {
        begin();
        return work();
      });
    },

    /**
     * Runs a step that may have nothing to do: it is shown from when it says that it has begun, and never before.
     * @template Result
     * @param {string} title
     * @param {(begin: () => void) => Promise<Result>} work
     * @returns {Promise<Result>}
     */
    async stepOnceBegun(title, work) {
      const start = Date.now();
      let hasBegun = false;
      /** @type {ReturnType<typeof setInterval> | undefined} */
      let timer;
      const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
      const running = () => rewrite(`${colour(36, '…')} ${title} ${colour(2, seconds())}`);
      const begin = () => {
        if (hasBegun) return;
        hasBegun = true;
        if (terminal) {
          running();
          timer = setInterval(running, REWRITE_EVERY_MS);
        } else {
          output.write(`${title} …\n`);
          const repeat = () => output.write(`${title}: running for ${seconds()}\n`);
          timer = setInterval(repeat, REPEAT_EVERY_MS);
        }
      };
      /** @param {string} mark @param {number} code @param {string} word */
      const end = (mark, code, word) => {
        clearInterval(timer);
        if (!hasBegun) return;
        if (terminal) {
          rewrite(`${colour(code, mark)} ${title} ${colour(2, seconds())}\n`);
        } else {
          output.write(`${title}: ${word} after ${seconds()}\n`);
        }
      };
      try {
        const result = await work(begin);
        end('✓', 32, 'done');
        return result;
      } catch (error) {
        end('✗', 31, 'failed');
        throw error;
      }
    },
  };
}
