import { describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../electron/shared/api.ts'
import { asAppError, connect } from './client.ts'

function bridge(reply: unknown): Bridge {
  return {
    call: vi.fn(async () => reply as never),
    on: vi.fn(() => () => {}),
    importDropped: vi.fn(async () => reply as never),
    platform: 'linux',
  }
}

describe('connect', () => {
  it('hands the value over and passes the input on', async () => {
    const wire = bridge({ ok: true, value: 7 })
    expect(
      await connect(wire).call('archive.locate', {
        query: { text: '', outletId: null, importId: null },
        id: 3,
      }),
    ).toBe(7)
    expect(wire.call).toHaveBeenCalledWith('archive.locate', {
      query: { text: '', outletId: null, importId: null },
      id: 3,
    })
  })

  it('calls a method without input with none', async () => {
    const wire = bridge({ ok: true, value: [] })
    await connect(wire).call('job.list')
    expect(wire.call).toHaveBeenCalledWith('job.list', undefined)
  })

  it('throws the AppError of a refusal', async () => {
    const client = connect(
      bridge({ ok: false, error: { code: 'disk-full', message: 'No room', detail: 'Free 2 GB' } }),
    )
    await expect(client.call('session.new')).rejects.toMatchObject({ code: 'disk-full', detail: 'Free 2 GB' })
    await expect(client.importDropped([])).rejects.toMatchObject({ code: 'disk-full' })
  })
})

it('makes an AppError of anything', () => {
  expect(asAppError('odd')).toMatchObject({ code: 'internal', message: 'odd' })
})
