/**
 * The folder beside a page that a browser saved "complete". Its name is the page's with an ending in the language of who saved
 * it; these are the ones that Windows ties to a page when it is moved, and so what browsers and Office write.
 */

const ENDINGS = [
  '_files',
  '.files',
  '-Dateien',
  '_fichiers',
  '_archivos',
  '_arquivos',
  '_ficheiros',
  '_bestanden',
  '_file',
  '-filer',
  '_tiedostot',
  '_pliki',
  '_soubory',
  '_elemei',
  '_dosyalar',
  '_datoteke',
  '_fitxers',
  '_failid',
  '_fails',
  '_bylos',
  '_fajlovi',
  '_fitxategiak',
] as const

/** Names that the folder of a page may have, the likeliest first. */
export function savedFolderOf(htmlFileName: string): string[] {
  const name = htmlFileName.slice(Math.max(htmlFileName.lastIndexOf('/'), htmlFileName.lastIndexOf('\\')) + 1)
  const unpacked = name.replace(/\.gz$/i, '')
  const stem = unpacked.replace(/\.(?:html?|xhtml?|shtml|mht|php|aspx?|jsp)$/i, '')
  if (stem === '') return []
  const stems = stem === unpacked ? [stem] : [stem, unpacked]
  return [...new Set(stems.flatMap((one) => ENDINGS.map((ending) => one + ending)))]
}

/** Whether a folder is called as those that browsers save beside a page. */
export function isSavedFolderName(name: string): boolean {
  const folder = name.normalize('NFC').toLowerCase()
  return ENDINGS.some((ending) => folder.endsWith(ending.normalize('NFC').toLowerCase()))
}

/** What a page may be called, in small letters, to which a folder of such a name belongs: `page` for `Page_files`. */
export function stemsOfSavedFolder(folder: string): string[] {
  const name = folder.normalize('NFC').toLowerCase()
  return ENDINGS.map((ending) => ending.normalize('NFC').toLowerCase())
    .filter((ending) => name.endsWith(ending))
    .map((ending) => name.slice(0, -ending.length))
}

export interface SavedFile {
  /** of the page's folders the one that is meant */
  folder: string
  /** within it, parts joined by `/`; never outside of it */
  path: string
}

/** Which file of a page's folder an address in the page means; null for what lies elsewhere. */
export function savedFileOf(htmlFileName: string, src: string): SavedFile | null {
  const clean = src
    .trim()
    .replace(/[?#].*$/s, '')
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
  if (clean === '' || clean.length > 4096 || /^(?:[a-z][a-z\d+.-]*:|\/)/i.test(clean)) return null
  const parts = clean.split('/').map(decoded)
  const [folder, ...rest] = parts
  if (rest.length === 0 || parts.some(isUnsafe)) return null
  const normal = (text: string) => text.normalize('NFC').toLowerCase()
  const match = savedFolderOf(htmlFileName).find((name) => normal(name) === normal(folder!))
  // somebody may have renamed the page: any folder with such an ending, then
  if (!match && !isSavedFolderName(folder!)) return null
  return { folder: match ?? folder!, path: rest.join('/') }
}

function isUnsafe(part: string): boolean {
  return part === '' || part === '.' || part === '..' || /[\0/\\]/.test(part)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
