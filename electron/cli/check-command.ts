import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { runCheck } from '../core/archive.ts'
import { AppError } from '../shared/errors.ts'
import { archivePath, type CommonOptions, type Done, withArchive } from './archive-option.ts'
import { JobView } from './job-view.ts'
import { plural, print, printJson, UsageError } from './output.ts'
import { safeText } from './safe-text.ts'

export function addCheck(program: Command, done: Done): void {
  withArchive(program.command('check'))
    .description('look whether everything in the archive is whole')
    .action(async (options: CommonOptions) => done(await check(options)))
}

async function check(options: CommonOptions): Promise<number> {
  const path = archivePath(options)
  if (!existsSync(path)) throw new UsageError(`There is no archive at ${path}`)
  const { problems } = await checkWithView(path)
  if (options.json) printJson({ problems })
  else {
    for (const problem of problems) print(safeText(problem))
    print(problems.length === 0 ? 'No problems found.' : `${plural(problems.length, 'problem')} found.`)
  }
  return problems.length === 0 ? 0 : 1
}

async function checkWithView(path: string): Promise<{ problems: string[] }> {
  const view = new JobView()
  try {
    return await runCheck(path, view.control)
  } catch (error) {
    // damage is a finding; what is no archive of ours cannot be checked
    if (error instanceof AppError && error.code.startsWith('archive-'))
      throw new UsageError(error.message, error.detail)
    throw error
  } finally {
    view.close()
  }
}
