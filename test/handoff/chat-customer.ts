/** A customer in the web chat, over Direct Line: says words, presses buttons by their titles. */
import { visit } from '../support/direct-line-client.ts';

export interface ChatCustomer {
  readonly conversationId: string;
  say(text: string): Promise<void>;
  /** Presses the newest button of this title, wherever it stands. */
  press(title: string): Promise<void>;
  /** Everything said to the customer so far. */
  heard(): Promise<readonly string[]>;
}

interface Titled {
  readonly title?: unknown;
  readonly data?: unknown;
  readonly value?: unknown;
}

/** In: the server, and who it is (the demo customer, unless said otherwise). */
export async function chatCustomer(url: string, body: object = {}): Promise<ChatCustomer> {
  const { conversationId, say, post, poll } = await visit(url, body);
  const fromBot = async () => (await poll()).activities.filter(({ from }) => from.role === 'bot');
  return {
    conversationId,
    say: async (text) => void (await say(text)),
    async press(title) {
      const titled = (await fromBot()).flatMap(({ attachments, suggestedActions }) => [
        ...(attachments ?? []).flatMap(({ content }) => buttonsIn(content)),
        ...(suggestedActions?.actions ?? []),
      ]);
      const button = titled.findLast((candidate: Titled) => candidate.title === title);
      if (!button) throw new Error(`There is no button "${title}"`);
      const value = 'data' in button ? button.data : (button as Titled).value;
      const response = await post({ type: 'message', value });
      if (!response.ok) throw new Error(`press: ${response.status}`);
    },
    heard: async () => (await fromBot()).map(({ text, attachments }) => text ?? JSON.stringify(attachments)),
  };
}

/** Every button of a card, however deep it stands. */
function buttonsIn(node: unknown): readonly Titled[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(buttonsIn);
  const isButton = 'type' in node && node.type === 'Action.Submit';
  return isButton ? [node as Titled] : Object.values(node).flatMap(buttonsIn);
}
