/** Plays a transcript against a driver: the pure dialogs, Direct Line, or the Bot Framework endpoint. */
import { expect } from 'vitest';
import type { AgentDeed } from './agent-lines.ts';
import type { DeskDeed } from './desk-lines.ts';
import { fits, type Outcome, type Transcript, type TranscriptStep } from './transcript.ts';

export interface SeenMessage {
  readonly text: string;
  readonly buttons: readonly SeenButton[];
}

export interface SeenButton {
  readonly title: string;
  /** What goes over the wire when it is pressed. */
  readonly value: { readonly a: string };
}

export interface AgentResult {
  readonly messages: readonly SeenMessage[];
  /** The sentence an agent reads when the action was refused. */
  readonly refused?: string | undefined;
}

/** One way of talking to the bot. */
export interface Driver {
  say(text: string): Promise<readonly SeenMessage[]>;
  press(button: SeenButton): Promise<readonly SeenMessage[]>;
  /** A support agent acts through the API. */
  agent(who: 1 | 2, deed: AgentDeed): Promise<AgentResult>;
  /** A support agent does something with the conversation. */
  desk(who: 1 | 2, deed: DeskDeed): Promise<AgentResult>;
  /** Delivers the last activity once more, unchanged. Out: what came on top of what was there (must be nothing new). */
  redeliver(): Promise<readonly SeenMessage[]>;
  later(ms: number): Promise<readonly SeenMessage[]>;
  outcome(): Promise<Required<Outcome>>;
  close(): Promise<void>;
}

/** In: transcript, driver, whether every message is delivered twice. Out: all the bot said. Fails with the line of the file that did not hold. */
export async function play(transcript: Transcript, driver: Driver, redelivered: boolean): Promise<readonly SeenMessage[]> {
  const stage = {
    waiting: [] as SeenMessage[],
    last: undefined as SeenMessage | undefined,
    all: [] as SeenMessage[],
    refused: undefined as string | undefined,
  };
  for (const step of transcript.steps) await playStep(step, stage, driver, redelivered);
  expect(
    stage.waiting.map(({ text }) => text),
    'the bot said more than the file tells',
  ).toEqual([]);
  return stage.all;
}

interface Stage {
  waiting: SeenMessage[];
  last: SeenMessage | undefined;
  all: SeenMessage[];
  /** Why the last action of an agent was refused. */
  refused: string | undefined;
}

async function playStep(step: TranscriptStep, stage: Stage, driver: Driver, redelivered: boolean): Promise<void> {
  const at = `line ${step.line}`;
  switch (step.kind) {
    case 'bot': {
      const next = stage.waiting.shift();
      expect(next, `${at}: the bot said nothing more; expected: ${step.text}`).toBeDefined();
      if (next && !fits(step.text, next.text)) expect(next.text, at).toBe(step.text);
      stage.last = next;
      return;
    }
    case 'buttons': {
      const titles = stage.last?.buttons.map((button) => button.title) ?? [];
      expect(
        titles.filter((title) => step.titles.includes(title)),
        `${at}: buttons are ${titles.join(', ')}`,
      ).toEqual(step.titles);
      return;
    }
    case 'refused':
      if (!stage.refused || !fits(step.text, stage.refused)) expect(stage.refused, at).toBe(step.text);
      stage.refused = undefined;
      return;
    case 'then':
      expect(pick(await driver.outcome(), step.outcome), at).toEqual(step.outcome);
      return;
    default:
      expect(
        stage.waiting.map(({ text }) => text),
        `before ${at}: the bot said more than the file tells`,
      ).toEqual([]);
      expect(stage.refused, `before ${at}: the agent's action was refused, and the file does not say so`).toBeUndefined();
      stage.waiting = [...(await act(step, stage, driver))];
      stage.all.push(...stage.waiting);
      if (redelivered && step.kind !== 'later') expect(await driver.redeliver(), `${at}, delivered again`).toEqual([]);
  }
}

function act(
  step: Extract<TranscriptStep, { kind: 'says' | 'presses' | 'later' | 'agent' | 'desk' }>,
  stage: Stage,
  driver: Driver,
): Promise<readonly SeenMessage[]> {
  if (step.kind === 'agent' || step.kind === 'desk') return actAs(step, stage, driver);
  if (step.kind === 'says') return driver.say(step.text);
  if (step.kind === 'later') return driver.later(step.ms);
  const button = stage.all
    .toReversed()
    .flatMap((message) => message.buttons)
    .find(({ title }) => title === step.title);
  if (!button) throw new Error(`line ${step.line}: there is no button "${step.title}"`);
  return driver.press(button);
}

async function actAs(
  step: Extract<TranscriptStep, { kind: 'agent' | 'desk' }>,
  stage: Stage,
  driver: Driver,
): Promise<readonly SeenMessage[]> {
  const { messages, refused } = step.kind === 'agent' ? await driver.agent(step.who, step.deed) : await driver.desk(step.who, step.deed);
  stage.refused = refused;
  return messages;
}

function pick(all: Required<Outcome>, wanted: Outcome): Outcome {
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, all[key as keyof Outcome]]));
}

interface Card {
  readonly body?: readonly { readonly actions?: readonly CardAction[] }[];
  readonly actions?: readonly CardAction[];
}
interface CardAction {
  readonly title: string;
  readonly data?: { readonly a?: string };
}

/** The buttons of an Adaptive Card that press something. */
export function cardButtons(card: unknown): SeenButton[] {
  const { actions = [], body = [] } = (card ?? {}) as Card;
  const inBody = body.flatMap((part) => part.actions ?? []);
  return [...actions, ...inBody].flatMap((action) => (action.data?.a ? [{ title: action.title, value: { a: action.data.a } }] : []));
}
