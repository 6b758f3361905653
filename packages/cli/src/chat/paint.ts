/** How a text is shown on a terminal. */
export interface Paint {
  /** For what is beside the conversation: states, hints. */
  readonly dim: (text: string) => string;
  /** For what the reader must not miss: questions, failures. */
  readonly bold: (text: string) => string;
}

/** @param color - whether the terminal is sent any colors */
export function createPaint(color: boolean): Paint {
  return { dim: style(2), bold: style(1) };

  function style(code: number): (text: string) => string {
    return text => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  }
}
