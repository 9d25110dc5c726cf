/** Backups from a terminal: make one, list them, make an archive of one. */
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { isLinesFile, listBackups, restoreBackup, restoreLines, runBackup } from '../core/archive.ts'
import {
  archivePath,
  type CommonOptions,
  type Done,
  openNamed,
  withArchive,
  wholeNumber,
} from './archive-option.ts'
import { JobView } from './job-view.ts'
import { megabytes, note, plural, print, printJson } from './output.ts'
import { safeLine } from './safe-text.ts'

interface BackupOptions extends CommonOptions {
  to?: string
  keep?: number
  list?: boolean
}

export function addBackup(program: Command, done: Done): void {
  withArchive(program.command('backup [archive]'))
    .description('copy the archive, checked, also while it is open and being written to')
    .option('--to <folder>', 'where to; a folder “NAME backups” beside the archive when left out')
    .option('--keep <number>', 'remove the oldest backups of this archive beyond so many', wholeNumber(1))
    .option('--list', 'only list the backups there')
    .action(async (named: string | undefined, options: BackupOptions) => {
      const path = pathOf(named, options)
      const folder = resolve(options.to ?? defaultFolder(path))
      done(options.list ? list(path, folder, options) : await make(path, folder, options))
    })
}

export function addRestore(program: Command, done: Done): void {
  program
    .command('restore <backup> <archive>')
    .description(
      'make a new archive of a backup, or of the JSON Lines that one was exported as; nothing is replaced',
    )
    .option('--json', 'for machines: JSON on standard output')
    .action(async (backup: string, target: string, options: CommonOptions) => {
      if (isLinesFile(backup)) return done(await restoreFromLines(backup, target, options))
      const view = new JobView()
      try {
        const restored = await restoreBackup(backup, target, view.control)
        view.close()
        if (options.json) printJson(restored)
        else print(`${plural(restored.articles, 'article')} restored to ${safeLine(restored.target)}`)
        done(warn(restored.problems))
      } finally {
        view.close()
      }
    })
}

async function restoreFromLines(source: string, target: string, options: CommonOptions): Promise<number> {
  const view = new JobView()
  try {
    const loaded = await restoreLines(source, target, view.control)
    view.close()
    if (options.json) printJson(loaded)
    else print(`${plural(loaded.articles, 'article')} restored to ${safeLine(loaded.target)}`)
    for (const { reason } of loaded.refused) note(`refused  ${reason}`)
    for (const line of loaded.notes) note(line)
    return loaded.refused.length + loaded.notes.length === 0 ? 0 : 1
  } finally {
    view.close()
  }
}

/** An archive may be named as an argument too: it is what these commands are about. */
export function pathOf(named: string | undefined, options: CommonOptions): string {
  return resolve(named ?? archivePath(options))
}

function defaultFolder(path: string): string {
  return join(dirname(path), `${path.slice(dirname(path).length + 1).replace(/\.clipfile$/i, '')} backups`)
}

function list(path: string, folder: string, options: BackupOptions): number {
  const backups = listBackups(folder, path)
  if (options.json) printJson(backups)
  else
    for (const { name, sizeBytes, articles } of backups) {
      print(`${safeLine(name)}  ${plural(articles ?? 0, 'article')}, ${megabytes(sizeBytes)}`)
    }
  return 0
}

async function make(path: string, folder: string, options: BackupOptions): Promise<number> {
  openNamed({ archive: path }).close()
  const view = new JobView()
  try {
    const made = await runBackup(path, folder, view.control, { keep: options.keep ?? null })
    view.close()
    if (options.json) printJson(made)
    else {
      const { articles, sizeBytes } = made.backup
      print(`${plural(articles ?? 0, 'article')}, ${megabytes(sizeBytes)}: ${safeLine(made.path)}`)
      for (const name of made.removed) print(`removed  ${safeLine(name)}`)
    }
    return warn(made.problems)
  } finally {
    view.close()
  }
}

/** A faithful copy of an archive with a fault is worth having, but somebody must hear of the fault. */
function warn(problems: readonly string[]): number {
  if (problems.length === 0) return 0
  note('The copy is as the archive is, and that has problems; older backups were kept:')
  for (const problem of problems.slice(0, 20)) note(`  ${problem}`)
  return 1
}
