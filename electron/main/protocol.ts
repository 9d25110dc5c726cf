/** app://ui/: the files of our page, by a list made at start. No request can name a path. */
import { protocol, type Session } from 'electron'
import { readFile } from 'node:fs/promises'
import { findAsset, listAssets, SCHEME } from './assets.ts'
import { securityHeaders } from './content-security.ts'

/** Must run before the app is ready. Never `corsEnabled` or `bypassCSP`: the first lets strangers read our answers. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Answers app:// in `session` from `folder`. */
export function servePage(session: Session, folder: string): void {
  const assets = listAssets(folder)
  session.protocol.handle(SCHEME, async (request) => {
    const asset = findAsset(assets, request.method, request.url)
    if (!asset)
      return new Response('Not found', {
        status: 404,
        headers: { ...securityHeaders, 'Content-Type': 'text/plain' },
      })
    const body = await readFile(asset.file)
    return new Response(new Uint8Array(body), { headers: { ...securityHeaders, 'Content-Type': asset.type } })
  })
}
