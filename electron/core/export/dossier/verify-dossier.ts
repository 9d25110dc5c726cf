import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { AppError } from '../../../shared/errors.ts'
import { breathe, type JobControl, Progress } from '../../job-control.ts'
import { manifest, type Manifest, MANIFEST, SUMS } from './manifest.ts'

export interface Verified {
  /** nothing altered, missing or added */
  isWhole: boolean
  title: string
  createdAt: string
  articles: number
  members: number
  /** of `manifest.json` as it is: to be compared with the one kept apart */
  manifestSha256: string
  altered: string[]
  missing: string[]
  added: string[]
  /** what else is wrong, each in a sentence */
  problems: string[]
}

const MOST_MANIFEST_BYTES = 512 * 1024 * 1024

/**
 * Looks whether a dossier is as it was when its manifest was written. Needs nothing but the file.
 * @throws AppError `bad-input` for what is no dossier, or is cut off; `read-failed`, `cancelled`
 */
export async function verifyDossier(file: string, control: JobControl): Promise<Verified> {
  const zip = await openZip(file)
  try {
    return await verify(zip, control)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw unreadable(error)
  } finally {
    zip.close()
  }
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { autoClose: false, validateEntrySizes: true })
  } catch (cause) {
    if (/^E[A-Z]+$/.test(String((cause as { code?: string }).code ?? '')))
      throw new AppError('read-failed', `This file cannot be read: ${file}`, undefined, { cause })
    throw unreadable(cause)
  }
}

function unreadable(cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new AppError(
    'bad-input',
    `This file is no whole zip: ${why}.`,
    'A dossier that was cut off or damaged on its way cannot be verified: look for another copy.',
    { cause },
  )
}

async function verify(zip: ZipFile, control: JobControl): Promise<Verified> {
  const entries = new Map<string, Entry>()
  const problems: string[] = []
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName
    // other tools write folders as members of their own when they pack again what was unpacked
    if (name.endsWith('/') && entry.uncompressedSize === 0) continue
    if (entries.has(name))
      problems.push(`There are two members called ${name}; only the last can be unpacked.`)
    entries.set(name, entry)
  }
  const { found, bytes } = await readManifest(zip, entries)
  const manifestSha256 = createHash('sha256').update(bytes).digest('hex')
  const verified: Verified = {
    isWhole: false,
    title: found.title,
    createdAt: found.createdAt,
    articles: found.articles.length,
    members: found.members.length,
    manifestSha256,
    altered: [],
    missing: [],
    added: [],
    problems,
  }
  await compareMembers(zip, entries, found, verified, control)
  await compareSums(zip, entries, found, verified)
  compareSources(found, verified)
  const { altered, missing, added } = verified
  verified.isWhole = [altered, missing, added, problems].every((list) => list.length === 0)
  return verified
}

async function readManifest(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
): Promise<{ found: Manifest; bytes: Buffer }> {
  const entry = entries.get(MANIFEST)
  const noDossier = (why: string, cause?: unknown) =>
    new AppError(
      'bad-input',
      `This file is no evidence dossier: ${why}.`,
      'Name the zip that Clipfile made.',
      {
        cause,
      },
    )
  if (!entry) throw noDossier(`it holds no ${MANIFEST}`)
  if (entry.uncompressedSize > MOST_MANIFEST_BYTES) throw noDossier(`its ${MANIFEST} is too large`)
  const bytes = await readAll(zip, entry)
  let json: unknown
  try {
    json = JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw noDossier(`its ${MANIFEST} is no JSON`, cause)
  }
  const parsed = v.safeParse(manifest, json)
  if (!parsed.success) throw noDossier(`its ${MANIFEST} has another shape`, parsed.issues[0])
  return { found: parsed.output, bytes }
}

async function compareMembers(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  found: Manifest,
  verified: Verified,
  control: JobControl,
): Promise<void> {
  const progress = new Progress(control)
  progress.update({ step: 'Verifying', total: found.members.length })
  const named = new Set([MANIFEST, SUMS])
  for (const [i, { path, sizeBytes, sha256 }] of found.members.entries()) {
    if (named.has(path)) verified.problems.push(`The manifest names ${path} twice.`)
    named.add(path)
    const entry = entries.get(path)
    if (!entry) verified.missing.push(path)
    // the size is said before a byte is unpacked, so what would unpack without end is not
    else if (entry.uncompressedSize !== sizeBytes || (await hashOf(zip, entry)) !== sha256)
      verified.altered.push(path)
    progress.update({ current: i + 1, bytes: progress.counts.bytes + sizeBytes })
    await breathe()
    if (control.signal.aborted) throw new AppError('cancelled', 'Verifying was cancelled.')
  }
  verified.added.push(...[...entries.keys()].filter((name) => !named.has(name)))
  progress.say(true)
}

/** The list for other tools must say what the manifest says. */
async function compareSums(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  found: Manifest,
  verified: Verified,
): Promise<void> {
  const entry = entries.get(SUMS)
  if (!entry) return void verified.missing.push(SUMS)
  const members = [...found.members, { path: MANIFEST, sha256: verified.manifestSha256 }]
  const expected = members.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')
  const isSame =
    entry.uncompressedSize === Buffer.byteLength(expected) &&
    (await readAll(zip, entry)).toString('utf8') === expected
  // a manifest that was changed shows here, unless the list was changed with it
  if (!isSame) verified.problems.push(`${SUMS} does not say what ${MANIFEST} says: one of them was changed.`)
}

function compareSources(found: Manifest, verified: Verified): void {
  const sums = new Map(found.members.map(({ path, sha256 }) => [path, sha256]))
  for (const { number, title, sources } of found.articles)
    for (const { member, sha256 } of sources)
      if (member !== null && sums.get(member) !== sha256)
        verified.problems.push(`Article ${number}, “${title}”, names a source that is not among the members.`)
}

async function hashOf(zip: ZipFile, entry: Entry): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) hash.update(piece as Buffer)
  } catch {
    // bytes that cannot be unpacked are not those that were packed
    return null
  }
  return hash.digest('hex')
}

async function readAll(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}
