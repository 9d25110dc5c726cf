import type { ArchiveOptions } from './archive.ts'
import type { JobControl } from './job-control.ts'

export async function runCheck(
  _path: string,
  _control: JobControl,
  _options: ArchiveOptions = {},
): Promise<{ problems: string[] }> {
  return { problems: [] }
}
