import { type Command, Option } from 'commander'
import type { Archive } from '../core/archive.ts'
import type { ImportRun, RecordState } from '../shared/model.ts'
import { type CommonOptions, type Done, useArchive, wholeNumber, withArchive } from './archive-option.ts'
import { ledgerLine, ledgerRows, sumOf } from './ledger.ts'
import { bold, print, printJson } from './output.ts'
import { safeLine } from './safe-text.ts'

interface Options extends CommonOptions {
  state?: 'imported' | 'duplicate' | 'refused'
}

export function addImports(program: Command, done: Done): void {
  withArchive(program.command('imports'))
    .argument('[number]', 'one import: its records that were refused or already here', wholeNumber(1))
    .description('list the imports, or the ledger of one')
    .addOption(
      new Option('--state <state>', 'only records in this state').choices([
        'imported',
        'duplicate',
        'refused',
      ]),
    )
    .action(async (id: number | undefined, options: Options) => {
      await useArchive(options, (archive) =>
        id === undefined ? listAll(archive, options) : showOne(archive, id, options),
      )
      done(0)
    })
}

function listAll(archive: Archive, options: Options): void {
  const runs = archive.answer('archive.imports', undefined)
  if (options.json) return printJson(runs)
  for (const run of runs) print(headOf(run))
}

function headOf(run: ImportRun): string {
  const day = new Date(run.startedAtMs).toISOString().slice(0, 10)
  return `${String(run.id).padStart(4)}  ${day}  ${bold(safeLine(run.name))}  ${run.state}  ${sumOf(run)}`
}

function showOne(archive: Archive, id: number, options: Options): void {
  const run = archive.answer('archive.import', { id })
  const states: RecordState[] = options.state
    ? [options.state === 'refused' ? 'rejected' : options.state]
    : ['rejected', 'duplicate']
  if (options.json) {
    const records = states.flatMap((state) => [...ledgerRows(archive, id, state)])
    return printJson({ import: run, records })
  }
  print(headOf(run))
  for (const state of states) for (const row of ledgerRows(archive, id, state)) print(ledgerLine(row))
}
