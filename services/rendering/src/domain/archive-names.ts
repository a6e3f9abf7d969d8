// Names of files that lie side by side in an archive. Each was made harmless
// when its mail was read: no path, no control character, no device. What is
// left is that many systems take two spellings of a name for the same file, and
// whoever unpacks would lose one of them.

/** Unique without regard to case and composition (`a.pdf`, `A (2).pdf`), in the order given. */
export function archiveNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  /** By name, the number tried last: a thousand of one name are counted once and not once each. */
  const counts = new Map<string, number>();
  return names.map((name) => {
    let candidate = name;
    for (let count = counts.get(folded(name)) ?? 1; taken.has(folded(candidate)); ) {
      count += 1;
      counts.set(folded(name), count);
      candidate = numbered(name, count);
    }
    taken.add(folded(candidate));
    return candidate;
  });
}

function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase();
}

function numbered(name: string, count: number): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)} (${count})${name.slice(dot)}` : `${name} (${count})`;
}
