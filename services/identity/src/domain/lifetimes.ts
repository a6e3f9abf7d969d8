/** How long what identity makes is good for, in seconds. */
export interface Lifetimes {
  readonly session: number;
  /** When the reader says that the computer is their own. */
  readonly privateSession: number;
  readonly grant: number;
}
