/**
 * Properties that lay a mail out or colour it. Not here, among others:
 * position, z-index, content, cursor, filter, behavior, -moz-binding,
 * animation and transition, everything that loads and everything that covers.
 */
const NAMES =
  'background background-color background-image background-position background-repeat background-size background-clip background-origin ' +
  'border border-collapse border-spacing border-color border-style border-width border-radius border-image-width ' +
  'box-shadow box-sizing caption-side clear color color-scheme column-count column-gap columns direction display empty-cells float ' +
  'flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap gap row-gap justify-content justify-items align-content align-items align-self order ' +
  'font font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style font-variant font-weight ' +
  'height max-height min-height width max-width min-width hyphens letter-spacing line-height list-style list-style-position list-style-type ' +
  'margin margin-inline margin-block margin-inline-start margin-inline-end padding padding-inline padding-block padding-inline-start padding-inline-end ' +
  'object-fit opacity orphans outline outline-color outline-style outline-width overflow overflow-wrap overflow-x overflow-y page-break-after page-break-before page-break-inside break-inside ' +
  'quotes tab-size table-layout text-align text-align-last text-decoration text-decoration-color text-decoration-line text-decoration-style text-indent text-overflow text-shadow text-transform text-underline-offset ' +
  'unicode-bidi vertical-align visibility white-space widows word-break word-spacing word-wrap writing-mode -webkit-text-size-adjust -ms-text-size-adjust text-size-adjust';

const SIDES = ['top', 'right', 'bottom', 'left'].flatMap((side) => [
  `margin-${side}`,
  `padding-${side}`,
  `border-${side}`,
  `border-${side}-color`,
  `border-${side}-style`,
  `border-${side}-width`,
]);
const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'].map((corner) => `border-${corner}-radius`);

export const ALLOWED_PROPERTIES: ReadonlySet<string> = new Set([...NAMES.split(' '), ...SIDES, ...CORNERS]);

export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set([
  'rgb',
  'rgba',
  'hsl',
  'hsla',
  'calc',
  'min',
  'max',
  'clamp',
  'linear-gradient',
  'radial-gradient',
  'repeating-linear-gradient',
]);

export const ALLOWED_PSEUDO_CLASSES: ReadonlySet<string> = new Set([
  'root',
  'hover',
  'link',
  'visited',
  'active',
  'focus',
  'first-child',
  'last-child',
  'nth-child',
  'nth-last-child',
  'only-child',
  'first-of-type',
  'last-of-type',
  'nth-of-type',
  'not',
  'empty',
]);
