import type { ArtifactEvent, ChatEvent, Question, TaskState } from './chat-event.ts';

/**
 * Something that the agent produced. Agents send it in parts: those with the same task and name are joined, as Kagenti
 * does not pass on the artifact's id.
 */
export interface WholeArtifact extends Omit<ArtifactEvent, 'type' | 'index'> {}

/** A whole reply. */
export interface ChatResult {
  /** Text of the reply, without what the agent asks. */
  readonly text: string;
  /** Last state of the task; missing when the agent answered without one. */
  readonly state?: TaskState;
  /** What the agent produced, in the order of its first parts. */
  readonly artifacts: readonly WholeArtifact[];
  /** What the agent asked last; missing when it asked nothing, or continued without an answer. */
  readonly inputRequired?: Question;
  /** Where the user must sign in before the agent continues; missing when nowhere. */
  readonly authRequired?: Question;
  /** Session to continue with. */
  readonly sessionId?: string;
}

/** Collects the events of a reply for whoever reads them one by one, and needs the whole, too. */
export class ReplyCollector {
  #text = '';
  #open: Omit<ChatResult, 'text' | 'artifacts'> = {};
  /** By task and name. */
  readonly #artifacts = new Map<string, WholeArtifact>();
  #artifactKey = '';

  /** What was collected so far. */
  get result(): ChatResult {
    return { text: this.#text, artifacts: [...this.#artifacts.values()], ...this.#open };
  }

  /** Adds the next event. */
  add(event: ChatEvent): void {
    const { inputRequired: _asked, authRequired: _wanted, ...settled } = this.#open;
    switch (event.type) {
      case 'text':
        this.#text += event.text;
        if (event.ofArtifact === true) this.#addPart({ text: event.text });
        break;
      case 'artifact':
        this.#artifactKey = JSON.stringify([event.taskId, event.name]);
        this.#addPart(withoutType(event));
        break;
      case 'status':
        this.#open = { ...settled, state: event.state };
        break;
      case 'inputRequired':
        this.#open = { ...settled, state: 'input-required', inputRequired: withoutType(event) };
        break;
      case 'authRequired':
        this.#open = { ...settled, state: 'auth-required', authRequired: withoutType(event) };
        break;
      case 'session':
      case 'done':
        this.#open = { ...this.#open, ...withoutType(event) };
        break;
      default:
    }
  }

  #addPart({ index: _index, ...part }: Omit<ArtifactEvent, 'type'>): void {
    const artifact = this.#artifacts.get(this.#artifactKey);
    const text = part.text === undefined ? artifact?.text : (artifact?.text ?? '') + part.text;
    const whole = { ...part, ...artifact };
    this.#artifacts.set(this.#artifactKey, text === undefined ? whole : { ...whole, text });
  }
}

function withoutType<Event extends ChatEvent>({
  type: _type,
  ...rest
}: Event): Omit<Event, 'type'> {
  return rest;
}
