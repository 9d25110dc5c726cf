// The shared libraries that Electron finds on a desktop and a bare machine lacks.

import { run } from './command.ts'
import { NeedsPerson, type Alternatives, type Want } from './system-packages.ts'

/** Package by library, after Debian; the names ending in t64 are those of Debian 13 and Ubuntu 24.04. */
const PACKAGES: Record<string, Alternatives> = {
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libatk-1.0.so.0': ['libatk1.0-0t64', 'libatk1.0-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libatspi.so.0': ['libatspi2.0-0t64', 'libatspi2.0-0'],
  'libcairo.so.2': ['libcairo2'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libdrm.so.2': ['libdrm2'],
  'libexpat.so.1': ['libexpat1'],
  'libgbm.so.1': ['libgbm1'],
  'libgdk_pixbuf-2.0.so.0': ['libgdk-pixbuf-2.0-0'],
  'libgio-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libglib-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgobject-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libgdk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnspr4.so': ['libnspr4'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libsmime3.so': ['libnss3'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libudev.so.1': ['libudev1'],
  'libX11.so.6': ['libx11-6'],
  'libX11-xcb.so.1': ['libx11-xcb1'],
  'libxcb.so.1': ['libxcb1'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXcursor.so.1': ['libxcursor1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXi.so.6': ['libxi6'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
  'libXrandr.so.2': ['libxrandr2'],
  'libXrender.so.1': ['libxrender1'],
  'libXss.so.1': ['libxss1'],
  'libXtst.so.6': ['libxtst6'],
}

/** What `executable` lacks of libraries, or null. */
export async function wantedLibraries(executable: string): Promise<Want | null> {
  const missing = process.platform === 'linux' ? await missingOf(executable) : []
  if (missing.length === 0) return null
  return { what: `${missing.length} system libraries (${missing[0]} …)`, packages: packagesFor(missing) }
}

/** Whether it now has them all: a package may be there and not hold what it holds elsewhere. */
export async function checkLibraries(executable: string): Promise<void> {
  const missing = await missingOf(executable)
  if (missing.length > 0)
    throw new NeedsPerson(`Electron still misses these system libraries: ${missing.join(', ')}`)
}

async function missingOf(executable: string): Promise<string[]> {
  return parseMissing((await run('ldd', [executable])).stdout)
}

/** The libraries that `ldd` did not find. */
export function parseMissing(ldd: string): string[] {
  const names = [...ldd.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
  return [...new Set(names)]
}

/** The packages that hold these libraries, each once. */
export function packagesFor(libraries: string[]): Alternatives[] {
  const found = new Map<string, Alternatives>()
  for (const library of libraries) {
    const names = PACKAGES[library]
    if (!names)
      throw new NeedsPerson(`Electron misses ${library}: install your system's package that holds it.`)
    found.set(names.join(), names)
  }
  return [...found.values()]
}
