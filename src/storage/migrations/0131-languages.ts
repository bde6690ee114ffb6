/** Hundred-and-thirty-first schema: the language that requests, offers and registrations come from. */
import { type Ddl, oneOf } from './ddl.ts';

const column = (table: string): string => `alter table ${table} add column language text ${oneOf('language', ['de', 'en'])}`;

/** In: how the engine writes things. Out: the statements in order. */
export const languages = (d: Ddl): string[] => [
  ...['requests', 'offers', 'registrations'].map(column),
  ...d.refuse({
    name: 'offers_language_frozen',
    table: 'offers',
    event: 'update of language',
    message: 'the language an offer was made in is frozen',
  }),
];
