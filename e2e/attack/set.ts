/** The attack set: files, strings and a folder made to break an archive, each with what must hold; by its manifest.json. */
import { execFileSync } from 'node:child_process'
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

/** The set in a folder, or in a tar that is unpacked into the place. Only what is of that class, format or id. */
export function readSet(source: string, only: string | undefined, place: Place): AttackSet {
  const folder = statSync(source).isDirectory() ? source : unpack(source, place)
  const { items } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { items: Item[] }
  const chosen = items.filter(
    (item) =>
      !only || [item.id, item.class, item.class.split('.')[0], item.format, topFolder(item)].includes(only),
  )
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

/** The elements of a file of strings. */
export function stringsOf(set: AttackSet, item: Item): unknown[] {
  return JSON.parse(bytesOf(set, item).toString()) as unknown[]
}
