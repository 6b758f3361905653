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
    return new WriteRefusal('was changed meanwhile and was not written', 'Run it again.');
  }

  /** Another name leads to the same file, and would keep the old text. */
  static hardLink(): WriteRefusal {
    return new WriteRefusal(
      'has a second name (a hard link), which would keep the old text, and was not written',
      'Copy the file over itself so that it has one name, or make the other name a symbolic link.',
    );
  }

  /** The file is another user's, who could not do with the new one what they could with the old. */
  static otherOwner(): WriteRefusal {
    return new WriteRefusal(
      'belongs to another user, who would be locked out of the new file, and was not written',
      'Run it as the owner of the file, or give its group the rights of the owner.',
    );
  }
}
