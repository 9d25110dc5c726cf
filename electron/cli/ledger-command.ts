/** The ledger of an import, whole: to read, to filter with other tools, or as a table. */
import { type Command, Option } from 'commander'
import { resolve } from 'node:path'
import { type Archive, runLedger, writeLedger } from '../core/archive.ts'
import type { RecordState } from '../shared/model.ts'
import {
  archivePath,
  type CommonOptions,
  type Done,
  useArchive,
  wholeNumber,
  withArchive,
} from './archive-option.ts'
import { JobView } from './job-view.ts'
import { ledgerLine, ledgerRows } from './ledger.ts'
import { note, plural, print, printJson, UsageError } from './output.ts'

interface Options extends CommonOptions {
  import?: number
  state?: RecordState | 'refused'
  csv?: boolean
  output?: string
}

export function addLedger(program: Command, done: Done): void {
  withArchive(program.command('ledger'))
    .description('every record of an import: its place, what became of it, and why')
    .option('--import <number>', 'of this import; without it, of the newest', wholeNumber(1))
    .addOption(
      new Option('--state <state>', 'only records in this state').choices([
        'imported',
        'duplicate',
        'rejected',
        'refused',
      ]),
    )
    .option('--csv', 'as a table; no cell of it is taken for a formula')
    .option('-o, --output <file>', 'write the table to a file')
    .action(async (options: Options) => {
      await useArchive(options, (archive) => show(archive, options))
      done(0)
    })
}

async function show(archive: Archive, options: Options): Promise<void> {
  const newest = archive.answer('archive.imports', undefined)[0]?.id
  const importId = options.import ?? newest
  if (importId === undefined) throw new UsageError('Nothing was imported into this archive yet.')
  const run = archive.answer('archive.import', { id: importId })
  const state = options.state === 'refused' ? 'rejected' : (options.state ?? null)
  const choice = { importId, dumpId: null, state }
  if (options.output !== undefined && options.output !== '-') {
    const target = resolve(options.output)
    const view = new JobView()
    const records = await runLedger(archivePath(options), { ...choice, target }, view.control).finally(() =>
      view.close(),
    )
    return note(`${plural(records, 'record')} written to ${target}`)
  }
  if (options.csv) return void (await writeLedger(archive.db, choice, toPipe))
  if (options.json) return printJson({ import: run, records: [...ledgerRows(archive, importId, state)] })
  for (const row of ledgerRows(archive, importId, state)) print(ledgerLine(row))
}

/** As fast as whoever reads it. */
function toPipe(piece: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(piece)) resolve()
    else process.stdout.once('drain', resolve)
  })
}
