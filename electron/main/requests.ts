/** What a page may ask of us: the sender is our own page, the method is known, the input fits its schema. */
import * as v from 'valibot'
import { inputs, type ArchiveMethod, type Input, type Method } from '../shared/api.ts'
import { AppError } from '../shared/errors.ts'
import { isOwnUrl } from './assets.ts'

/**
 * A request whose input has been parsed: which method, and what for. `dropped` is the preload script's word that a
 * person dropped these files.
 */
export type Call = { [M in Method]: { method: M; input: Input<M>; dropped: boolean } }[Method]
export type ArchiveCall = Extract<Call, { method: ArchiveMethod }>

const envelope = v.strictObject({
  method: v.string(),
  input: v.optional(v.unknown()),
  dropped: v.optional(v.boolean(), false),
})

/** Throws `bad-request` unless `message` is a call of the contract. */
export function parseCall(message: unknown): Call {
  const call = v.safeParse(envelope, message)
  if (!call.success) throw new AppError('bad-request', 'A request is {method, input}.')
  const { method, input, dropped } = call.output
  if (!Object.hasOwn(inputs, method)) throw new AppError('bad-request', 'There is no such method.')
  const parsed = v.safeParse(inputs[method as Method], input)
  if (!parsed.success) {
    throw new AppError('bad-request', `Wrong input for ${method}.`, v.summarize(parsed.issues).slice(0, 500))
  }
  return { method, input: parsed.output, dropped } as Call
}

export function isArchiveCall(call: Call): call is ArchiveCall {
  return call.method.startsWith('archive.')
}

/**
 * Whether an IPC event comes from the main frame of a page of ours. Takes anything: frames vanish, and a frame that
 * navigated away keeps its channel.
 */
export function isFromOwnPage(event: unknown): boolean {
  const { senderFrame, sender } = (event ?? {}) as Partial<
    Record<'senderFrame' | 'sender', Record<string, unknown>>
  >
  if (!senderFrame || !sender) return false
  try {
    return senderFrame === sender['mainFrame'] && isOwnUrl(senderFrame['url'])
  } catch {
    // a frame that is gone throws when it is asked
    return false
  }
}
