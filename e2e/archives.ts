/** Archives made outside the app, whole and broken. */
import Database from 'better-sqlite3'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { openArchive, runImport } from '../electron/core/archive.ts'
import type { Place } from './place.ts'

/** An archive with so many of our dumps in it. */
export async function archiveOf(place: Place, name: string, ...paths: string[]): Promise<string> {
  const path = place.path(name)
  openArchive(path, { create: true }).close()
  await runImport(path, { paths }, { signal: new AbortController().signal, onProgress: () => {} })
  ownAll(place, path)
  return path
}

/** As a Clipfile of years to come would leave it. */
export async function archiveFromTheFuture(place: Place, name: string): Promise<string> {
  const path = await archiveOf(place, name, place.copy('night-market.txt'))
  const db = new Database(path)
  db.pragma('user_version = 990')
  db.close()
  ownAll(place, path)
  return path
}

/** As an older extractor read its pages: with another title. */
export async function agedArchive(place: Place, name: string, ...paths: string[]): Promise<string> {
  const path = await archiveOf(place, name, ...paths)
  const db = new Database(path)
  db.exec(`UPDATE record SET extractor = 'page/0'; UPDATE article SET title = 'An old title'`)
  db.close()
  ownAll(place, path)
  return path
}

/** Whole at its beginning, nonsense in its middle. */
export async function damagedArchive(place: Place, name: string): Promise<string> {
  const path = await archiveOf(place, name, place.copy('night-market.txt'), place.copy('hebrew.txt'))
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 16_384, 16_384 * 4)
  writeFileSync(path, bytes)
  ownAll(place, path)
  return path
}

/** Cut off by a full disk or a broken copy. */
export async function cutOffArchive(place: Place, name: string): Promise<string> {
  const path = await archiveOf(place, name, place.copy('night-market.txt'))
  truncateSync(path, 20_000)
  ownAll(place, path)
  return path
}

/** A file of SQLite's, but not of ours. */
export function foreignDatabase(place: Place, name: string): string {
  const path = place.path(name)
  const db = new Database(path)
  db.exec('CREATE TABLE recipe (name TEXT)')
  db.close()
  place.own(path)
  return path
}

/** Gives an archive, made by this process, to the person whose app this is. */
export function ownAll(place: Place, path: string): void {
  for (const part of ['', '-wal', '-shm', '-index', '-index-wal', '-index-shm']) place.ownIfThere(path + part)
}
