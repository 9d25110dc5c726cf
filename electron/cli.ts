/** `clipfile` on a terminal: the same core, no window. Exit codes: 0 all well, 1 something was refused or failed, 2 wrong usage. */
import { Command, CommanderError } from 'commander'
import { addAnnotations } from './cli/annotations-command.ts'
import { addBackup, addRestore } from './cli/backup-commands.ts'
import { addCheck } from './cli/check-command.ts'
import { addExport } from './cli/export-command.ts'
import { addExtract } from './cli/extract-command.ts'
import { addImport } from './cli/import-command.ts'
import { addImports } from './cli/imports-command.ts'
import { addLedger } from './cli/ledger-command.ts'
import { addList } from './cli/list-command.ts'
import { addLosses } from './cli/losses-command.ts'
import { addCollections, addStar, addTagging, addUndo } from './cli/own-commands.ts'
import { addMerge } from './cli/merge-command.ts'
import { quietWhenPipeCloses, tellError } from './cli/output.ts'
import { addRetry } from './cli/retry-command.ts'
import { addPreview } from './cli/preview-command.ts'
import { addSearch } from './cli/search-command.ts'
import { addShow } from './cli/show-command.ts'
import { addStats } from './cli/stats-command.ts'
import { addTrash } from './cli/trash-commands.ts'
import { addTimeline } from './cli/timeline-command.ts'
import { addVerify } from './cli/verify-command.ts'
import { version } from './cli/version.ts'

const ABOUT = `
Every command takes --archive FILE, or the archive named in CLIPFILE_ARCHIVE.

Exit codes:
  0  all is well
  1  something was refused, a problem was found, or the work failed or was cancelled
  2  wrong usage, or the archive cannot be opened

Examples:
  clipfile import ~/dumps --archive news.clipfile
  clipfile search '"dam gates" outlet:Ledger' --archive news.clipfile
  clipfile export --format jsonl -o - --archive news.clipfile | jq 'select(.type == "article").title'`

/** @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('clipfile')
    .description('A news archive in one file, from a terminal.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(add --help for the options)')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', ABOUT)
  let exitCode = 0
  const done = (code: number): void => {
    exitCode = code
  }
  for (const add of [
    addImport,
    addImports,
    addPreview,
    addLedger,
    addRetry,
    addLosses,
    addList,
    addShow,
    addSearch,
    addTimeline,
    addExport,
    addExtract,
    addTagging,
    addStar,
    addCollections,
    addAnnotations,
    addTrash,
    addUndo,
    addStats,
    addCheck,
    addVerify,
    addBackup,
    addRestore,
    addMerge,
  ]) {
    add(program, done)
  }
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) return tellError(error)
    return error.exitCode === 0 ? 0 : 2
  }
}

quietWhenPipeCloses()
// Not process.exit(): what is still on its way into a pipe would be lost.
process.exitCode = await main(process.argv.slice(2))
