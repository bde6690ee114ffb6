/** Figures and the editors' report over the real server: what turns are counted as, who may read what, nothing below five. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFew } from '../../src/domain/figures.ts';
import type { FiguresView, MeView, QueuesView, ReportView, TicketDetailView } from '../../src/handoff/api/shapes.ts';
import { type AgentClient, agentClient } from '../support/agent-client.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { chatCustomer } from './chat-customer.ts';

const weekMs = 7 * 86_400_000;
let app: RunningApp;
let erna: AgentClient;
let otto: AgentClient;

/** Five conversations of each kind, and one that orders. */
beforeAll(async () => {
  app = await runApp();
  for (const n of [1, 2, 3, 4, 5]) {
    const customer = await chatCustomer(app.url);
    await customer.say('Wie hoch ist der Stundensatz?');
    await customer.say(`Wo finde ich den besten Kuchen in Bremen Nummer ${n}?`);
    await customer.say('Ich brauche eine Einweisung für eine neue Kollegin in Hausperfekt');
    if (n === 1) await customer.press('Kostenpflichtig beauftragen');
    else await customer.press('Nicht beauftragen');
  }
  const talker = await chatCustomer(app.url);
  await talker.say('Wie hoch ist der Stundensatz?');
  await talker.press('Nein');
  app.advance(weekMs);
  erna = await agentClient(app.url, 1);
  otto = await agentClient(app.url, 2);
});
afterAll(() => app.close());

describe('Figures', () => {
  const rows = ({ subjects, periods }: FiguresView) =>
    Object.fromEntries(subjects.flatMap((subject) => subject.rows).map(({ figure, cells }) => [figure, cells[periods.length - 1]]));

  test('tell what was answered and what was not, and nothing below five', async () => {
    const view = await otto.read<FiguresView>('/agent/api/figures');
    const last = rows(view);
    expect(last.answered).toEqual({ least: 11, most: 11 });
    expect(last.unanswered).toEqual({ least: 5, most: 5 });
    for (const figure of ['declined', 'ordered', 'askedBack', 'handedOver', 'confirmed'])
      expect(last[figure]).toEqual({ least: 0, most: 4 });
    expect(view.subjects.flatMap((subject) => subject.rows).every(({ sum }) => isFew(sum) || sum.most >= 5)).toBe(true);
    expect(JSON.stringify(view)).not.toMatch(/demo|local:|Kuchen|Einweisung/i);
  });

  test('take the range that is asked for, and no other', async () => {
    const usual = await otto.read<FiguresView>('/agent/api/figures');
    const month = usual.until;
    const one = await otto.read<FiguresView>(`/agent/api/figures?step=month&from=${month}&until=${month}`);
    expect(one).toMatchObject({ step: 'month', from: month, until: month });
    const status = async (query: string) => (await otto.get(`/agent/api/figures?${query}`)).status;
    expect(await status('from=2026-13')).toBe(422);
    expect(await status('step=day')).toBe(422);
    expect(await status('from=2020-01&until=2020-02')).toBe(422);
    expect(await status(`from=${month}&until=${usual.from}`)).toBe(422);
    expect(await status('until=2099-01')).toBe(422);
  });

  test('compare the bot’s classing with the first one by a person, and only with that', async () => {
    const [item] = (await erna.read<QueuesView>('/agent/api/queue')).toConfirm;
    const { number = '', requestId = '' } = item?.ticket ?? {};
    const confirm = { kind: 'confirmOrder', requestId, orderId: item?.order.id };
    expect((await erna.post('/agent/api/actions', { id: 'confirm-1', action: confirm })).status).toBe(200);
    const cancel = { kind: 'cancelOrder', requestId, orderId: item?.order.id, clauses: ['F2.3'], reason: 'doch ein Fehler' };
    expect((await erna.post('/agent/api/actions', { id: 'cancel-1', action: cancel })).status).toBe(200);
    const { assessments } = await erna.read<TicketDetailView>(`/agent/api/tickets/${number}`);
    expect(assessments.map(({ cause, coverage, botCoverage }) => [cause, coverage, botCoverage])).toEqual([
      ['orderConfirmed', 'billable', 'billable'],
      ['orderCancelled', 'covered', undefined],
    ]);
  });

  test('are for agents only', async () => {
    expect((await fetch(`${app.url}/agent/api/figures`)).status).toBe(401);
  });
});

describe('The editors’ report', () => {
  test('tells what was not answered, without names, and what did not help', async () => {
    const view = await erna.read<ReportView>('/agent/api/report');
    expect(view.counts).toMatchObject({ unanswered: 5, notHelped: 1 });
    expect(view.groups[0]).toMatchObject({ count: 5, isPicked: false });
    expect(view.groups[0]?.draft.lines).toHaveLength(5);
    expect(view.votes[0]).toMatchObject({ notHelped: 1, helped: 0, questions: ['Wie hoch ist der Stundensatz?'] });
    expect(view).toMatchObject({ isCut: false, moreGroups: 0, days: 30 });
  });

  test('asks for no more days than such questions are kept', async () => {
    const { days, keptDays } = await erna.read<ReportView>('/agent/api/report?days=366');
    expect(days).toBe(keptDays);
    expect((await erna.read<ReportView>('/agent/api/report?days=1')).counts.unanswered).toBe(0);
    expect((await erna.get('/agent/api/report?days=0')).status).toBe(422);
  });

  test('is for the agents that the operator named as editors', async () => {
    expect((await erna.read<MeView>('/agent/api/me')).readsReport).toBe(true);
    expect((await otto.read<MeView>('/agent/api/me')).readsReport).toBe(false);
    const refused = await otto.get('/agent/api/report');
    expect([refused.status, await refused.json()]).toEqual([
      403,
      { error: { code: 'notEditor', message: 'Diese Seite ist der Redaktion vorbehalten.' } },
    ]);
    expect((await fetch(`${app.url}/agent/api/report`)).status).toBe(401);
  });

  test('is empty once its questions are deleted', async () => {
    const { keptDays } = await erna.read<ReportView>('/agent/api/report');
    const { from } = await erna.read<FiguresView>('/agent/api/figures');
    app.advance(keptDays * 86_400_000);
    await app.app.runRetention();
    const later = await agentClient(app.url, 1);
    expect((await later.read<ReportView>('/agent/api/report?days=366')).groups).toEqual([]);
    const view = await later.read<FiguresView>(`/agent/api/figures?from=${from}`);
    expect(view.subjects[0]?.rows[0]?.cells.some(({ least }) => least === 11)).toBe(true);
  });
});
