/** app://ui/: the files of our page, by a list made at start, and the pictures of open archives. No request can name a path. */
import { protocol, type Session } from 'electron'
import { readFile } from 'node:fs/promises'
import type { Picture } from '../shared/wire.ts'
import { findAsset, listAssets, pictureOf, SCHEME } from './assets.ts'
import { pictureHeaders, securityHeaders } from './content-security.ts'

/** Must run before the app is ready. Never `corsEnabled` or `bypassCSP`: the first lets strangers read our answers. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** What Chromium draws in an `<img>`; anything else is not sent at all. */
const DRAWN = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/svg+xml',
  'image/x-icon',
])

/** Answers app:// in `session` from `folder`, and with pictures of the archives that are open. */
export function servePage(
  session: Session,
  folder: string,
  readPicture: (key: string, sha256: string) => Promise<Picture | null>,
): void {
  const assets = listAssets(folder)
  session.protocol.handle(SCHEME, async (request) => {
    const place = pictureOf(request.method, request.url)
    if (place) return answerPicture(await readPicture(place.key, place.sha256))
    const asset = findAsset(assets, request.method, request.url)
    if (!asset) return notFound()
    const body = await readFile(asset.file)
    return new Response(new Uint8Array(body), { headers: { ...securityHeaders, 'Content-Type': asset.type } })
  })
}

function answerPicture(picture: Picture | null): Response {
  if (!picture || !DRAWN.has(picture.mime)) return notFound()
  return new Response(new Uint8Array(picture.data), {
    headers: { ...pictureHeaders, 'Content-Type': picture.mime },
  })
}

function notFound(): Response {
  return new Response('Not found', {
    status: 404,
    headers: { ...securityHeaders, 'Content-Type': 'text/plain' },
  })
}
