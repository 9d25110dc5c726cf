// Starts one parser thread and lets it go: the types of its modules are stripped once, into the compile cache of Node.

import { Worker } from 'node:worker_threads'
import { cell, type ToParser } from '../core/import/parse-messages.ts'

const workerData = { cells: new SharedArrayBuffer(cell.length * 4) }
const worker = new Worker(new URL('../core/import/parse-worker.ts', import.meta.url), { workerData })
worker.once('message', () => worker.postMessage({ type: 'end' } satisfies ToParser))
