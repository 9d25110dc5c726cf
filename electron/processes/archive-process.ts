/** The process that answers the questions about one open archive. It writes what a person changes; articles come in by jobs. */
import { openArchive, type Archive } from '../core/archive.ts'
import type { ArchiveMethod, Input, Reply } from '../shared/api.ts'
import { AppError, toErrorReply } from '../shared/errors.ts'
import type { FromArchiveProcess, ToArchiveProcess } from '../shared/wire.ts'

/** So often it is looked whether another process (a job’s rules, the command line) changed what people own. */
const LOOK_MS = 1_000

let archive: Archive | null = null

function send(message: FromArchiveProcess): void {
  process.parentPort.postMessage(message)
}

function open(message: Extract<ToArchiveProcess, { type: 'open' }>): void {
  const { path, create, readOnly, nativeBinding } = message
  try {
    archive = openArchive(path, {
      create,
      readOnly,
      nativeBinding,
      log: (level, text) => send({ type: 'log', level, message: text }),
    })
    send({
      type: 'opened',
      readOnly: archive.readOnly,
      indexLag: archive.indexWork(),
      oldTrash: archive.hasOldTrash(),
    })
  } catch (error) {
    send({ type: 'failed', error: toErrorReply(error) })
  }
}

function reply<T>(ask: (opened: Archive) => T): Reply<T> {
  try {
    if (!archive) throw new AppError('internal', 'The archive is not open.')
    return { ok: true, value: ask(archive) }
  } catch (error) {
    return { ok: false, error: toErrorReply(error) }
  }
}

/** Tells what people own that changed: after the answer that did it, and when somebody else did. */
function tellOwn(): void {
  try {
    const changed = archive?.takeOwnChanged()
    if (changed) send({ type: 'own', changed })
  } catch {
    // the archive is busy or gone: the next question will say so
  }
}

function close(): void {
  archive?.close()
  archive = null
  send({ type: 'closed' })
}

process.parentPort.on('message', ({ data }) => {
  const message = data as ToArchiveProcess
  if (message.type === 'open') open(message)
  else if (message.type === 'close') close()
  else if (message.type === 'lag') {
    send({ type: 'reply', id: message.id, reply: reply((opened) => opened.indexLag()) })
  } else if (message.type === 'picture') {
    const { id, sha256 } = message
    send({ type: 'reply', id, reply: reply((opened) => opened.picture(sha256)) })
  } else {
    const { id, method, input } = message
    // main has parsed the input by the method's own schema
    send({
      type: 'reply',
      id,
      reply: reply((opened) => opened.answer(method, input as Input<ArchiveMethod>)),
    })
    tellOwn()
  }
})

setInterval(tellOwn, LOOK_MS)
