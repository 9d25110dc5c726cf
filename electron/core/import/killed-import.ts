/** For tests: imports in a process of its own, to be killed. `node killed-import.ts ARCHIVE (FOLDER | --resume ID)` */
import { type JobCounts, runImport } from '../archive.ts'

const [archive, what, id] = process.argv.slice(2) as [string, string, string?]
const request = what === '--resume' ? { resume: Number(id) } : { paths: [what] }
const control = {
  signal: new AbortController().signal,
  // the records that are committed, by its own word
  onProgress: ({ imported, duplicates, rejected }: JobCounts) =>
    process.stdout.write(`${imported + duplicates + rejected}\n`),
}
// of tests that have a format of their own
const workerFile = process.env.CLIPFILE_TEST_WORKER
await runImport(archive, request, control, { create: true, pool: workerFile ? { workerFile } : undefined })
