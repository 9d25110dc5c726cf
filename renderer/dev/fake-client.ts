/** A client for the tests of the state classes: answers from functions, and counts what was asked. */
import type { EventName, Events, Input, Method, Output } from '../../electron/shared/api.ts'
import type { Client } from '../lib/client.ts'

type Answers = { [M in Method]?: (input: Input<M>) => Output<M> | Promise<Output<M>> }

export interface FakeClient extends Client {
  answers: Answers
  asked: { method: Method; input: unknown }[]
  tell<E extends EventName>(name: E, payload: Events[E]): void
  count(method: Method): number
}

export function fakeClient(answers: Answers = {}): FakeClient {
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const fake: FakeClient = {
    answers,
    asked: [],
    platform: 'linux',
    call: async (method, ...input) => {
      fake.asked.push({ method, input: input[0] })
      const answer = fake.answers[method] as ((input: unknown) => never) | undefined
      if (!answer) throw new Error(`${method} has no answer`)
      return answer(input[0])
    },
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener as never))
      return () => set.delete(listener as never)
    },
    importDropped: async () => null,
    tell: (name, payload) => listeners.get(name)?.forEach((listener) => listener(payload as never)),
    count: (method) => fake.asked.filter((one) => one.method === method).length,
  }
  return fake
}

/** An answer that the test gives when it likes. */
export function later<T>(): {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (error: unknown) => void
} {
  return Promise.withResolvers<T>()
}

export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve()
}
