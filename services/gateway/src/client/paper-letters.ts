// What the page around a message and the document that shows it say to each other.

export interface ForPaper {
  /** As the server's sanitiser wrote it. */
  readonly html: string;
  readonly sandbox: string;
  readonly title: string;
  readonly remote: boolean;
}

export interface FromPaper {
  /** How many elements, attributes and rules the check in the browser took out. */
  readonly leftOut: number;
}

export function readForPaper(data: unknown): ForPaper | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const [html, sandbox, title] = ['html', 'sandbox', 'title'].map((name): unknown => Reflect.get(data, name));
  if (typeof html !== 'string' || typeof sandbox !== 'string' || typeof title !== 'string') return undefined;
  return { html, sandbox, title, remote: Reflect.get(data, 'remote') === true };
}
