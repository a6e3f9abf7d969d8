/** sysexits.h, where it has a word for it. */
export const EXIT = {
  ok: 0,
  /** At least one input was refused: not sealed, not authentic, not readable; or a topic is not as it should be. */
  refused: 1,
  usage: 64,
  noInput: 66,
  /** The portal, Kafka or a database did not answer. */
  unavailable: 69,
  internal: 70,
  cannotCreate: 73,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure that a person can do something about; its message is shown as it is. */
export class CliError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}

/** The system's name for a failure, such as `ENOENT`. */
export function codeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'unknown error';
}
