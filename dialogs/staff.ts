/** "Ist das bei Kunde X abgedeckt?": what staff learn of a named customer when they are alone with the bot. Each look is kept. */
import { type Phrase, phrase } from '../src/content/text-keys.ts';
import type { Effect } from '../src/domain/effect.ts';
import { mayLookUpCustomers } from '../src/domain/identity.ts';
import type { Assessment, CaseFacts } from '../src/domain/request.ts';
import type { CustomerFacts, CustomerFile } from '../src/domain/teams.ts';
import type { Understood } from '../src/understanding/types.ts';
import { caseIn, classedAtOnce } from './case-at-once.ts';
import { cite, factsSaid } from './coverage.ts';
import type { Choice, Reply } from './reply.ts';
import { namedCustomer, withoutCustomer } from './staff-words.ts';
import type { DialogState } from './state.ts';
import { productName, type Scene, type Step, say } from './step.ts';
import { subjectOf } from './subject.ts';

/** The words of staff about a customer. */
export interface Asked {
  readonly text: string;
  /** Seq of the message, for the buttons below the answer. */
  readonly seq: number;
  /** The text without the customer, understood. */
  readonly about?: Understood | undefined;
}

/** A text of staff. Out: nothing when it names no customer. */
export function staffAsks(scene: Scene, state: DialogState, asked: Asked): Step | undefined {
  const { customer } = scene.facts;
  const { principal, conversationKind } = scene.turn;
  if (!customer || conversationKind !== 'personal' || !mayLookUpCustomers(principal)) return undefined;
  if (customer.matches.length === 0) return missed(scene, state, asked);
  return customer.file ? oneFound(scene, state, customer, customer.file, asked) : whichOne(scene, state, customer, asked);
}

/** "Welchen meinen Sie?" was answered: the first words again, for the chosen customer. */
export function staffChose(scene: Scene, state: DialogState, original: Understood | undefined, seq: number): Step {
  const { customer } = scene.facts;
  if (!customer?.file || !original) return say(state, [{ kind: 'text', phrases: [phrase('button.unknown')] }]);
  const { names, surely } = namedCustomer(original.text);
  const asked = surely ?? names[0] ?? '';
  return oneFound(scene, state, { ...customer, asked }, customer.file, { text: original.text, seq, about: original });
}

/** Told only where the text surely names a customer; "bei Hausperfekt" is none. */
function missed(scene: Scene, state: DialogState, { text }: Asked): Step | undefined {
  const { surely } = namedCustomer(text);
  if (surely === undefined) return undefined;
  return say(state, [{ kind: 'text', phrases: [phrase('staff.unknown', { asked: surely })] }], [kept(scene, surely, undefined)]);
}

function whichOne(scene: Scene, state: DialogState, { asked, matches }: CustomerFacts, { seq }: Asked): Step {
  const choices = matches.map(
    ({ id, name, customerNo }): Choice => ({
      title: { literal: `${name} (${customerNo})` },
      action: { kind: 'staffCustomer', organisationId: id, ofSeq: seq },
    }),
  );
  const reply: Reply = { kind: 'text', phrases: [phrase('staff.several', { asked })], choices, expectsInput: true };
  return say(state, [reply], [kept(scene, asked, undefined)]);
}

function oneFound(scene: Scene, state: DialogState, { asked }: CustomerFacts, file: CustomerFile, words: Asked): Step {
  const { organisation } = file;
  const asCustomer: Scene = { ...scene, facts: { ...scene.facts, organisation } };
  const found = caseAskedAbout(asCustomer, words, asked);
  const classing = found ? classingPhrases(asCustomer, found) : [phrase('staff.noCase')];
  const phrases = [
    ...filePhrases(asCustomer, file),
    ...classing,
    ticketsPhrase(asCustomer, file),
    ...copyText(found),
    phrase('staff.logged'),
  ];
  const reply: Reply = {
    kind: 'text',
    phrases,
    clauses: found?.assessment.clauses ?? [],
    choices: choicesFor(file, found?.assessment, words.seq),
    ...(found ? { understanding: { label: found.label, confidence: found.confidence, clauses: found.assessment.clauses } } : {}),
  };
  return say(state, [reply], [kept(scene, asked, organisation.id)]);
}

interface AskedCase {
  readonly label: NonNullable<ReturnType<typeof caseIn>>;
  readonly confidence: number;
  readonly subject: string;
  readonly facts: CaseFacts;
  readonly assessment: Assessment;
}

/** The case in the text, else the one talked about last in this conversation. */
function caseAskedAbout(scene: Scene, { text, about }: Asked, name: string): AskedCase | undefined {
  const said = withoutCustomer(text, name);
  const label = about && said !== '' ? caseIn(about) : undefined;
  if (about && label) {
    const facts = factsSaid(scene, about, label, said);
    return { label, confidence: about.confidence, subject: subjectOf(said), facts, assessment: classedAtOnce(scene, facts) };
  }
  const last = said === '' ? scene.facts.requests.find((request) => request.label.startsWith('case/')) : undefined;
  if (!last) return undefined;
  const product = last.facts.product ?? only(scene.facts.organisation?.products);
  const facts = { ...last.facts, product };
  return { label: last.label as AskedCase['label'], confidence: 1, subject: last.subject, facts, assessment: classedAtOnce(scene, facts) };
}

function only<T>(list: readonly T[] | undefined): T | undefined {
  return list?.length === 1 ? list[0] : undefined;
}

function filePhrases(scene: Scene, { organisation }: CustomerFile): Phrase[] {
  const named = (products: readonly string[]): string => products.map((product) => productName(scene, product)).join(', ');
  const { name, customerNo, products, contracts } = organisation;
  return [
    phrase('staff.customer', { name, number: customerNo }),
    products.length > 0 ? phrase('staff.products', { products: named(products) }) : phrase('staff.noProducts'),
    contracts.length > 0 ? phrase('staff.contracts', { products: named(contracts) }) : phrase('staff.noContracts'),
  ];
}

function classingPhrases(scene: Scene, { subject, facts, assessment }: AskedCase): Phrase[] {
  const { coverage, clauses } = assessment;
  const rule =
    coverage === 'undecided'
      ? phrase('staff.ruleOpen', { subject })
      : phrase('staff.rule', { subject, coverage: scene.knowledge.texts[`coverageName.${coverage}`], clauses: cite(clauses) });
  const { product } = facts;
  if (product === undefined || product === 'unknown') return [rule];
  const values = { product: productName(scene, product) };
  const isContracted = scene.facts.organisation?.contracts.includes(product) === true;
  return [rule, isContracted ? phrase('staff.contractYes', values) : phrase('staff.contractNo', values)];
}

function ticketsPhrase({ knowledge }: Scene, { openTickets }: CustomerFile): Phrase {
  if (openTickets.length === 0) return phrase('staff.noTickets');
  const list = openTickets.map(({ number, subject, state }) => `${number}: ${subject} (${knowledge.texts[`state.${state}`]})`).join('\n');
  return phrase('staff.tickets', { list });
}

/** Words for the customer, to copy; never more than the classing says. */
function copyText(found: AskedCase | undefined): Phrase[] {
  if (!found) return [];
  const { subject, assessment } = found;
  const clauses = cite(assessment.clauses);
  const copy = {
    covered: phrase('staff.copy.covered', { subject, clauses }),
    billable: phrase('staff.copy.billable', { subject, clauses }),
    notOffered: phrase('staff.copy.notOffered', { subject, clauses }),
    undecided: phrase('staff.copy.undecided', { subject }),
  }[assessment.coverage];
  return [phrase('staff.copyIntro'), copy];
}

function choicesFor({ organisation }: CustomerFile, assessment: Assessment | undefined, ofSeq: number): Choice[] {
  const organisationId = organisation.id;
  const ticket: Choice = { title: phrase('button.ticketFor'), action: { kind: 'staffForm', form: 'ticket', organisationId, ofSeq } };
  const offer: Choice = { title: phrase('button.offerFor'), action: { kind: 'staffForm', form: 'offer', organisationId, ofSeq } };
  return assessment?.coverage === 'billable' ? [ticket, offer] : [ticket];
}

function kept({ turn }: Scene, asked: string, organisationId: string | undefined): Effect {
  const { principal, at, conversationId } = turn;
  return { kind: 'keepLookup', lookup: { at, by: principal.id, byName: principal.name ?? '', organisationId, asked, conversationId } };
}
