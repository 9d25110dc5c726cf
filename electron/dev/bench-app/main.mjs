// An app for the bench alone, in the app's own runtime: `print PAGE TARGET` prints an HTML file as Chromium does it; `job REQUEST`
// runs one job of Clipfile in a utility process, as the app does. Started by electron/dev/bench-print.ts.

import { app, BrowserWindow, utilityProcess } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const words = process.argv.slice(process.argv.findIndex((word) => word.endsWith('bench-app')) + 1)

app.whenReady().then(async () => {
  if (words[0] === 'print') await print(words[1] ?? '', words[2] ?? '')
  else await runJob(words[1] ?? '')
  app.exit(0)
})

/**
 * With all that Chromium can do of what Clipfile's PDFs have: tags, bookmarks, a foot with the page's number.
 * @param {string} page @param {string} target
 */
async function print(page, target) {
  const window = new BrowserWindow({ show: false })
  await window.loadFile(page)
  const bytes = await window.webContents.printToPDF({
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate:
      '<div style="font-size: 8px; width: 100%; text-align: right; padding: 0 22mm">Page <span class="pageNumber"></span> of <span class="totalPages"></span></div>',
  })
  writeFileSync(target, bytes)
}

/** @param {string} file of the request; what the job says at its end is written beside it */
async function runJob(file) {
  // the packed app's, where one is named: `release/linux-unpacked/resources/app.asar`
  const built = process.env.CLIPFILE_PACKED ?? join(import.meta.dirname, '..', '..', '..')
  const entry = join(built, 'dist', 'electron', 'job-process.js')
  const child = utilityProcess.fork(entry, [], { serviceName: 'Clipfile job' })
  const end = new Promise((resolve) => {
    child.on('message', (message) => message.type === 'end' && resolve(message.end))
    child.on('exit', (code) => resolve({ state: 'failed', error: `ended with ${code}` }))
  })
  const nativeBinding = process.env.CLIPFILE_SQLITE_BINDING
  const request = JSON.parse(readFileSync(file, 'utf8'))
  child.postMessage({ type: 'start', request, ...(nativeBinding ? { nativeBinding } : {}) })
  writeFileSync(`${file}.end`, JSON.stringify(await end))
}
