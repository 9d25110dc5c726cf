import type { Chart } from './chart.svelte.ts'
import { hideLane, togglePin } from './lane-menu.ts'

/** The lane chart by keyboard. Keys with Ctrl, Alt or Meta are the app's. */
export function onKey(chart: Chart, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || (event.altKey && !(event.key in WITH_ALT))) return
  // Keys typed into a pinned card are the card's, but Escape always closes it.
  if (event.target !== event.currentTarget && event.key !== 'Escape') return
  const action = event.altKey
    ? WITH_ALT[event.key]
    : event.shiftKey
      ? (SHIFTED[event.key] ?? PLAIN[event.key])
      : PLAIN[event.key]
  if (!action || action(chart) === false) return
  event.preventDefault()
  event.stopPropagation()
  // What had the focus in a card is gone with it.
  if (event.key === 'Escape') (event.currentTarget as HTMLElement).focus()
}

/** `false` where the key does nothing now and is left to others. */
type Action = (chart: Chart) => void | false

const row = (chart: Chart) => chart.cursor?.row ?? null
const page = (chart: Chart) => Math.max(1, chart.view.endRow - chart.view.firstRow - 2)
const zoomIn: Action = ({ view }) => view.zoom(2)
const zoomOut: Action = ({ view }) => view.zoom(0.5)

const PLAIN: Record<string, Action> = {
  ArrowDown: (chart) => chart.moveToRow((row(chart) ?? chart.view.firstRow - 1) + 1),
  ArrowUp: (chart) => chart.moveToRow((row(chart) ?? chart.view.firstRow + 1) - 1),
  ArrowLeft: (chart) => chart.moveAlong(-1),
  ArrowRight: (chart) => chart.moveAlong(1),
  PageDown: (chart) => chart.moveToRow((row(chart) ?? chart.view.firstRow) + page(chart)),
  PageUp: (chart) => chart.moveToRow((row(chart) ?? chart.view.firstRow) - page(chart)),
  Home: ({ view }) => view.goToStart(),
  End: ({ view }) => view.goToEnd(),
  '+': zoomIn,
  '=': zoomIn,
  '-': zoomOut,
  _: zoomOut,
  '0': ({ view }) => view.fit(),
  Enter: (chart) => (chart.cursor ? chart.act(chart.cursor) : false),
  Escape: (chart) => chart.release(),
  p: (chart) => (chart.cursor ? togglePin(chart, chart.cursor.row) : false),
  s: (chart) => chart.toggleMark(),
  t: (chart) => chart.goToToday(),
  v: (chart) => chart.compareTexts(),
  x: (chart) => (chart.cursor ? hideLane(chart, chart.cursor.row) : false),
}
const moveBy =
  (rows: number): Action =>
  (chart) =>
    chart.cursor ? chart.moveLane(chart.cursor.row, chart.cursor.row + rows) : false
const WITH_ALT: Record<string, Action> = { ArrowUp: moveBy(-1), ArrowDown: moveBy(1) }

const SHIFTED: Record<string, Action> = {
  ArrowLeft: ({ view }) => view.pan(-0.25),
  ArrowRight: ({ view }) => view.pan(0.25),
}
