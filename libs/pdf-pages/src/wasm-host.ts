// Everything that PDFium can ask of the world, and nearly all of it is no. What
// a hostile file can make of PDFium's machine code is bounded by what stands in
// this file: it can compute, within its memory, and it can fail. There are no
// files, no clock, no environment, no network and no way to run script.
//
// The package's own glue (300 KB for browsers and Node) is not used, so
// the names here are those that Emscripten gives its imports. A binary that
// asks for another name does not start.

/** WASI and musl, as Emscripten numbers them. */
const BAD_DESCRIPTOR = 8;
const NOT_SUPPORTED = -52;
const PAGE_BYTES = 65_536;

/** Thrown through frames of machine code by longjmp, and caught by the call that setjmp wrapped. */
class LongJump {}

const REFUSED: ReadonlySet<string> = new Set([
  '__syscall_openat',
  '__syscall_fcntl64',
  '__syscall_ioctl',
  '__syscall_fstat64',
  '__syscall_stat64',
  '__syscall_newfstatat',
  '__syscall_lstat64',
  '__syscall_ftruncate64',
  '__syscall_getdents64',
  '__syscall_unlinkat',
  '__syscall_rmdir',
]);
const WITHOUT_FILES: ReadonlySet<string> = new Set(['fd_close', 'fd_read', 'fd_write', 'fd_seek', 'fd_sync']);
/** There is no environment, the time is always its beginning, and every zone is UTC. */
const NOTHING: ReadonlySet<string> = new Set([
  'environ_sizes_get',
  'environ_get',
  'emscripten_date_now',
  '_tzset_js',
  '_localtime_js',
  '_gmtime_js',
]);

/** PDFium, alone in a memory of its own. */
export class WasmInstance {
  readonly #exports: WebAssembly.Exports;
  readonly #memory: WebAssembly.Memory;
  readonly #table: WebAssembly.Table;
  readonly #memoryPages: number;

  /** `memoryPages`: how many pages of 64 KiB it may have. */
  constructor(module: WebAssembly.Module, memoryPages: number) {
    this.#memoryPages = memoryPages;
    this.#exports = new WebAssembly.Instance(module, this.#importsFor(module)).exports;
    const { memory, __indirect_function_table: table } = this.#exports;
    if (!(memory instanceof WebAssembly.Memory) || !(table instanceof WebAssembly.Table))
      throw new Error('no memory or no table');
    [this.#memory, this.#table] = [memory, table];
    this.call('__wasm_call_ctors');
  }

  /** What the function answers, as a number; 0 if it answers nothing. Throws when it traps. */
  call(name: string, ...given: readonly number[]): number {
    const called = this.#exports[name];
    if (typeof called !== 'function') throw new Error('no such function');
    return numberOf(called(...given));
  }

  /** The memory as it is now: a later call may leave this one empty. */
  view(at: number, bytes: number): Buffer {
    return Buffer.from(this.#memory.buffer, at, bytes);
  }

  #importsFor(module: WebAssembly.Module): WebAssembly.Imports {
    const imports: WebAssembly.Imports = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      imports[from] = { ...imports[from], [name]: this.#importNamed(name) };
    }
    return imports;
  }

  #importNamed(name: string): (...given: number[]) => number | undefined {
    if (name.startsWith('invoke_')) return (index, ...given) => this.#invoke(index, given);
    if (name === 'emscripten_resize_heap') return (bytes) => this.#grow(bytes);
    if (name === '_emscripten_memcpy_js') return (to, from, bytes) => this.#copy(to, from, bytes);
    if (name === '_emscripten_throw_longjmp') return longJump;
    if (name === '_abort_js' || name === '__assert_fail') return abort;
    if (REFUSED.has(name)) return () => NOT_SUPPORTED;
    if (WITHOUT_FILES.has(name)) return () => BAD_DESCRIPTOR;
    if (NOTHING.has(name)) return () => 0;
    throw new Error('PDFium asks for something that it does not get');
  }

  /** A call that longjmp may leave, as setjmp has it: the stack is put back, and the code told. */
  #invoke(index: number | undefined, given: readonly number[]): number {
    const stack = this.call('emscripten_stack_get_current');
    try {
      const called: unknown = this.#table.get(index ?? 0);
      if (typeof called !== 'function') throw new Error('no such function');
      return numberOf(called(...given));
    } catch (thrown) {
      if (!(thrown instanceof LongJump)) throw thrown;
      this.call('_emscripten_stack_restore', stack);
      this.call('setThrew', 1, 0);
      return 0;
    }
  }

  /** 1 when the memory has grown to so many bytes, else 0. */
  #grow(bytes = 0): number {
    const pages = Math.ceil((bytes >>> 0) / PAGE_BYTES);
    if (pages > this.#memoryPages) return 0;
    this.#memory.grow(Math.max(0, pages - this.#memory.buffer.byteLength / PAGE_BYTES));
    return 1;
  }

  #copy(to = 0, from = 0, bytes = 0): undefined {
    new Uint8Array(this.#memory.buffer).copyWithin(to >>> 0, from >>> 0, (from >>> 0) + (bytes >>> 0));
  }
}

function longJump(): never {
  throw new LongJump();
}

function abort(): never {
  throw new Error('PDFium gave up');
}

function numberOf(answered: unknown): number {
  return typeof answered === 'number' ? answered : 0;
}
