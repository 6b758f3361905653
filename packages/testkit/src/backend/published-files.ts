/** Files on the web that the backend can fetch, without a network. */
export class PublishedFiles {
  readonly #files = new Map<string, string>();

  /** Puts a text at a URL; the URL's host exists from then on. */
  publish(url: string, text: string): void {
    this.#files.set(new URL(url).href, text);
  }

  /** The text at a URL; undefined where there is none. */
  find(url: URL): string | undefined {
    return this.#files.get(url.href);
  }

  /** Whether the URL's host and port have any file. */
  hasHost({ host }: URL): boolean {
    return [...this.#files.keys()].some(url => new URL(url).host === host);
  }
}
