/** What our page may load and run, as response headers: nothing but its own files. */

const POLICY: Record<string, string> = {
  'default-src': `'none'`,
  'script-src': `'self'`,
  'style-src': `'self'`,
  // blob: for the pages of a preview, which our script made itself: in an image nothing runs and nothing is loaded
  'img-src': `'self' data: blob:`,
  'font-src': `'self'`,
  'connect-src': `'self'`,
  'frame-src': `'none'`,
  'object-src': `'none'`,
  'base-uri': `'none'`,
  'form-action': `'none'`,
  'frame-ancestors': `'none'`,
  'require-trusted-types-for': `'script'`,
  // Svelte makes its own templates by one policy; the page has no other way to turn text into markup
  'trusted-types': 'svelte-trusted-html',
}

/** The Content-Security-Policy of our page. */
export const contentSecurityPolicy = Object.entries(POLICY)
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ')

/** Sent with every answer, errors included. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/** Of a picture from an article: opened by itself, a drawing must not be a page that runs or loads anything. */
export const pictureHeaders: Readonly<Record<string, string>> = {
  ...securityHeaders,
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}
