import { lstatSync } from 'node:fs'
import type { Command } from 'commander'
import { openArchive, runImport, type Archive, type ImportRequest } from '../core/archive.ts'
import type { ImportRun } from '../shared/model.ts'
import { archivePath, type CommonOptions, type Done, openNamed, withArchive } from './archive-option.ts'
import { JobView } from './job-view.ts'
import { ledgerRows, printRefused, sumOf } from './ledger.ts'
import { printLosses } from './losses-command.ts'
import { keepMapping, mappingOf, type MappingOptions, withMapping } from './mapping-options.ts'
import { note, plural, print, printJson, UsageError } from './output.ts'

interface Options extends CommonOptions, MappingOptions {
  resume?: boolean
  new?: boolean
}

export function addImport(program: Command, done: Done): void {
  withMapping(withArchive(program.command('import [path...]')))
    .description('add files and folders; makes the archive when it is missing')
    .option('--resume', 'go on with the newest import that was stopped')
    .option('--new', 'of folders, only files that no import has read as they are now')
    .addHelpText(
      'after',
      `
Each record ends as imported, already here, or refused with a reason. The sum always adds up.
Text dumps are taken up to 256 MB, one article up to 32 MB. Ctrl-C stops between two batches: what is in stays, --resume goes on.
Data sets (JSON Lines, JSON, CSV) may have any size. Where nothing says what their columns hold, look with “clipfile preview FILE”
and say it with --map: that is kept in the archive, for whenever the same columns come again.`,
    )
    .action(async (paths: string[], options: Options) => done(await runCommand(paths, options)))
}

async function runCommand(paths: string[], options: Options): Promise<number> {
  const request = options.resume ? resumed(paths, options) : asked(paths, options)
  const before = openNamed(options, !options.resume)
  try {
    const mapping = mappingOf(options)
    if (mapping) await keepMapping(before, paths, mapping)
  } finally {
    before.close()
  }
  const path = archivePath(options)
  const view = new JobView()
  let run: ImportRun
  try {
    run = await runImport(path, request, view.control)
  } catch (error) {
    view.close()
    note('What was imported before stays; go on with: clipfile import --resume')
    throw error
  } finally {
    view.close()
  }
  const archive = openArchive(path)
  try {
    report(archive, run, options)
  } finally {
    archive.close()
  }
  return run.state === 'done' && run.rejected === 0 ? 0 : 1
}

function asked(paths: string[], options: Options): ImportRequest {
  const request = { paths: given(paths) }
  return options.new ? { ...request, onlyNew: { only: null } } : request
}

/** Nothing is made, not even an archive, when all the paths are typing errors. */
function given(paths: string[]): string[] {
  if (paths.length === 0) throw new UsageError('Say what to import: files or folders.')
  const missing = paths.filter((path) => !lstatSync(path, { throwIfNoEntry: false }))
  if (missing.length < paths.length) return paths
  throw new UsageError(missing.map((path) => `There is no file or folder ${path}`).join('\n'))
}

function resumed(paths: string[], options: Options): { resume: number } {
  if (paths.length > 0) throw new UsageError('--resume takes no paths: it goes on with those given before.')
  const archive = openNamed(options)
  try {
    const run = archive.answer('archive.imports', undefined).find(({ state }) => state !== 'done')
    if (run) return { resume: run.id }
  } finally {
    archive.close()
  }
  throw new UsageError('There is no stopped import in this archive.')
}

function report(archive: Archive, run: ImportRun, options: Options): void {
  if (options.json) {
    const losses = archive.answer('archive.losses', { importId: run.id })
    printJson({ import: run, refused: [...ledgerRows(archive, run.id, 'rejected')], losses })
    return
  }
  print(sumOf(run))
  const { leftOut } = run as ImportRun & { leftOut?: number }
  if (leftOut) print(`${plural(leftOut, 'file')} of the system left out.`)
  printRefused(archive, run)
  printLosses(archive, run.id)
  if (run.state === 'cancelled') {
    note('Stopped. What was imported stays; go on with: clipfile import --resume')
  }
}
