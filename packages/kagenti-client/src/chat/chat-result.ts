import type {
  ArtifactEvent,
  AuthRequiredEvent,
  ChatEvent,
  InputRequiredEvent,
  TaskState,
} from './chat-event.ts';

/** A whole reply. */
export interface ChatResult {
  /** Text of the reply, without what the agent asks. */
  readonly text: string;
  /** Last state of the task; missing when the agent answered without one. */
  readonly state?: TaskState;
  /** What the agent produced, in order, with its content as `text`; parts of one thing are items of their own. */
  readonly artifacts: readonly Omit<ArtifactEvent, 'type'>[];
  /** What the agent asked last; missing when it asked nothing, or continued without an answer. */
  readonly inputRequired?: Omit<InputRequiredEvent, 'type'>;
  /** Where the user must sign in before the agent continues; missing when nowhere. */
  readonly authRequired?: Omit<AuthRequiredEvent, 'type'>;
  /** Session to continue with. */
  readonly sessionId?: string;
}

/** Collects the events of a reply. */
export class ResultCollector {
  #text = '';
  #open: Omit<ChatResult, 'text' | 'artifacts'> = {};
  readonly #artifacts: Omit<ArtifactEvent, 'type'>[] = [];

  /** What was collected so far. */
  get result(): ChatResult {
    return { text: this.#text, artifacts: [...this.#artifacts], ...this.#open };
  }

  /** Adds the next event. */
  add(event: ChatEvent): void {
    const { inputRequired: _asked, authRequired: _wanted, ...settled } = this.#open;
    switch (event.type) {
      case 'text':
        this.#text += event.text;
        if (event.ofArtifact === true) this.#addContent(event.text);
        break;
      case 'artifact':
        this.#artifacts.push(withoutType(event));
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
        this.#open = { ...this.#open, sessionId: event.sessionId };
        break;
      case 'done': {
        const { type: _type, ...end } = event;
        this.#open = { ...this.#open, ...end };
        break;
      }
      default:
    }
  }

  #addContent(content: string): void {
    const artifact = this.#artifacts.pop();
    this.#artifacts.push({ ...artifact, text: (artifact?.text ?? '') + content });
  }
}

function withoutType<Event extends ChatEvent>({
  type: _type,
  ...rest
}: Event): Omit<Event, 'type'> {
  return rest;
}
