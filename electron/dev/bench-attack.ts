/**
 * `npm run bench:attack [-- FOLDER|TAR] [-- --only CLASS,FORMAT,FOLDER,ID]`: files, strings and folders made to break an archive, run through
 * the real app: what of each must hold, and whether it does. The set lies outside the repository; without it this says so
 * and ends. Exits with 1 when something that can be judged does not hold.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.ts'
import { inherit } from './command.ts'
import { wantedDisplay } from './display.ts'
import { withoutNetwork } from './no-network.ts'
import { root } from './paths.ts'
import { say } from './progress.mjs'
import { ensureRuntime } from './runtime.ts'
import { runScript } from './script.ts'
import { ensurePackages } from './system-packages.ts'

const SHARED = join(root, '..', 'shared', 'attack', 'dev.tar.gz')

async function benchAttack(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: args.filter((argument) => argument !== '--'),
    options: { only: { type: 'string' } },
    allowPositionals: true,
  })
  const source = resolve(positionals[0] ?? SHARED)
  if (!existsSync(source)) {
    say(`No attack set: ${source} is not there.`)
    return 0
  }
  say((await ensureRuntime()).describe)
  await build()
  await ensurePackages([await wantedDisplay()])
  const cut = await withoutNetwork()
  say(
    cut.length > 0
      ? 'Without a network: in a namespace that holds nothing but its own loopback.'
      : 'With the network that this machine has: a namespace without one takes root on Linux.',
  )
  const script = join(root, 'e2e', 'attack', 'run-attack.ts')
  const [command = '', ...words] = [...cut, process.execPath, script, source, values.only ?? '']
  return inherit(command, words.filter(Boolean))
}

await runScript(() => benchAttack(process.argv.slice(2)))
