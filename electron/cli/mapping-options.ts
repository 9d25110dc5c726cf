/** `--map`, `--dates` and `--body`: how the columns of a data set are read. */
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Archive, previewColumns } from '../core/archive.ts'
import { AppError } from '../shared/errors.ts'
import {
  BODY_KINDS_MAPPED,
  type ColumnMapping,
  DATE_ORDERS,
  type DateOrder,
  MAPPED_FIELDS,
  type MappedBody,
  type MappedField,
} from '../shared/mapping.ts'
import { note } from './output.ts'

export interface MappingOptions {
  map?: ColumnMapping['fields']
  dates: DateOrder
  body: MappedBody
}

export function withMapping(command: Command): Command {
  return command
    .option(
      '--map <field=column,...>',
      'which columns hold what, dots leading into nested data: title=headline,body=text.body; several with |',
      fieldsOf,
    )
    .addOption(
      new Option('--dates <order>', 'how dates are written, with --map').choices(DATE_ORDERS).default('auto'),
    )
    .addOption(
      new Option('--body <kind>', 'what the text is, with --map').choices(BODY_KINDS_MAPPED).default('auto'),
    )
}

/** `title=headline,authors=author|byline` */
export function fieldsOf(text: string): ColumnMapping['fields'] {
  const fields: Partial<Record<MappedField, string[]>> = {}
  for (const part of text.split(',')) {
    const [field, columns] = part.split(/=(.*)/s).map((word) => word.trim())
    if (!MAPPED_FIELDS.some((one) => one === field)) {
      throw new InvalidArgumentError(`There is no field “${field}”. Fields are: ${MAPPED_FIELDS.join(', ')}.`)
    }
    const paths = (columns ?? '').split('|').map((path) => path.trim())
    if (paths.some((path) => path === ''))
      throw new InvalidArgumentError(`Say which column is the ${field}: ${field}=COLUMN.`)
    fields[field as MappedField] = paths
  }
  if (!fields.title && !fields.body && !fields.summary) {
    throw new InvalidArgumentError('Say at least which column is the title or the body.')
  }
  return fields
}

/** What the options say; null without `--map`. */
export function mappingOf({ map, dates, body }: MappingOptions): ColumnMapping | null {
  return map ? { fields: map, dates, body } : null
}

/** Keeps a mapping for the columns of each data set among the paths, so that the import reads them so. */
export async function keepMapping(
  archive: Archive,
  paths: readonly string[],
  mapping: ColumnMapping,
): Promise<void> {
  let kept = 0
  for (const path of filesIn(paths)) {
    try {
      const { columns } = await previewColumns(path, mapping, [])
      archive.answer('archive.saveMapping', { columns: columns.map((column) => column.path), mapping })
      kept++
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  if (kept === 0) note('No file among these has columns: --map changes nothing.')
}

function* filesIn(paths: readonly string[]): Generator<string> {
  for (const path of paths) {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats?.isFile()) yield path
    else if (stats?.isDirectory()) yield* filesIn(readdirSync(path).map((name) => join(path, name)))
  }
}
