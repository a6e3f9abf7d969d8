import { describe, expect, it } from '@jest/globals';
import { isLoopbackHost } from './loopback-host.ts';

describe('this machine', () => {
  it.each([
    'http://localhost:8420',
    'http://LOCALHOST',
    'http://127.0.0.1/',
    'http://127.1',
    'http://[::1]:80',
    'http://[0:0::1]',
  ])('is the host of %s', (url) => {
    expect(isLoopbackHost(new URL(url).hostname)).toBe(true);
  });

  it.each([
    'http://localhost.example',
    'http://localhost.',
    'http://127.0.0.1.example',
    'http://127.0.0.2',
    'http://0.0.0.0',
    'http://[::]',
    'http://[::2]',
    'http://localhost@mail.example',
    'transit://LOCALHOST',
  ])('is not the host of %s', (url) => {
    expect(isLoopbackHost(new URL(url).hostname)).toBe(false);
  });
});
