import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { socketState } from './socket-guard.ts';

let top: string;
let directory: string;
let path: string;
let server: Server;

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'guard-'));
  directory = join(top, 'own');
  path = join(directory, 'kms.sock');
  await mkdir(directory, { mode: 0o755 });
  server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  await chmod(path, 0o660);
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(top, { recursive: true });
});

describe("a plug-in's socket", () => {
  it('is safe when owner and group may use it', () => {
    expect(socketState(path)).toBe('safe');
  });

  it.each([0o666, 0o602, 0o777])('is exposed with mode %#', async (mode) => {
    await chmod(path, mode);
    expect(socketState(path)).toBe('exposed');
  });

  it.each([0o777, 0o1777, 0o703])('is exposed in a directory with mode %#', async (mode) => {
    await chmod(directory, mode);
    expect(socketState(path)).toBe('exposed');
  });

  it('is exposed when everybody may rename its directory, and not when that is sticky', async () => {
    await chmod(top, 0o777);
    expect(socketState(path)).toBe('exposed');
    await chmod(top, 0o1777);
    expect(socketState(path)).toBe('safe');
  });

  it('is exposed however one gets to its directory', async () => {
    await symlink(directory, join(top, 'link'));
    const through = join(top, 'link', 'kms.sock');
    expect(socketState(through)).toBe('safe');
    await chmod(directory, 0o777);
    expect(socketState(through)).toBe('exposed');
  });

  it('is neither a file nor a link', async () => {
    await writeFile(join(directory, 'file'), '');
    await symlink(path, join(directory, 'link'));
    expect(socketState(join(directory, 'file'))).toBe('not_a_socket');
    expect(socketState(join(directory, 'link'))).toBe('not_a_socket');
  });

  it('is absent', () => {
    expect(socketState(join(directory, 'other'))).toBe('absent');
    expect(socketState(join(top, 'no', 'such', 'directory'))).toBe('absent');
  });
});
