/** A tree as the lines that are seen of it. */
export interface Line<T> {
  node: T
  depth: number
  hasChildren: boolean
  open: boolean
  /** among its siblings, from 1 */
  position: number
  siblings: number
}

interface Node {
  id: number
  parentId: number | null
}

/** The lines in sight, in the order given; children follow their parent where it is open. */
export function linesOf<T extends Node>(nodes: readonly T[], isOpen: (id: number) => boolean): Line<T>[] {
  const children = new Map<number | null, T[]>()
  const known = new Set(nodes.map(({ id }) => id))
  for (const node of nodes) {
    const parent = node.parentId !== null && known.has(node.parentId) ? node.parentId : null
    const siblings = children.get(parent)
    if (siblings) siblings.push(node)
    else children.set(parent, [node])
  }
  const lines: Line<T>[] = []
  const walk = (parent: number | null, depth: number): void => {
    const siblings = children.get(parent) ?? []
    siblings.forEach((node, i) => {
      const hasChildren = children.has(node.id)
      const open = hasChildren && isOpen(node.id)
      lines.push({ node, depth, hasChildren, open, position: i + 1, siblings: siblings.length })
      if (open) walk(node.id, depth + 1)
    })
  }
  walk(null, 0)
  return lines
}

/** A node and all below it. */
export function withDescendants<T extends Node>(nodes: readonly T[], id: number): Set<number> {
  const found = new Set([id])
  for (let grew = true; grew;) {
    grew = false
    for (const node of nodes) {
      if (node.parentId === null || found.has(node.id) || !found.has(node.parentId)) continue
      found.add(node.id)
      grew = true
    }
  }
  return found
}
