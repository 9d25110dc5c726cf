/** The start of the app. The order matters: what must hold for every process is set before any is made. */
import { app } from 'electron'
import { join } from 'node:path'
import { declareScheme } from './protocol.ts'
import { lockDown } from './lockdown.ts'
import { openLog, scoped } from './log.ts'
import { setSwitches } from './switches.ts'
import { filesOfArguments, sortFiles, type Given } from './files.ts'
import { RunningApp } from './running-app.ts'

const isCheckout = !app.isPackaged
// by this file and not by the app's folder: it is the entry, so it lies where the build puts entries
const places = {
  built: import.meta.dirname,
  page: join(import.meta.dirname, '..', 'renderer'),
  resources: join(import.meta.dirname, '..', '..', 'resources'),
}

app.setName('Clipfile')
// a checkout keeps its settings apart from those of an installed Clipfile
if (isCheckout && !app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', join(app.getPath('appData'), 'Clipfile (checkout)'))
}

const { log, path: logPath } = openLog(join(app.getPath('userData'), 'logs'))

setSwitches()
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
declareScheme()
lockDown(scoped(log, 'lockdown'), isCheckout)

/** Files that came before the app was ready for them. */
const early: string[] = []
let running: RunningApp | null = null

app.on('open-file', (event, path) => {
  event.preventDefault()
  if (running) void running.take(sortFiles([path]))
  else early.push(path)
})
app.on('second-instance', (_event, argv, folder) => void running?.take(given(argv, folder)))
app.on('activate', () => running?.activate())

if (app.requestSingleInstanceLock()) void start()
else app.exit(0)

async function start(): Promise<void> {
  process.on('uncaughtException', (error) => log('error', `main: ${error.stack ?? error.message}`))
  process.on('unhandledRejection', (reason) =>
    log('error', `main: ${reason instanceof Error ? reason.stack : String(reason)}`),
  )
  await app.whenReady()
  log(
    'info',
    `Clipfile ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`,
  )
  running = new RunningApp({ log, logPath, isCheckout, ...places })
  const { archives, dumps } = given(process.argv, process.cwd())
  await running.begin({ archives: [...archives, ...early], dumps })
}

function given(argv: readonly string[], folder: string): Given {
  // in a checkout the second word is the app's folder
  return filesOfArguments(argv, folder, process.defaultApp ? 2 : 1)
}
