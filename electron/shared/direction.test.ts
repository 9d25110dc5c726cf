import { expect, test } from 'vitest'
import { isRightToLeft } from './direction.ts'

test('languages from right to left, whatever else their tags say', () => {
  for (const tag of [
    'ar',
    'AR-eg',
    'he',
    'iw',
    'fa_IR',
    'pnb',
    'ks',
    'nqo',
    'ckb',
    'yi',
    'ku-Arab',
    'pa-arab-PK',
  ])
    expect([tag, isRightToLeft(tag)]).toEqual([tag, true])
  for (const tag of ['', 'en', 'ku', 'ks-Deva', 'ar-Latn', 'arn', 'hex', 'de-CH'])
    expect([tag, isRightToLeft(tag)]).toEqual([tag, false])
})
