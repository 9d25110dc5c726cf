// The fuses of a packaged app: what its binary can never be talked into, whatever it is started with.

import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/** All nine that Electron has. */
export const FUSES: Record<FuseV1Options, boolean> = {
  // not a Node interpreter for whoever can start it
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // enforced by Electron on macOS and Windows; on Linux it has no effect
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // the app has schemes of its own and never loads file://
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
}

const ON = 0x31

/** Sets every fuse that the binary has, then reads them back; returns how many there are. */
export async function setFuses(executable: string): Promise<number> {
  const present = fusesIn(await getCurrentFuseWire(executable))
  const wanted = Object.fromEntries(present.map((fuse) => [fuse, FUSES[fuse]]))
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: process.platform === 'darwin',
    ...wanted,
  })
  const wire = await getCurrentFuseWire(executable)
  const wrong = present.filter((fuse) => (wire[fuse] === ON) !== FUSES[fuse])
  if (wrong.length > 0)
    throw new Error(`Fuses not as wanted: ${wrong.map((fuse) => FuseV1Options[fuse]).join(', ')}`)
  return present.length
}

/** The fuses of a wire. One that this list does not know is an error: it has to be decided about. */
export function fusesIn(wire: object): FuseV1Options[] {
  const numbers = Object.keys(wire)
    .filter((key) => key !== 'version')
    .map(Number)
  const unknown = numbers.filter((number) => !(number in FUSES))
  if (unknown.length > 0)
    throw new Error(`This Electron has fuses that electron/dev/fuses.ts does not set: ${unknown.join(', ')}`)
  return numbers
}
