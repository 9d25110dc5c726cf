/** The parser thread's own file; beside the job process when bundled. Loads no native module. */
import { runParserThread } from './parser-thread.ts'
import { readDump } from './read-dump.ts'

runParserThread(readDump)
