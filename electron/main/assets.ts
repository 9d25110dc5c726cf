/** The addresses of our page: which are ours, and which file answers each. */
import { readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

export const SCHEME = 'app'
const HOST = 'ui'
export const PAGE_URL = `${SCHEME}://${HOST}/index.html`

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface Asset {
  file: string
  type: string
}

/** Every file below `folder` that a page may need, by its path in the address. Source maps and the like stay out. */
export function listAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    // a link is no regular file here, so none can lead out of the folder
    if (!entry.isFile() || type === undefined) continue
    const file = join(entry.parentPath, entry.name)
    assets.set('/' + relative(folder, file).split(sep).map(encodeURIComponent).join('/'), { file, type })
  }
  return assets
}

/** The file that a request is for, or nothing. */
export function findAsset(
  assets: ReadonlyMap<string, Asset>,
  method: string,
  address: string,
): Asset | undefined {
  if (method !== 'GET' || !isOwnUrl(address)) return undefined
  return assets.get(new URL(address).pathname)
}

/** Which picture of which opened archive a request is for: `app://ui/picture/KEY/SHA256`. */
export function pictureOf(method: string, address: string): { key: string; sha256: string } | null {
  if (method !== 'GET' || !isOwnUrl(address)) return null
  const [, key, sha256] = /^\/picture\/([0-9a-f-]{36})\/([0-9a-f]{64})$/.exec(new URL(address).pathname) ?? []
  return key && sha256 ? { key, sha256 } : null
}

/** Whether an address belongs to our page. Takes anything. */
export function isOwnUrl(address: unknown): boolean {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const { protocol: scheme, host, username, password } = new URL(address)
  return scheme === `${SCHEME}:` && host === HOST && username === '' && password === ''
}

/**
 * Whether a request may be made at all. What our page made itself (`blob:`) may be an image and nothing else. Developer
 * tools load their own pages, and exist in a checkout only.
 * @param resourceType as Electron names it: `image`, `script`, `mainFrame` …
 */
export function isAllowedRequest(address: string, resourceType: string, isCheckout: boolean): boolean {
  if (isOwnUrl(address)) return true
  if (resourceType === 'image' && address.startsWith(`blob:${SCHEME}://${HOST}/`)) return true
  const scheme = URL.canParse(address) ? new URL(address).protocol : ''
  return scheme === 'data:' || (isCheckout && (scheme === 'devtools:' || scheme === 'blob:'))
}
