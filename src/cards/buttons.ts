/** Where a message will stand, and the ids of its buttons. */
import type { Choice } from '../../dialogs/reply.ts';
import type { Knowledge } from '../content/knowledge.ts';
import { type Action, isOnce } from '../domain/action.ts';
import type { Button } from '../domain/message.ts';
import type { Channel } from '../domain/vocabulary.ts';
import { words } from './words.ts';

export interface RenderContext {
  readonly knowledge: Knowledge;
  readonly channel: Channel;
  /** Seq the message will have; its buttons are `<seq>.<n>`. */
  readonly seq: number;
  /** Base address of our pages, without a slash at the end. */
  readonly publicUrl: string;
}

/** Hands out button ids in order and keeps what they mean. */
export class Buttons {
  readonly actions: Action[] = [];
  readonly #context: RenderContext;

  constructor(context: RenderContext) {
    this.#context = context;
  }

  add(title: string, action: Action): Button {
    const a = `${this.#context.seq}.${this.actions.length}`;
    this.actions.push(action);
    if (action.kind === 'staffForm') return { title, a, form: true };
    return isOnce(action) ? { title, a, once: true } : { title, a };
  }

  addChoices(choices: readonly Choice[] | undefined): Button[] {
    return (choices ?? []).map((choice) => this.add(titleOf(this.#context.knowledge, choice), choice.action));
  }
}

function titleOf(knowledge: Knowledge, choice: Choice): string {
  return 'literal' in choice.title ? choice.title.literal : words(knowledge, choice.title);
}
