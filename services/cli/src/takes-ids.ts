import type { Command } from 'commander';

/**
 * For a command whose arguments are ids in base64url: one of 64 begins with a
 * hyphen and looks like an option, or even like `-h`. The command has to check
 * its arguments, for a misspelt option arrives as one.
 */
export function takesIds(command: Command): Command {
  return command.allowUnknownOption().helpOption('--help', 'display help for command');
}
