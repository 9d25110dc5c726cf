// `npm start`: gets ready what is missing, then opens the app. Arguments go to it: `npm start -- news.clipfile`.

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from './build.ts'
import { inherit } from './command.ts'
import { ensureDisplay, type Display } from './display.ts'
import { ensureRuntime, type Runtime } from './runtime.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'

runScript(async () => {
  const runtime = await ensureRuntime()
  say(runtime.describe)
  await build()
  const display = await ensureDisplay()
  if (display.virtual) {
    say(
      `No display here: Clipfile opens on a virtual one (DISPLAY=${display.env.DISPLAY}), where nobody sees it.`,
    )
    say('To see it, run `npm start` in a desktop session, or with DISPLAY set (ssh -X). Without any display,')
    say('`npm run -s clipfile -- --help` does the same job from this terminal.')
  }
  return launch(runtime, display)
})

/** Chromium tells of every service that a machine without a desktop lacks, which says nothing about the app. */
const QUIET = process.env.CLIPFILE_DEBUG ? [] : ['--log-level=3']

/** npm starts us in the root of the checkout; a file named from elsewhere is meant to be found from there. */
function absolute(argument: string): string {
  const path = resolve(process.env.INIT_CWD ?? '.', argument)
  return existsSync(path) ? path : argument
}

/** Runs the app to its end and returns its exit code. */
async function launch(runtime: Runtime, display: Display): Promise<number> {
  const args = [...runtime.args, ...QUIET, runtime.appDir, ...process.argv.slice(2).map(absolute)]
  try {
    return await inherit(runtime.executablePath, args, { ...runtime.env, ...display.env })
  } finally {
    display.stop()
  }
}
