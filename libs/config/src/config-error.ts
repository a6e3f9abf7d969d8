/** Settings that are wrong: every one of them, named. Never holds a setting's value. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(
      `configuration: ${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}\n${mistakes.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}
