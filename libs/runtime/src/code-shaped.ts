const CODE_SHAPED = /^[A-Za-z0-9_./-]{1,100}$/;

/** Whether a string can be a name that this code gave to something. An address, a subject, a sentence cannot. */
export function isCodeShaped(value: string): boolean {
  return CODE_SHAPED.test(value);
}
