/** The Helpdesk-Center: answers by topic, articles by shelf, one text, and the search over all of it. */

import { relatedTo } from '../../content/faq.ts';
import { type Article, articleTypes, type FaqEntry, type Knowledge } from '../../content/knowledge.ts';
import { richText } from '../../content/rich-text.ts';
import type { Handler } from '../../domain/exchange.ts';
import { labels } from '../../domain/vocabulary.ts';
import type { Context } from '../context.ts';
import { productName } from '../views/words.ts';
import { forApp, ok, refused } from './answers.ts';
import { search } from './search.ts';
import type { HelpCenter, HelpText, ShelfEntry } from './shapes.ts';

/** `GET /portal/api/help`: every title there is. A shelf without entries is named too, so that it can be said. */
export function helpCenter(context: Context): Handler {
  return forApp(context, async () => {
    const knowledge = context.snapshotKnowledge();
    const topics = labels
      .filter((label) => label.startsWith('faq/'))
      .map((label) => ({
        label,
        title: knowledge.texts[`label.${label.replace('/', '-')}` as 'label.faq-nutzen'],
        entries: knowledge.faq
          .filter((entry) => entry.label === label)
          .toSorted(mainFirst)
          .map(faqTitle),
      }));
    const shelves = articleTypes.map((type) => ({
      type,
      entries: knowledge.articles
        .filter((article) => article.type === type)
        .toSorted(newestFirst)
        .map((article) => shelfEntry(knowledge, article)),
    }));
    const center: HelpCenter = { topics: topics.filter(({ entries }) => entries.length > 0), shelves };
    return ok(center);
  });
}

const mainFirst = (a: FaqEntry, b: FaqEntry): number => Number(b.main) - Number(a.main);
const newestFirst = (a: Article, b: Article): number => (b.date ?? '').localeCompare(a.date ?? '') || a.title.localeCompare(b.title, 'de');
const faqTitle = ({ id, question }: FaqEntry) => ({ id, title: question });

function shelfEntry(knowledge: Knowledge, { id, title, products, date, url }: Article): ShelfEntry {
  return { id, title, products: products.map((product) => productName(knowledge, product)), date: date && germanDay(date), url };
}

const germanDay = (day: string): string => day.split('-').toReversed().join('.');

/** `GET /portal/api/help/:id`: one answer or article. */
export function helpText(context: Context): Handler {
  return forApp(context, async ({ params }) => {
    const knowledge = context.snapshotKnowledge();
    const answer = knowledge.faq.find(({ id }) => id === params.id);
    if (answer) return ok(fromFaq(knowledge, answer));
    const article = knowledge.articles.find(({ id }) => id === params.id);
    return article ? ok(fromArticle(knowledge, article)) : refused(context, 'notFound');
  });
}

const cited = ({ clauses }: Knowledge, ids: readonly string[]): string[] => ids.map((id) => `${id} ${clauses[id] ?? ''}`.trim());

function fromFaq(knowledge: Knowledge, entry: FaqEntry): HelpText {
  const related = relatedTo(knowledge, entry).map(faqTitle);
  return {
    id: entry.id,
    kind: 'faq',
    title: entry.question,
    text: richText(entry.answer),
    clauses: cited(knowledge, entry.clauses),
    related,
  };
}

function fromArticle(knowledge: Knowledge, { id, type, title, text, clauses, source, url }: Article): HelpText {
  return { id, kind: type, title, text: richText(text), clauses: cited(knowledge, clauses), source, url, related: [] };
}

/** `GET /portal/api/search?q=`. */
export function searchHelp(context: Context): Handler {
  return forApp(context, async ({ query }) => {
    const words = (query.get('q') ?? '').slice(0, 400);
    return ok(search(context.snapshotKnowledge(), context.understand(words), words));
  });
}
