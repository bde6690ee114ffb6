/** "Ich möchte mit einem Menschen sprechen": never a dead end; where nobody can take over now it becomes a ticket, and the bot says so. */
import { phrase } from '../src/content/text-keys.ts';
import type { Request } from '../src/domain/request.ts';
import { isLive } from './handoff/availability.ts';
import { type HumanAsked, requestHandoff } from './handoff/request.ts';
import type { Reply } from './reply.ts';
import type { DialogState } from './state.ts';
import { andThen, type Scene, type Step, say } from './step.ts';
import { askForRequest, collect } from './ticket.ts';

/** A hand-off where somebody is there; else a ticket: prepared at once with an open request, or after asking what it is about. */
export function human(scene: Scene, state: DialogState, asked: HumanAsked = {}): Step {
  const lines = phoneLines(scene, state);
  if (isLive(scene)) return requestHandoff(scene, state, asked, lines);
  const open = openRequest(scene);
  if (!open) return withLines(askForRequest(state, true), lines);
  const assessment = { coverage: 'undecided', clauses: ['F5.1'], finality: 'provisional', by: 'bot', at: scene.turn.at } as const;
  const request: Request = { ...open, state: 'draft', assessment };
  return andThen(say(state, lines), (next) => collect(scene, next, request, [phrase('human.ticketInstead')]));
}

function openRequest(scene: Scene): Request | undefined {
  return scene.facts.requests.find((request) => request.state === 'draft');
}

function withLines(step: Step, lines: readonly Reply[]): Step {
  return { ...step, replies: [...lines, ...step.replies] };
}

/** Telephone lines on file for the product in question; only what the vendor named. */
function phoneLines(scene: Scene, state: DialogState): Reply[] {
  const product = openRequest(scene)?.facts.product ?? state.product;
  const lines = scene.knowledge.contacts.filter((line) => line.product === product && line.phone);
  if (lines.length === 0) return [];
  const list = lines.map((line) => `${line.name}: ${line.phone}`).join('\n');
  return [{ kind: 'text', phrases: [phrase('human.phoneLines', { list })], clauses: lines.map((line) => line.clause) }];
}
