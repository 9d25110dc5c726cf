/** After an import: its refused records once more, or all of it undone. */
import type { Command } from 'commander'
import { openArchive, runImport } from '../core/archive.ts'
import {
  archivePath,
  type CommonOptions,
  type Done,
  openNamed,
  useArchive,
  wholeNumber,
  withArchive,
} from './archive-option.ts'
import { JobView } from './job-view.ts'
import { printRefused, sumOf } from './ledger.ts'
import { note, number, plural, print, printJson } from './output.ts'

export function addRetry(program: Command, done: Done): void {
  withArchive(program.command('retry'))
    .argument('<import>', 'its number', wholeNumber(1))
    .option('--dump <number>', 'only what one of its files was refused for', wholeNumber(1))
    .description('read the refused records of an import once more; what went in stays as it is')
    .action(async (id: number, options: CommonOptions & { dump?: number }) => {
      done(await retry(id, options))
    })
  withArchive(program.command('takeback'))
    .argument('<import>', 'its number', wholeNumber(1))
    .option('--keep-own', 'articles stay that have notes, tags, stars or a place in a collection')
    .option('--restore', 'the other way round: take its articles out of the trash again')
    .description('undo a whole import: what it alone brought goes to the trash')
    .action(async (id: number, options: TakeBackOptions) => {
      await useArchive(options, (archive) => {
        const outcome = options.restore
          ? archive.answer('archive.bringBackImport', { importId: id })
          : archive.answer('archive.takeBackImport', { importId: id, keepOwn: options.keepOwn ?? false })
        if (options.json) return printJson(outcome)
        note(outcome.change ? outcome.change.label : 'Nothing had to change.')
      })
      done(0)
    })
}

interface TakeBackOptions extends CommonOptions {
  keepOwn?: boolean
  restore?: boolean
}

async function retry(id: number, options: CommonOptions & { dump?: number }): Promise<number> {
  openNamed(options).close()
  const path = archivePath(options)
  const before = refusedIn(path, id)
  const view = new JobView()
  const request = { retry: id, dumpId: options.dump ?? null }
  const run = await runImport(path, request, view.control).finally(() => view.close())
  const archive = openArchive(path)
  try {
    if (options.json) printJson({ import: run, refusedBefore: before })
    else {
      print(sumOf(run))
      const mended = before - run.rejected
      print(mended > 0 ? `${plural(mended, 'refused record')} went in now.` : 'Nothing more went in.')
      printRefused(archive, run)
    }
  } finally {
    archive.close()
  }
  if (run.state !== 'done') note(`Stopped; go on with: clipfile import --resume (import ${number(id)})`)
  return run.state === 'done' && run.rejected === 0 ? 0 : 1
}

function refusedIn(path: string, id: number): number {
  const archive = openArchive(path)
  try {
    return archive.answer('archive.import', { id }).rejected
  } finally {
    archive.close()
  }
}
