/** What was asked and not answered well, for the agents that are editors as well. */
import * as z from 'zod';
import type { Knowledge } from '../../content/knowledge.ts';
import { topicName } from '../../content/topic-name.ts';
import type { Agent } from '../../domain/agent.ts';
import type { AskedQuestion, QuestionGroup } from '../../domain/editor-report.ts';
import type { Handler } from '../../domain/exchange.ts';
import type { Context } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import type { ReportGroup, ReportQuestion, ReportView } from './shapes.ts';

const dayMs = 86_400_000;
const mostGroups = 100;
const mostQuestions = 20;

/** True for an agent whom the operator named as an editor, by id or mail address. */
export function readsReport({ editors }: Pick<Context, 'editors'>, { id, email }: Pick<Agent, 'id' | 'email'>): boolean {
  return editors.some((named) => named === id || (email !== undefined && named.toLowerCase() === email.toLowerCase()));
}

const asked = z.object({ days: z.coerce.number().int().min(1).max(366).default(30) });

/** `GET /agent/api/report?days=30`: 403 for whoever is no editor; never more days than such questions are kept. */
export function report(context: Context): Handler {
  return forAgents(context, async ({ query }, { agent }) => {
    const knowledge = context.snapshotKnowledge();
    if (!readsReport(context, agent)) return apiError(context, 403, 'notEditor', knowledge.texts['desk.report.refused']);
    const parsed = asked.safeParse(Object.fromEntries(query));
    if (!parsed.success) return apiError(context, 422, 'shape');
    const keptDays = knowledge.service.retentionDays;
    const days = Math.min(parsed.data.days, keptDays);
    const now = context.now();
    const { report: found, isCut } = await context.editorReport(now - days * dayMs, now);
    const view: ReportView = {
      from: found.from,
      until: found.until,
      days,
      keptDays,
      isCut,
      counts: found.counts,
      groups: found.groups.slice(0, mostGroups).map((group) => groupView(knowledge, group)),
      moreGroups: Math.max(0, found.groups.length - mostGroups),
      votes: found.votes.map((votes) => ({ ...votes, file: `de/faq/${votes.faqId}.md` })),
    };
    return json(view);
  });
}

function groupView(knowledge: Knowledge, { questions, label, isPicked, draft }: QuestionGroup): ReportGroup {
  return {
    questions: questions.slice(0, mostQuestions).map((question) => questionView(knowledge, question)),
    count: questions.length,
    topic: label && topicName(knowledge, label),
    isPicked,
    draft,
  };
}

function questionView(knowledge: Knowledge, { text, at, about, guess, confidence, picked }: AskedQuestion): ReportQuestion {
  return {
    text,
    at,
    about,
    guess: guess && topicName(knowledge, guess),
    percent: confidence === undefined ? undefined : Math.round(confidence * 100),
    picked: picked === undefined || picked === 'other' ? picked : topicName(knowledge, picked),
  };
}
