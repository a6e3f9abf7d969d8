/** Read or write by users who are neither the owner nor of its group. */
const OTHERS = 0o006;
/** Write by the group; reading is what a group is for. */
const GROUP_WRITES = 0o020;

/** Whether a file of this mode, which holds a secret, can be read by others, or changed by others or the group. */
export function isOpenToOthers(mode: number): boolean {
  return (mode & (OTHERS | GROUP_WRITES)) !== 0;
}
