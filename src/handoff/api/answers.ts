/** Words ready for agents: canned answers, and answers of the FAQ that fit, with their clauses. */
import type { Knowledge } from '../../content/knowledge.ts';
import type { Handler } from '../../domain/exchange.ts';
import { search } from '../../portal/api/search.ts';
import type { Context } from '../context.ts';
import { forAgents, json } from '../guard.ts';
import type { AnswerList, AnswerView, CannedList } from './handoff-shapes.ts';

/** `GET /agent/api/canned?product=`: those of the product and those of all. */
export function canned(context: Context): Handler {
  return forAgents(context, async ({ query }) => {
    const product = query.get('product') ?? undefined;
    const fitting = context
      .snapshotKnowledge()
      .canned.filter(({ products }) => products.length === 0 || product === undefined || products.includes(product));
    return json({ canned: fitting.map(({ id, title, text, clauses }) => ({ id, title, text, clauses })) } satisfies CannedList);
  });
}

const longestQuery = 300;

/** `GET /agent/api/answers?q=`: what the chat would answer comes first. */
export function answers(context: Context): Handler {
  return forAgents(context, async ({ query }) => {
    const words = (query.get('q') ?? '').slice(0, longestQuery);
    const knowledge = context.snapshotKnowledge();
    const { hits } = search(knowledge, context.understand(words), words);
    return json({ answers: hits.flatMap((hit) => answerOf(knowledge, hit)) } satisfies AnswerList);
  });
}

function answerOf({ faq, articles }: Knowledge, { id, kind, title, excerpt }: Omit<AnswerView, 'text' | 'clauses'>): AnswerView[] {
  const entry = faq.find((candidate) => candidate.id === id);
  const article = articles.find((candidate) => candidate.id === id);
  const found = entry ? { text: entry.answer, clauses: entry.clauses } : article;
  if (!found) return [];
  const clauses = found.clauses.length > 0 ? ` [${found.clauses.join(', ')}]` : '';
  const address = article?.url === undefined ? '' : `\n${article.url}`;
  return [{ id, kind, title, excerpt, text: `${plainWords(found.text)}${clauses}${address}`, clauses: found.clauses }];
}

/** Markdown as plain words: an agent's words are shown as typed. */
export function plainWords(markdown: string): string {
  return markdown
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1: $2')
    .replaceAll(/[*_`]{1,3}([^*_`\n]+)[*_`]{1,3}/g, '$1')
    .replaceAll(/^#+ /gm, '')
    .trim();
}
