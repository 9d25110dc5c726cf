/** What a file that is no text most likely is, so that a refusal can name it. */

const SIGNATURES: readonly (readonly [signature: string, offset: number, name: string])[] = [
  ['%PDF-', 0, 'a PDF'],
  ['{\\rtf', 0, 'a rich text document (RTF)'],
  ['SQLite format 3\0', 0, 'a database (SQLite)'],
  ['\x89PNG', 0, 'a picture (PNG)'],
  ['\xff\xd8\xff', 0, 'a picture (JPEG)'],
  ['GIF8', 0, 'a picture (GIF)'],
  ['WEBP', 8, 'a picture (WebP)'],
  ['II*\0', 0, 'a picture (TIFF)'],
  ['MM\0*', 0, 'a picture (TIFF)'],
  ['ftyp', 4, 'a video or sound file (MP4)'],
  ['ID3', 0, 'a sound file (MP3)'],
  ['OggS', 0, 'a sound file (Ogg)'],
  ['\xd0\xcf\x11\xe0', 0, 'an old Office document'],
  ['\x7fELF', 0, 'a program'],
  ['MZ', 0, 'a program'],
  ['7z\xbc\xaf', 0, 'a 7-Zip archive'],
  ['Rar!', 0, 'a RAR archive'],
  ['\x28\xb5\x2f\xfd', 0, 'a compressed file (Zstandard)'],
  ['\xfd7zXZ', 0, 'a compressed file (xz)'],
  ['BZh', 0, 'a compressed file (bzip2)'],
  ['ustar', 257, 'a tar archive'],
  ['PAR1', 0, 'a Parquet file'],
]

/** With its article: `a PDF`; `a binary file` where nothing is known. */
export function binaryName(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 300)).toString('latin1')
  return SIGNATURES.find(([signature, offset]) => head.startsWith(signature, offset))?.[2] ?? 'a binary file'
}
