/** What can be done to a lane, for its menu and its keys. */
import { hiddenToo, pinToggled } from '../../lib/state/timeline-arrangement.ts'
import type { Chart } from './chart.svelte.ts'
import { nameOf } from './words.ts'

export interface LaneAction {
  label: string
  hint?: string
  disabled?: boolean
  run: () => void
}

export function togglePin(chart: Chart, row: number): void {
  const outlet = chart.data.outlets[row]
  if (!outlet || outlet.id < 0) return
  const { arrangement } = chart.data
  const isPinned = arrangement.pinned.includes(outlet.id)
  chart.arrange(pinToggled(arrangement, outlet.id))
  chart.tell(
    isPinned ? `${nameOf(outlet)} is not pinned any more.` : `${nameOf(outlet)} is pinned to the top.`,
  )
}

export function hideLane(chart: Chart, row: number): void {
  const { outlets, arrangement } = chart.data
  const outlet = outlets[row]
  if (!outlet || outlet.id < 0) return
  chart.arrange(hiddenToo(arrangement, outlet.id))
  chart.tell(`${nameOf(outlet)} is hidden. The Lanes menu shows it again.`)
}

/** The menu of a lane. `null` is a line between two groups. */
export function laneActions(
  chart: Chart,
  row: number,
  onlibrary: (outletId: number) => void,
): (LaneAction | null)[] {
  const { outlets, arrangement } = chart.data
  const outlet = outlets[row]
  if (!outlet || outlet.id < 0) return []
  const isPinned = arrangement.pinned.includes(outlet.id)
  return [
    { label: isPinned ? 'Unpin' : 'Pin to the top', hint: 'P', run: () => togglePin(chart, row) },
    { label: 'Hide', hint: 'X', run: () => hideLane(chart, row) },
    null,
    { label: 'Move up', hint: 'Alt+↑', disabled: row === 0, run: () => chart.moveLane(row, row - 1) },
    {
      label: 'Move down',
      hint: 'Alt+↓',
      disabled: row >= outlets.length - 1,
      run: () => chart.moveLane(row, row + 1),
    },
    null,
    { label: 'Show its articles in the library', disabled: outlet.id === 0, run: () => onlibrary(outlet.id) },
  ]
}
