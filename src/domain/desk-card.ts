/** Cards in the agents' channel of Teams: one for each hand-off and for each ticket that waits for its classing, kept up to date in place. */

export const deskSubjects = ['handoff', 'ticket'] as const;
export type DeskSubject = (typeof deskSubjects)[number];

export interface DeskCard {
  readonly about: DeskSubject;
  /** Id of the hand-off, or of the ticket's request. */
  readonly aboutId: string;
  /** The channel it stands in. */
  readonly conversationId: string;
  /** Its id there; unset until a send was confirmed. */
  readonly activityId?: string | undefined;
  /** What it shows, as a mark that differs when it would show something else. */
  readonly shown: string;
  /** Lines of its history told in its thread. */
  readonly told: number;
  /** False when nothing more will change. */
  readonly isLive: boolean;
  /** Sends whose outcome is not known, or that failed. */
  readonly tries: number;
  readonly triedAt: number;
  /** 0 before it is kept; raised by one with each change. */
  readonly version: number;
}

export interface DeskCardStore {
  deskCard(about: DeskSubject, aboutId: string): Promise<DeskCard | undefined>;
  /** Oldest first. */
  liveDeskCards(limit: number): Promise<readonly DeskCard[]>;
  /** Keeps the card where its version still holds. Out: how it is kept now; nothing when somebody else was first. */
  keepDeskCard(card: DeskCard): Promise<DeskCard | undefined>;
}
