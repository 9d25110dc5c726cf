import type { Command } from 'commander'
import { verifyDossier } from '../core/archive.ts'
import type { Done } from './archive-option.ts'
import { JobView } from './job-view.ts'
import { note, plural, print, printJson } from './output.ts'
import { safeLine } from './safe-text.ts'

interface Options {
  json?: boolean
  manifest?: string
}

export function addVerify(program: Command, done: Done): void {
  program
    .command('verify')
    .argument('<dossier>', 'the zip of an evidence dossier')
    .description('look whether an evidence dossier is as it was made; needs no archive')
    .option(
      '--manifest <sha256>',
      'what the manifest’s SHA-256 must be, as it was told when the dossier was made',
    )
    .option('--json', 'for machines: JSON on standard output')
    .action(async (file: string, options: Options) => done(await verify(file, options)))
}

async function verify(file: string, options: Options): Promise<number> {
  const view = new JobView()
  try {
    const verified = await verifyDossier(file, view.control)
    view.close()
    const expected = options.manifest?.trim().toLowerCase()
    const isExpected = expected === undefined || expected === verified.manifestSha256
    if (options.json)
      printJson({ ...verified, isExpectedManifest: expected === undefined ? null : isExpected })
    else {
      print(
        `${safeLine(verified.title)}: ${plural(verified.articles, 'article')}, ${plural(verified.members, 'file')}, made ${safeLine(verified.createdAt)}`,
      )
      for (const name of verified.altered) print(`altered: ${safeLine(name)}`)
      for (const name of verified.missing) print(`missing: ${safeLine(name)}`)
      for (const name of verified.added) print(`added: ${safeLine(name)}`)
      for (const problem of verified.problems) print(safeLine(problem))
      if (!isExpected) print('The manifest is not the one with the SHA-256 that you gave.')
      print(`SHA-256 of the manifest: ${verified.manifestSha256}`)
      if (verified.isWhole && isExpected) {
        print('Nothing was altered, added or taken away since this manifest was written.')
        if (expected === undefined)
          note('Compare the manifest’s SHA-256 with the one that was told when the dossier was made.')
      }
    }
    return verified.isWhole && isExpected ? 0 : 1
  } finally {
    view.close()
  }
}
