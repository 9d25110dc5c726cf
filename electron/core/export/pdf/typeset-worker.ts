/** The typesetter's thread: one volume, then it ends. Typst is the only native code in it. */
import { parentPort } from 'node:worker_threads'
import type { FromTypesetting, ToTypesetting } from './typesetting.ts'
import { TypesetError, Typesetter } from './typesetter.ts'

const port = parentPort!
const typesetter = new Typesetter()

port.on('message', (message: ToTypesetting) => {
  if ('path' in message) return typesetter.put(message.path, Buffer.from(message.bytes.buffer))
  try {
    // what native code lent cannot be handed on: it is copied, once
    const bytes = Uint8Array.from(typesetter.pdf(message.standard, message.createdAtMs))
    port.postMessage({ bytes } satisfies FromTypesetting, [bytes.buffer])
  } catch (error) {
    const reasons = error instanceof TypesetError ? error.reasons : [String(error)]
    port.postMessage({ reasons } satisfies FromTypesetting)
  }
})
