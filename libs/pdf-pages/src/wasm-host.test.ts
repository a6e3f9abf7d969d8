import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { WasmInstance } from './wasm-host.ts';

const pdfium = new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm')));
const MEMORY_PAGES = 1024;

/** A module that imports one function of that name and does nothing. */
function asking(name: string): WebAssembly.Module {
  const entry = [1, 1, ...bytes('env'), ...bytes(name), 0, 0].slice(1);
  const types = [1, 4, 1, 0x60, 0, 0];
  return new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...types, 2, entry.length, ...entry]));
}
const bytes = (text: string) => [text.length, ...Buffer.from(text)];

describe('what PDFium gets of the world', () => {
  it('is all that this build of it asks for', () => {
    expect(new WasmInstance(pdfium, MEMORY_PAGES).call('malloc', 1)).toBeGreaterThan(0);
  });

  it.each(['emscripten_run_script', '__syscall_socket', 'getentropy', 'toString', 'constructor'])('is not %s', (name) => {
    expect(() => new WasmInstance(asking(name), MEMORY_PAGES)).toThrow('asks for something');
  });

  it('is memory up to its bound, and no more', () => {
    const wasm = new WasmInstance(pdfium, MEMORY_PAGES);
    expect(wasm.call('malloc', 32 * 1024 * 1024)).toBeGreaterThan(0);
    expect(wasm.call('malloc', 32 * 1024 * 1024)).toBe(0);
    expect(wasm.call('malloc', 0xf000_0000)).toBe(0);
  });

  it('is a memory of its own for each file', () => {
    const [one, other] = [new WasmInstance(pdfium, MEMORY_PAGES), new WasmInstance(pdfium, MEMORY_PAGES)];
    const at = one.call('malloc', 6);
    one.view(at, 6).write('secret');
    expect(other.view(0, 16 * 1024 * 1024).includes('secret')).toBe(false);
  });
});
