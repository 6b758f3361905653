/** A file that is not replaced, because something would be lost. It never leaves this folder. */
export class WriteRefusal extends Error {
  /** The way out, as a sentence. */
  readonly hint: string;

  private constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }

  /** Somebody else changed the file since it was read. */
  static changed(): WriteRefusal {
    return new WriteRefusal(
      'was not written, because it changed during the migration',
      'Run the command again.',
    );
  }

  /** Another name leads to the same file, and would keep the old text. */
  static hardLink(): WriteRefusal {
    return new WriteRefusal(
      'was not written, because it has a hard link that would keep the old text',
      'Replace the hard link with a copy or a symbolic link.',
    );
  }

  /** The file is another user's, who could not do with the new one what they could with the old. */
  static otherOwner(): WriteRefusal {
    return new WriteRefusal(
      'was not written, because rewriting would change its ownership and lock that user out',
      'Run the command as the owner of the file, or give its group the permissions of the owner.',
    );
  }
}
