/** The dumps with known answers that lie beside the project, when they do: `../shared/dumps`. */

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { decodeText } from '../core/text/encodings.ts'
import type { DumpTruth } from './dump-scores.ts'
import { root } from './paths.ts'

export const sharedDumps = resolve(root, '..', 'shared', 'dumps')

export interface KnownDump {
  file: string
  text: string
  truth: DumpTruth
}

export interface KnownPage {
  file: string
  tool: string
  text: string
  body: string
}

function lines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as T)
}

function read(file: string): string {
  return decodeText(readFileSync(file)).text
}

/** The dump that the product was asked for. */
export function askedForDump(folder: string): KnownDump {
  const truth = JSON.parse(readFileSync(join(folder, 'fox-afghanistan.truth.json'), 'utf8')) as DumpTruth
  return { file: truth.file, text: read(join(folder, truth.file)), truth }
}

export function madeDumps(folder: string): KnownDump[] {
  return lines<DumpTruth>(join(folder, 'made', 'truth.jsonl')).map((truth) => ({
    file: truth.file,
    text: read(join(folder, 'made', truth.file)),
    truth,
  }))
}

/** Flattened pages; their bodies are told beside the pages that they were made from. Empty when those are absent. */
export function flattenedPages(folder: string): KnownPage[] {
  const truthFile = join(folder, '..', 'data', 'html-dev', 'truth.jsonl')
  const index = join(folder, 'flattened', 'index.json')
  if (!existsSync(truthFile) || !existsSync(index)) return []
  const bodies = new Map(lines<{ id: string; body: string }>(truthFile).map((row) => [row.id, row.body]))
  const pages = JSON.parse(readFileSync(index, 'utf8')) as { file: string; tool: string; truth_id: string }[]
  return pages.map(({ file, tool, truth_id }) => ({
    file,
    tool,
    text: read(join(folder, file)),
    body: bodies.get(truth_id) ?? '',
  }))
}
