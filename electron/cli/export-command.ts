import { type Command, Option } from 'commander'
import { runExport } from '../core/archive.ts'
import { archivePath, type CommonOptions, type Done, openNamed, withArchive } from './archive-option.ts'
import { JobView } from './job-view.ts'
import { note, plural, printJson } from './output.ts'

interface Options extends CommonOptions {
  format: 'jsonl'
  output: string
}

export function addExport(program: Command, done: Done): void {
  withArchive(program.command('export'))
    .description('write all articles to a file, one JSON object a line')
    .addOption(new Option('--format <format>', 'the format').choices(['jsonl']).default('jsonl'))
    .requiredOption('-o, --output <file>', 'where to, replacing what is there; - for standard output')
    .action(async (options: Options) => {
      openNamed(options).close()
      await exportAll(options)
      done(0)
    })
}

async function exportAll(options: Options): Promise<void> {
  const view = new JobView()
  const target = options.output === '-' ? process.stdout : options.output
  try {
    const written = await runExport(archivePath(options), { format: options.format, target }, view.control)
    view.close()
    if (target === process.stdout) return
    if (options.json) printJson(written)
    else note(`${plural(written.articles, 'article')} written to ${written.target}`)
  } finally {
    view.close()
  }
}
