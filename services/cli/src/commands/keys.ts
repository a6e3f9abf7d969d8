import type { Command } from 'commander';
import { addInitCommand } from './keys/init.ts';
import { addListCommand } from './keys/list.ts';
import { addRetireCommand } from './keys/retire.ts';
import { addRotateCommand } from './keys/rotate.ts';

export function addKeysCommand(program: Command): void {
  const keys = program.command('keys').description('makes, lists, rotates and retires keys');
  for (const add of [addInitCommand, addListCommand, addRotateCommand, addRetireCommand]) add(keys);
}
