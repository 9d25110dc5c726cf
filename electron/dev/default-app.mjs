// Packed into the stand-in runtime as default_app.asar: starts the app in the folder named on the command line,
// as the one in an official runtime does.

import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (!folder) {
  process.stderr.write('Usage: electron FOLDER [ARGUMENT…]\n')
  process.exit(2)
}
await start(resolve(folder))

/** @param {string} path */
async function start(path) {
  const {
    name,
    productName,
    version,
    main = 'index.js',
  } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  app.setName(productName ?? name)
  app.setVersion(version ?? '0.0.0')
  app.setDesktopName(`${app.name}.desktop`)
  app.setAppPath(path)
  await import(pathToFileURL(join(path, main)).href)
}
