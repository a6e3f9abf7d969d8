import { jest } from '@jest/globals';
import { run } from '../src/run.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line, in this process; what it writes is caught. */
export async function postern(...args: string[]): Promise<Outcome> {
  const written = { out: '', err: '' };
  const into = (stream: keyof typeof written) => (chunk: unknown) => {
    written[stream] += Buffer.isBuffer(chunk) ? chunk.toString('latin1') : String(chunk);
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(into('out')),
    jest.spyOn(process.stderr, 'write').mockImplementation(into('err')),
  ];
  try {
    return { code: await run(args), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
