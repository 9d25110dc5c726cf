/** The attack set: files, strings and a folder made to break an archive, each with what must hold; by its manifest.json. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from '../place.ts'

export interface Item {
  id: string
  class: string
  file: string
  format: string
  kind: 'file' | 'folder' | 'strings'
  must_hold: string[]
  benign_marker?: string
  /** of what a container holds */
  inner_ids?: string[]
  encoding?: string
  bom?: boolean
  sha256?: string
}

export interface AttackSet {
  /** where its files lie */
  folder: string
  items: Item[]
}

/** The set in a folder, or in a tar that is unpacked into the place. Only what is of those classes, formats, folders or ids, with commas. */
export function readSet(source: string, only: string | undefined, place: Place): AttackSet {
  const folder = statSync(source).isDirectory() ? source : unpack(source, place)
  const { items } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { items: Item[] }
  const wanted = only?.split(',')
  const chosen = items.filter(
    (item) =>
      !wanted ||
      [item.id, item.class, item.class.split('.')[0]!, item.format, topFolder(item)].some((name) =>
        wanted.includes(name),
      ),
  )
  if (chosen.length === 0) throw new Error(`Nothing in the set is called ${only}.`)
  return { folder, items: chosen }
}

function unpack(tar: string, place: Place): string {
  const folder = join(place.root, 'attack')
  mkdirSync(folder)
  execFileSync('tar', ['-xSf', tar, '-C', folder, '--strip-components=1', '--no-same-owner'])
  return folder
}

/** Items are imported together by the folder that they lie in. */
export function topFolder({ file }: Item): string {
  return file.split('/')[0]!
}

export function bytesOf(set: AttackSet, item: Item): Buffer {
  return readFileSync(join(set.folder, item.file))
}

/** Words that a person would look for afterwards. */
export function markersOf(item: Item): string[] {
  if (item.benign_marker) return [item.benign_marker]
  return (item.inner_ids ?? []).map((id) => `KEEP${id}`)
}

/** The words beginning with KEEP in a file of several records, each once, in their order; of what is packed, as far as it unpacks. */
export function keptWords(set: AttackSet, item: Item): string[] {
  if (!/\.(?:csv|jsonl|rss|xml|w?arc(?:\.gz)?)$/.test(item.file)) return []
  const bytes = bytesOf(set, item)
  const text = (item.file.endsWith('.gz') ? unpacked(bytes) : bytes).toString('latin1')
  return [...new Set(text.match(/KEEP[A-Za-z\d]+/g))]
}

/** gzip's own program goes on where a member is damaged or cut. */
function unpacked(bytes: Buffer): Buffer {
  return spawnSync('gzip', ['-dc'], { input: bytes, maxBuffer: 1024 ** 3 }).stdout
}

/** The elements of a file of strings. */
export function stringsOf(set: AttackSet, item: Item): unknown[] {
  return JSON.parse(bytesOf(set, item).toString()) as unknown[]
}
