/** The start of the app. The order matters: what must hold for every process is set before any is made. */
import { app, dialog } from 'electron'
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
  take(sortFiles([path]))
})
app.on('second-instance', (_event, argv, folder) => take(given(argv, folder)))
app.on('activate', () => running?.activate())

if (app.requestSingleInstanceLock()) void start().catch(fail)
else app.exit(0)

async function start(): Promise<void> {
  process.on('uncaughtException', (error) => log('error', `main: ${describe(error)}`))
  process.on('unhandledRejection', (reason) => log('error', `main: ${describe(reason)}`))
  await app.whenReady()
  const { electron } = process.versions
  log('info', `Clipfile ${app.getVersion()}, Electron ${electron}, ${process.platform} ${process.arch}`)
  running = new RunningApp({ log, logPath, isCheckout, ...places })
  const { archives, dumps } = given(process.argv, process.cwd())
  await running.begin(sortFiles([...archives, ...dumps, ...early]))
}

function take(files: Given): void {
  if (running) void running.take(files)
  else early.push(...files.archives, ...files.dumps)
}

/** Without this a start that fails would leave a process that nobody sees. */
function fail(error: unknown): void {
  log('error', `not started: ${describe(error)}`)
  dialog.showErrorBox('Clipfile could not start', `${String(error)}\n\nThe log is in ${logPath}`)
  app.exit(1)
}

function describe(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error)
}

function given(argv: readonly string[], folder: string): Given {
  // in a checkout the second word is the app's folder
  return filesOfArguments(argv, folder, process.defaultApp ? 2 : 1)
}
