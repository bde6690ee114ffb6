/** Pressing a button of a card or a choice, as a Direct Line client does. */
import { randomUUID } from 'node:crypto';
import { cardButtons } from '../conversations/play.ts';
import type { Visit } from './direct-line-client.ts';

/** Presses the newest button with this title; rejects when there is none. */
export async function press(visitor: Visit, title: string): Promise<Response> {
  return visitor.post({ type: 'message', value: await buttonValue(visitor, title), channelData: { clientActivityID: randomUUID() } });
}

/** What the newest button with this title sends; rejects when there is none. */
export async function buttonValue(visitor: Visit, title: string): Promise<unknown> {
  const { activities } = await visitor.poll();
  const buttons = activities.flatMap(({ suggestedActions, attachments }) => [
    ...(suggestedActions?.actions.map((action) => ({ title: action.title, value: action.value })) ?? []),
    ...(attachments?.flatMap(({ content }) => cardButtons(content)) ?? []),
  ]);
  const found = buttons.findLast((button) => button.title === title);
  if (!found) throw new Error(`no button "${title}"`);
  return found.value;
}
