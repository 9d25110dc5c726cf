/** For tests: as line-worker.ts, but most of its guesses where a line begins are wrong. */
import { readTextAsLines } from './line-format.ts'
import { runParserThread } from './parser-thread.ts'
import { readDump } from './read-dump.ts'

readTextAsLines({ lies: true })
runParserThread(readDump)
