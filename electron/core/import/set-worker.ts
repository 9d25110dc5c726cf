/** For tests: a parser thread that knows an export of several files, see line-format.ts. */
import { knowListExport } from './line-format.ts'
import { runParserThread } from './parser-thread.ts'
import { readDump } from './read-dump.ts'

knowListExport()
runParserThread(readDump)
