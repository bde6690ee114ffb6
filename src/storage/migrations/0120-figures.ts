/** Hundred and twentieth schema: counts of turns by week, the bot's classing beside the first one by a person, and ways to count by time. */
import { type Ddl, oneOf } from './ddl.ts';

/** In: how the engine writes things. Out: the statements in order. */
export const figures = (d: Ddl): string[] => [
  `create table weekly_counts (
    week text not null, what text not null ${oneOf('what', ['answered', 'askedBack', 'unanswered'])}, shard ${d.int} not null,
    count ${d.int} not null check (count > 0), primary key (week, what, shard)
  ${d.end}`,
  `alter table assessments add column bot_coverage text ${oneOf('bot_coverage', ['covered', 'billable', 'notOffered', 'undecided'])}`,
  'create index assessments_compared on assessments (at) where bot_coverage is not null',
  `create index offers_declined on offers (decided_at) where state = 'declined'`,
  'create index handoffs_by_time on handoffs (requested_at)',
];
