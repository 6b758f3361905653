export class Handler {
  sent = false; #controller: any; #chunks: any[] = []; #ended = false; #failure: any; #wake: any; #resolve: any; #reject: any; opened: Promise<any>;
  status = 0; headers: any;
  constructor() { this.opened = new Promise((resolve, reject) => { this.#resolve = resolve; this.#reject = reject; }); }
  onRequestStart(controller: any) { this.#controller = controller; this.sent = true; }
  onResponseStart(_c: any, status: number, headers: any) { if (status < 200) return; this.status = status; this.headers = headers; this.#resolve(this); }
  onResponseData(controller: any, chunk: any) { this.#chunks.push(chunk); this.#wake?.(); }
  onResponseEnd() { this.#ended = true; this.#wake?.(); }
  onResponseError(_c: any, error: any) { this.#failure = error; this.#reject(error); this.#wake?.(); }
  async text() { while (!this.#ended) { if (this.#failure) throw this.#failure; await new Promise<void>(r => { this.#wake = r; }); } return this.#chunks.length === 1 ? this.#chunks[0].toString() : Buffer.concat(this.#chunks).toString(); }
}
