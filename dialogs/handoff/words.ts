/** What customers read about a hand-off: position, real waiting times, who is here. */
import { type Phrase, phrase } from '../../src/content/text-keys.ts';
import { type Handoff, usualWaitMinutes } from '../../src/domain/handoff.ts';
import type { Choice, Reply } from '../reply.ts';
import { type Scene, writtenTexts } from '../step.ts';

/** A message about the hand-off; carries its id and state. */
export function notice(handoff: Handoff, phrases: readonly Phrase[], choices: readonly Choice[] = []): Reply {
  return { kind: 'handoffNotice', id: handoff.id, state: handoff.state, phrases, choices };
}

/** Position in our queue; of a foreign one nothing is known. */
export function position({ facts: { desk } }: Scene): Phrase[] {
  if (desk.hub === 'foreign') return [];
  return [desk.ahead === 0 ? phrase('handoff.first') : phrase('handoff.position', { position: desk.ahead + 1 })];
}

/** How long it really took lately, when enough is known to say it. */
export function usualWait({ facts: { desk } }: Scene): Phrase[] {
  const usual = usualWaitMinutes(desk.waits);
  return usual ? [phrase('handoff.usualWait', usual)] : [];
}

export const orTicket = ({ knowledge }: Scene): Phrase => phrase('handoff.orTicket', { minutes: knowledge.service.handoffWaitMinutes });

export const leaveTicketChoice = ({ id }: Handoff): Choice => ({
  title: phrase('button.leaveTicket'),
  action: { kind: 'leaveTicket', handoffId: id },
});

export const waitingChoices = (handoff: Handoff): readonly Choice[] => [
  leaveTicketChoice(handoff),
  { title: phrase('button.leaveQueue'), action: { kind: 'endHandoff', handoffId: handoff.id } },
];

export const chatChoices = ({ id }: Handoff): readonly Choice[] => [
  { title: phrase('button.endChat'), action: { kind: 'endHandoff', handoffId: id } },
];

/** The name customers read for who has the conversation. */
export function holderName(scene: Scene, { acceptedByName }: Handoff): string {
  return shownAs(scene, acceptedByName);
}

/** A name as it is kept, in the conversation's language: agents without a name of their own are called as the product support is. */
export function shownAs(scene: Scene, name: string | undefined): string {
  return name === undefined || name === writtenTexts(scene)['agent.shownName'] ? scene.knowledge.texts['agent.shownName'] : name;
}
