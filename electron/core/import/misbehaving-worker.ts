/** A parser thread for tests: hangs, crashes or eats memory at files that are called so, and reads the others. */
import { basename } from 'node:path'
import { runParserThread } from './parser-thread.ts'
import { readDump } from './read-dump.ts'

runParserThread(function* (task, watch) {
  const name = basename(task.path)
  if (!task.refusal && !task.failed) {
    if (name.includes('crash')) throw new Error('the parser tripped')
    if (name.includes('exit')) process.exit(3)
    if (name.includes('hang')) for (;;);
    if (name.includes('eat')) for (const eaten: unknown[] = []; ;) eaten.push(new Array(1e6).fill({}))
  }
  for (const part of readDump(task, watch)) {
    const number = part.records.at(-1)?.number ?? 0
    if (name.includes('late') && number > 250 && !task.failed) throw new Error('tripped after a while')
    yield part
  }
})
