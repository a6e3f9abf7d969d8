// Jest gives tests a copy of process.env, and what is set in a copy never
// reaches the C library, where modules look.
import koffi from 'koffi';

/** As setenv(3). */
export function setNativeEnvironment(name: string, value: string): void {
  const setenv: (name: string, value: string, overwrite: number) => number = koffi
    .load(null)
    .func('setenv', 'int', ['str', 'str', 'int']);
  if (setenv(name, value, 1) !== 0) throw new Error('setenv failed');
}
