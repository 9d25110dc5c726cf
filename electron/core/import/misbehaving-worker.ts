/** A parser thread for tests: hangs, crashes or eats memory at files that are called so, and reads the others. */
import { basename } from 'node:path'
import { runParserThread } from './parser-thread.ts'
import { readDump } from './read-dump.ts'

runParserThread(function* (task, beat) {
  const name = basename(task.path)
  if (!task.refusal) {
    if (name.includes('crash')) throw new Error('the parser tripped')
    if (name.includes('exit')) process.exit(3)
    if (name.includes('hang')) for (;;);
    if (name.includes('eat')) for (const eaten: unknown[] = []; ;) eaten.push(new Array(1e6).fill({}))
  }
  let parts = 0
  for (const part of readDump(task, beat)) {
    if (name.includes('late') && ++parts > 1 && !task.refusal) throw new Error('tripped after a while')
    yield part
  }
})
