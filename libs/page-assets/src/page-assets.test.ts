import { describe, expect, it } from '@jest/globals';
import { pageAssets } from './page-assets.ts';

const SCRIPT = ['main.js', Buffer.from('1')] as const;

describe('what pages load', () => {
  it('is found under the name that holds the hash of all of it, and no other', () => {
    const assets = pageAssets<'main.js'>([SCRIPT]);
    const [, version = '', name = ''] = /^\/assets\/([\w-]{16})\/(.*)$/.exec(assets.url('main.js')) ?? [];
    expect(assets.find(version, name)).toMatchObject({ type: 'text/javascript; charset=utf-8', bytes: SCRIPT[1] });
    expect(assets.find('x', name)).toBeUndefined();
    expect(assets.find(version, 'other.js')).toBeUndefined();
  });

  it('has another name as soon as anything of it is another', () => {
    const url = (...files: Parameters<typeof pageAssets>[0]) => pageAssets<'main.js'>(files).url('main.js');
    const urls = [
      url(SCRIPT),
      url(['main.js', Buffer.from('2')]),
      url(SCRIPT, ['a.css', Buffer.from('')]),
      url(SCRIPT, ['b.css', Buffer.from('')]),
    ];
    expect(new Set(urls).size).toBe(urls.length);
  });

  it('has a type, or nothing starts', () => {
    expect(() => pageAssets([['notes.txt', Buffer.from('')]])).toThrow('no type');
  });
});
