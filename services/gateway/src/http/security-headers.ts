// What a browser is told about every answer. The strictest policy is the
// default; a page that needs more says which of the few others it wants.
import type { FastifyReply } from 'fastify';
import type { GatewayConfig } from '../config.ts';

type Transport = Pick<GatewayConfig, 'publicUrl' | 'strictSubdomains'>;

export type PagePolicy =
  | 'page'
  | 'page_with_picture'
  | 'frame'
  | 'message'
  | 'message_with_pictures'
  | 'paper'
  | 'paper_with_pictures'
  | DocumentPolicy;
/** For the message as a document of its own. */
type DocumentPolicy = 'document' | 'document_with_pictures';

interface Loosened {
  readonly style: string;
  readonly image: string;
  readonly ancestors: string;
  /** The only policy that may make HTML of text, if there is one. */
  readonly trustedTypes?: string;
}

const POLICIES: Readonly<Record<Exclude<PagePolicy, DocumentPolicy>, Loosened>> = {
  page: { style: "'self'", image: "'self'", ancestors: "'none'" },
  /** The logo of a verified sender. */
  page_with_picture: { style: "'self'", image: "'self' data:", ancestors: "'none'" },
  /** Stands inside the sign-in page. */
  frame: { style: "'self'", image: "'self'", ancestors: "'self'" },
  /** Without script the message's frame inherits this: its style elements and its own pictures, no script. */
  message: { style: "'self' 'unsafe-inline'", image: "'self' data:", ancestors: "'none'" },
  message_with_pictures: { style: "'self' 'unsafe-inline'", image: "'self' data: https:", ancestors: "'none'" },
  /** With script it inherits this. */
  paper: { style: "'self' 'unsafe-inline'", image: 'data:', ancestors: "'self'", trustedTypes: 'message' },
  paper_with_pictures: {
    style: "'self' 'unsafe-inline'",
    image: 'data: https:',
    ancestors: "'self'",
    trustedTypes: 'message',
  },
};

export function contentSecurityPolicy(policy: PagePolicy): string {
  if (policy === 'document') return documentPolicy('data:');
  if (policy === 'document_with_pictures') return documentPolicy('data: https:');
  const { style, image, ancestors, trustedTypes = "'none'" } = POLICIES[policy];
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${style}`,
    `img-src ${image}`,
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes}`,
  ].join('; ');
}

/** What the frame's sandbox and its page's policy are to a message in its frame: an opaque origin, and nothing that acts. */
function documentPolicy(image: string): string {
  return [
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src ${image}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

const DENIED_FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/** On every answer, errors included. */
export function setSecurityHeaders(reply: FastifyReply, config: Transport): void {
  reply.headers(securityHeaders(config));
}

/** As `setSecurityHeaders`, for an answer that has no reply. */
export function securityHeaders({ publicUrl, strictSubdomains }: Transport): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy('page'),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': DENIED_FEATURES.map((feature) => `${feature}=()`).join(', '),
    // `no-referrer` would turn the Origin of our own forms into null, and the check of it refuses that.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    ...(publicUrl.protocol === 'https:'
      ? { 'strict-transport-security': `max-age=31536000${strictSubdomains ? '; includeSubDomains' : ''}` }
      : {}),
  };
}

export function setPagePolicy(reply: FastifyReply, policy: PagePolicy): void {
  reply.header('content-security-policy', contentSecurityPolicy(policy));
}
