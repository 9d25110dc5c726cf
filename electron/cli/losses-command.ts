/** The loss report of an import: what of an export's fields was kept, what became another thing, and what could not be kept. */
import type { Command } from 'commander'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Archive, lossesCsv } from '../core/archive.ts'
import { byFormat, FATE_WORDS, type FieldFateRow } from '../shared/losses.ts'
import { type CommonOptions, type Done, useArchive, wholeNumber, withArchive } from './archive-option.ts'
import { bold, note, number, print, printJson, UsageError } from './output.ts'
import { safeLine } from './safe-text.ts'

interface Options extends CommonOptions {
  import?: number
  csv?: boolean
  output?: string
}

export function addLosses(program: Command, done: Done): void {
  withArchive(program.command('losses'))
    .description('what of the fields of an imported export was kept, changed, or could not be kept')
    .option('--import <number>', 'of this import; without it, of the newest', wholeNumber(1))
    .option('--csv', 'as a table; no cell of it is taken for a formula')
    .option('-o, --output <file>', 'write the table to a file')
    .action(async (options: Options) => {
      await useArchive(options, (archive) => show(archive, options))
      done(0)
    })
}

function show(archive: Archive, options: Options): void {
  const importId = options.import ?? archive.answer('archive.imports', undefined)[0]?.id
  if (importId === undefined) throw new UsageError('Nothing was imported into this archive yet.')
  archive.answer('archive.import', { id: importId })
  const losses = archive.answer('archive.losses', { importId })
  if (options.output !== undefined && options.output !== '-') {
    const target = resolve(options.output)
    writeFileSync(target, lossesCsv(losses))
    return note(`Written to ${target}`)
  }
  if (options.csv || options.output === '-') return void process.stdout.write(lossesCsv(losses))
  if (options.json) return printJson({ importId, losses })
  if (losses.length === 0) print('This import read no export whose fields are accounted for.')
  else printReport(losses)
}

/** At the end of an import; nothing where it read no exports. */
export function printLosses(archive: Archive, importId: number): void {
  const losses = archive.answer('archive.losses', { importId })
  if (losses.length > 0) printReport(losses)
}

function printReport(losses: readonly FieldFateRow[]): void {
  for (const { format, rows } of byFormat(losses)) {
    print('')
    print(bold(`What became of the fields of ${safeLine(format)}`))
    for (const fate of ['lost', 'mapped', 'kept'] as const) {
      const some = rows.filter((row) => row.fate === fate)
      if (some.length === 0) continue
      print(`  ${FATE_WORDS[fate]}`)
      for (const row of some) print(`    ${lineOf(row)}`)
    }
  }
}

function lineOf({ field, how, records }: FieldFateRow): string {
  return `${number(records).padStart(9)}  ${safeLine(field)}${how === '' ? '' : `: ${safeLine(how)}`}`
}
