/**
 * Text whose lines flow (RFC 3676), put together again: a line that ends in a
 * space goes on in the next one of the same quote depth; the signature's
 * separator does not; a space that was stuffed in front is taken away.
 */
export function unflow(text: string, { delSp }: { readonly delSp: boolean }): string {
  const lines: string[] = [];
  let open: { readonly depth: number; readonly pieces: string[] } | undefined;
  const close = () => {
    if (open !== undefined) lines.push(`${'>'.repeat(open.depth)}${open.depth > 0 ? ' ' : ''}${open.pieces.join('')}`);
    open = undefined;
  };
  for (const line of text.split(/\r?\n/)) {
    const depth = quoteDepth(line);
    const content = line.slice(line[depth] === ' ' ? depth + 1 : depth);
    const isSeparator = content === '-- ';
    const flows = content.endsWith(' ') && !isSeparator;
    if (open !== undefined && (open.depth !== depth || isSeparator)) close();
    open ??= { depth, pieces: [] };
    open.pieces.push(flows && delSp ? content.slice(0, -1) : content);
    if (!flows) close();
  }
  close();
  return lines.join('\n');
}

function quoteDepth(line: string): number {
  let depth = 0;
  while (line[depth] === '>') depth += 1;
  return depth;
}
