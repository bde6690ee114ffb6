/** What a turn is counted as. */
import { expect, test } from 'vitest';
import type { Step } from '../../dialogs/step.ts';
import type { Principal } from '../../src/domain/identity.ts';
import type { Request } from '../../src/domain/request.ts';
import { countsOf } from '../../src/turn/counts.ts';
import { agent, customer, request } from '../storage/things.ts';

const anonymous: Principal = { kind: 'anonymous', id: 'dl_x', mayOrder: false, verifiedBy: 'none', at: 0 };
const staff: Principal = { ...anonymous, kind: 'staff', id: 't:o' };

const step = (change: Partial<Pick<Step, 'replies' | 'effects'>>): Step => ({
  state: {} as Step['state'],
  replies: [],
  effects: [],
  ...change,
});
const answer = step({ replies: [{ kind: 'answer', faqId: 'kontakt-zeiten', notes: [] }] });
const note = (about: 'unanswered' | 'askedBack' | 'helped') => step({ effects: [{ kind: 'note', about }] });
const classed: Request = request('c');
const unclassed: Request = { ...classed, assessment: undefined };
const saves = (saved: Request) => step({ effects: [{ kind: 'saveRequest', request: saved }] });

test.each<[string, Principal, readonly Request[], Step, readonly string[]]>([
  ['an answer', customer, [], answer, ['answered']],
  ['an answer to a visitor', anonymous, [], answer, ['answered']],
  ['an answer to staff', staff, [], answer, []],
  ['what an agent does', agent, [], saves(classed), []],
  ['a first classing', customer, [], saves(classed), ['answered']],
  ['a classing after questions', customer, [unclassed], saves(classed), ['answered']],
  ['a request that was classed before', customer, [classed], saves(classed), []],
  ['a request that is still asked about', customer, [], saves(unclassed), []],
  ['a question back', customer, [], note('askedBack'), ['askedBack']],
  ['no answer', customer, [], note('unanswered'), ['unanswered']],
  ['a vote', customer, [], note('helped'), []],
])('%s', (_, principal, requests, decided, counts) => {
  expect(countsOf(principal, requests, decided)).toEqual(counts);
});
