/** For tests: a parser thread for which text is lines, see line-format.ts. */
import { readTextAsLines } from './line-format.ts'
import { runParserThread } from './parser-thread.ts'
import { readDump } from './read-dump.ts'

readTextAsLines()
runParserThread(readDump)
