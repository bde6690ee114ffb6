/** Where the app that runs has its pages and its API; set once, before anything is drawn. */
export interface Place {
  /** Of its pages, for example `/portal`. */
  readonly root: string;
  readonly api: string;
  /** Pages of the server that only share the path. */
  readonly servers: RegExp;
  /** Address of the sign-in that leads back to a page. */
  readonly signIn: (next: string) => string;
}

let place: Place | undefined;

export function settle(there: Place): void {
  place = there;
}

export function here(): Place {
  if (!place) throw new Error('The app was not told where it is');
  return place;
}
