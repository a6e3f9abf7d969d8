/**
 * A link that saves a file. The file has an address of this origin for as long
 * as it takes, so whatever it is, it has a media type that no browser shows.
 */
export function saveLink(name: string, bytes: Blob): { readonly link: HTMLAnchorElement; readonly release: () => void } {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes.slice(0, bytes.size, 'application/octet-stream'));
  link.download = name;
  return { link, release: () => setTimeout(() => URL.revokeObjectURL(link.href), RELEASED_AFTER_MS) };
}

/** Nothing tells when a browser has read the file. */
const RELEASED_AFTER_MS = 60_000;
