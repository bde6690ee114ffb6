/** What the page brought with it: the person, the words, the links; for every part of the app. */
import { createContext, use } from 'react';
import type { Start } from '../../portal/api/shapes.ts';

export { useTexts, type Words } from '../app/texts.ts';

/** Our own server wrote it into this very page, so its shape is taken as it is. */
export const readStart = (json: string): Start => JSON.parse(json) as Start;

export const StartContext = createContext<Start | undefined>(undefined);

export function useStart(): Start {
  const start = use(StartContext);
  if (!start) throw new Error('Outside of the app');
  return start;
}
