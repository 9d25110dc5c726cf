/** What {@link FileSet.open} gives: bytes to be read anywhere, or only from front to back. */
import { type ByteSource, type ByteStream, streamOf, type UnpackedStream } from '../../bytes/source.ts'

export function isStream(content: ByteSource | UnpackedStream): content is UnpackedStream {
  return 'next' in content
}

export function asStream(content: ByteSource | UnpackedStream): ByteStream {
  return isStream(content) ? content : streamOf(content)
}
