/** "@Lotse Übergaben hier": an agent chooses the channel that hand-offs come to. */
import { phrase } from '../src/content/text-keys.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say, text } from './step.ts';

const command = /^(?:bitte\s+)?(?:die\s+)?übergaben?\s+(?:bitte\s+)?(?:ab jetzt\s+)?(?:hier|hierher|in diesen kanal)[.! ]*$/i;

/** True for the words that choose the channel. */
export function wantsAgentChannel(words: string): boolean {
  return command.test(words.trim());
}

/** Out: nothing for any other text. Only an agent may choose, and only where several people are. */
export function choosesAgentChannel({ facts, turn }: Scene, state: DialogState, words: string): Step | undefined {
  if (turn.principal.kind !== 'staff' || !wantsAgentChannel(words)) return undefined;
  if (!facts.customer?.asksAsAgent) return say(state, [text(phrase('staff.channelAgentsOnly'))]);
  if (turn.conversationKind !== 'group') return say(state, [text(phrase('staff.channelNotHere'))]);
  const chosen = { kind: 'chooseAgentChannel', chosenBy: turn.principal.id, chosenAt: turn.at } as const;
  return say(state, [text(phrase('staff.channelChosen'))], [chosen]);
}
