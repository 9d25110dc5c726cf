import { expect, it } from 'vitest'
import { foldText, sameText } from './folding.ts'

it('finds a title again in its damaged copy', () => {
  expect(sameText('“Zu früh” – Brücke wieder gesperrt', '"Zu frh" - Brcke wieder gesperrt')).toBe(true)
  expect(sameText("WHO'S PAYING?", 'Who’s paying')).toBe(true)
  expect(sameText('Bridge closed', 'Bridge open')).toBe(false)
})

it('does not take two titles without ASCII for one', () => {
  expect(sameText('橋が閉鎖される', '道路が再開する')).toBe(false)
  expect(sameText('橋が閉鎖される', '橋が閉鎖される！')).toBe(true)
  expect(sameText('Мост 2024', 'Дом 2024')).toBe(false)
})

it('folds accents, case and width', () => {
  expect(foldText('Élan ＡＢＣ – ½')).toBe('elanabc12')
})
