/** Bytes of UTF-8; file systems allow 255, and browsers add to it. */
const MAX_NAME_BYTES = 200;
/** Names that Windows keeps for devices, whatever follows the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])(?= *(?:\.|$))/i;
/** Endings that a double click runs, installs or opens with rights: programs, scripts, disk images, shortcuts, web pages, macros. */
const PROGRAMS: ReadonlySet<string> = new Set(
  (
    'exe com scr pif bat cmd msi msix msixbundle msp mst msc cpl jar dll sys drv ocx gadget application appinstaller appx appxbundle ' +
    'js jse mjs vb vbs vbe ws wsf wsh wsc sct ps1 ps1xml psc1 psd1 psm1 hta chm hlp sh command run py pyw pl rb php ' +
    'lnk url website desktop scf inf reg theme search-ms library-ms settingcontent-ms diagcab iqy slk ' +
    'iso img vhd vhdx dmg pkg app apk deb rpm flatpak snap ' +
    'htm html xhtml shtml svg svgz xml mht mhtml ' +
    'docm dotm xlsm xlsb xltm xlam xll pptm potm ppam ppsm sldm one ade adp mde accde'
  ).split(' '),
);
/** A document's ending before the last one: `invoice.pdf.zip`. */
const DOUBLE = /\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|txt|csv|mp[34])\s*\.[a-z0-9]{1,5}$/i;

const ENDINGS: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'message/global': 'eml',
  'message/delivery-status': 'txt',
  'message/global-delivery-status': 'txt',
  'message/disposition-notification': 'txt',
  'message/feedback-report': 'txt',
  'text/rfc822-headers': 'txt',
  'text/calendar': 'ics',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
};

/** A name to save a file under: no path, no control or bidi character, bounded, never empty. */
export function attachmentName(raw: string | null | undefined, mediaType: string, position: number): string {
  const base = (raw ?? '')
    .slice(0, 2_000)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, '')
    .replace(/^.*[\\/]/s, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(DEVICE, '_$&');
  const name = truncate(base);
  return name === '' ? `attachment-${position + 1}.${ENDINGS[mediaType] ?? 'bin'}` : name;
}

/** Whether a file of this name could run, or pretends to be what it is not. */
export function isSuspiciousName(name: string, raw: string | null | undefined): boolean {
  return PROGRAMS.has(endingOf(name)) || DOUBLE.test(name) || /[\u202a-\u202e\u2066-\u2069]/.test(raw ?? '');
}

/** What follows the last dot, in lower case; empty when there is no dot. */
function endingOf(name: string): string {
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
}

/** Shortened at a character, its ending kept. */
function truncate(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : '';
  let kept = '';
  let bytes = Buffer.byteLength(ending);
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_NAME_BYTES) break;
    kept += character;
  }
  return `${kept.trimEnd()}${ending}`;
}

/** `token/token` in lower case (RFC 2045 section 5.1); what is not is application/octet-stream. */
export function cleanMediaType(raw: string): string {
  const type = raw.toLowerCase().trim();
  return /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(type) ? type : 'application/octet-stream';
}
