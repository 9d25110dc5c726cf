/** The real app on a copy of an archive, for the figures that only a window can tell. */
import { chownSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { build } from '../electron/dev/build.ts'
import { ensureDisplay } from '../electron/dev/display.ts'
import { ensureRuntime } from '../electron/dev/runtime.ts'

export type Launch = () => Promise<ElectronApplication>

/** Builds the app and hands out what starts it on the copy, which is gone afterwards. */
export async function onCopy<T>(archive: string, work: (launch: Launch) => Promise<T>): Promise<T> {
  const runtime = await ensureRuntime()
  await build()
  const display = await ensureDisplay()
  const folder = mkdtempSync(join(tmpdir(), 'clipfile-bench-window-'))
  const file = join(folder, basename(archive))
  for (const suffix of ['', '-index'])
    if (existsSync(archive + suffix)) copyFileSync(archive + suffix, file + suffix)
  if (runtime.dataOwner) {
    for (const path of [folder, file, `${file}-index`])
      if (existsSync(path)) chownSync(path, runtime.dataOwner.uid, runtime.dataOwner.gid)
  }
  const launch = () =>
    _electron.launch({
      executablePath: runtime.executablePath,
      args: [...runtime.args, runtime.appDir, `--user-data-dir=${join(folder, 'data')}`, file],
      env: { ...(process.env as Record<string, string>), ...runtime.env, ...display.env },
      cwd: folder,
    })
  try {
    return await work(launch)
  } finally {
    display.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
