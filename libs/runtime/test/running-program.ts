import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsMaterial } from '@postern/authority';

interface LoggedEvent {
  readonly event: string;
  readonly port?: number;
}

/** A program of this folder as a process of its own, with certificates in a directory of its own. */
export class RunningProgram {
  readonly tlsDirectory = mkdtempSync(join(tmpdir(), 'postern-program-'));
  #child: ChildProcess | undefined;
  #closed: Promise<unknown> | undefined;
  #output = '';
  #mistakes = '';

  giveCertificate({ caPem, certificatePem, keyPem }: TlsMaterial): void {
    const files = { 'ca.crt': caPem, 'tls.crt': certificatePem, 'tls.key': keyPem };
    for (const [name, pem] of Object.entries(files)) {
      writeFileSync(join(this.tlsDirectory, `${name}.new`), pem);
      renameSync(join(this.tlsDirectory, `${name}.new`), join(this.tlsDirectory, name));
    }
  }

  start(program: string, settings: Readonly<Record<string, string>>, ...args: readonly string[]): void {
    const environment = { POSTERN_TLS_DIR: this.tlsDirectory, POSTERN_OPS_LISTEN: '127.0.0.1:0', ...settings };
    this.#child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], { env: environment });
    this.#closed = once(this.#child, 'close');
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#mistakes += text;
    });
  }

  /** Resolves when it has logged an event of that name. */
  async says(event: string): Promise<void> {
    const child = this.#running();
    while (!this.events().includes(event)) {
      const ended = await Promise.race([
        once(child.stdout ?? child, 'data').then(() => false),
        once(child, 'exit').then(() => true),
      ]);
      if (ended && !this.events().includes(event)) throw new Error(`ended without ${event}:\n${this.#output}${this.#mistakes}`);
    }
  }

  /** The names of what it has logged so far. */
  events(): readonly string[] {
    return this.#logged().map(({ event }) => event);
  }

  /** What it wrote besides its log. */
  mistakes(): string {
    return this.#mistakes;
  }

  /** Its operations port. */
  async ask(path: string): Promise<{ readonly status: number; readonly text: string }> {
    const port = this.#logged().find((line) => line.port !== undefined)?.port;
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, text: await response.text() };
  }

  signal(name: NodeJS.Signals): void {
    this.#running().kill(name);
  }

  /** Its exit code, when all that it wrote has been read. */
  async ended(): Promise<number | null> {
    await this.#closed;
    return this.#running().exitCode;
  }

  remove(): void {
    this.#child?.kill('SIGKILL');
    rmSync(this.tlsDirectory, { recursive: true });
  }

  #running(): ChildProcess {
    if (this.#child === undefined) throw new Error('not started');
    return this.#child;
  }

  #logged(): readonly LoggedEvent[] {
    const lines = this.#output.split('\n').slice(0, -1);
    return lines.map((line): LoggedEvent => JSON.parse(line));
  }
}
