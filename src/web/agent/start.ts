/** What the workspace starts with: the words its page brought along, and the signed-in agent. */
import { createContext, use } from 'react';
import type { DeskStart, MeView } from '../../handoff/api/shapes.ts';

/** Our own server wrote it into this very page, so its shape is taken as it is. */
export const readStart = (json: string): DeskStart => JSON.parse(json) as DeskStart;

export interface Desk extends MeView {
  readonly productLine: string;
  readonly inTeams: boolean;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error('Outside of the workspace');
  return desk;
}
