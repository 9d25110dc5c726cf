/** What can be done to an outlet. */
import { count } from '../../lib/format.ts'
import type { Outlet } from '../../../electron/shared/model.ts'
import type { MenuItem } from '../../lib/state/panels.svelte.ts'
import type { Workspace } from '../../lib/state/workspace.svelte.ts'

export function outletMenu(workspace: Workspace, outlet: Outlet): (MenuItem | null)[] {
  const { panels } = workspace
  return [
    { label: 'Show its articles', run: () => workspace.goToPlace({ outletId: outlet.id }) },
    null,
    { label: 'Names…', run: () => panels.open({ kind: 'outlet', outletId: outlet.id }) },
    { label: 'Merge into…', run: () => mergeOutlet(workspace, outlet) },
    { label: 'Colour…', run: () => colourOutlet(workspace, outlet) },
  ]
}

export function mergeOutlet({ panels, own, holdings }: Workspace, outlet: Outlet): void {
  panels.open({
    kind: 'choose',
    title: `Merge “${outlet.name}” into`,
    label: 'Outlet',
    choices: holdings.outlets
      .filter(({ id }) => id !== outlet.id)
      .map(({ id, name, articles, hue }) => ({ key: String(id), label: name, hint: count(articles), hue })),
    run: (key) => void own.outlets.merge([outlet.id], Number(key)),
  })
}

export function colourOutlet({ panels, own }: Workspace, outlet: Outlet): void {
  panels.open({
    kind: 'colour',
    title: `Colour of “${outlet.name}”`,
    hue: outlet.hue,
    clearable: false,
    run: (hue) => hue !== null && void own.outlets.colour(outlet.id, hue),
  })
}
