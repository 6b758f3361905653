/** The exit codes of every command of `boost`. */
export const exitCodes = {
  /** The command did what it was asked, and found nothing wrong. There may be warnings. */
  ok: 0,
  /** Something is wrong with what was examined or called: a step failed, or a call was refused. */
  failed: 1,
  /** The command was used wrongly, or a file could not be read. */
  usage: 2,
  /** Ctrl-C: 128 and the number of SIGINT, as a shell reports it. */
  interrupted: 130,
} as const;
