/** The tree that a page becomes, and what stands beside it in the page's head and scripts. */

/** An element. Texts are plain strings between its child elements. */
export interface Elem {
  tag: string
  /** null where there are none */
  attrs: Record<string, string> | null
  parent: Elem | null
  children: (Elem | string)[]
  depth: number
  /** its place in `HtmlTree.all`; its descendants are `all[index + 1] … all[end - 1]` */
  index: number
  end: number
}

/** A script whose body is data: JSON-LD, `__NEXT_DATA__`, `window.__STATE__ = {…}`. */
export interface DataScript {
  type: string
  id: string
  text: string
}

export interface HtmlTree {
  root: Elem
  /** every element in document order, the root first */
  all: Elem[]
  /** attributes of `<meta>`, wherever they stand */
  metas: Record<string, string>[]
  /** attributes of `<link>` */
  links: Record<string, string>[]
  /** the first `<title>` outside drawings */
  title: string
  scripts: DataScript[]
  lang: string
  /** the first comments: SingleFile and "web page, complete" name the address there */
  comments: string[]
  notices: string[]
}

export function isElem(node: Elem | string): node is Elem {
  return typeof node !== 'string'
}

export function newElem(tag: string, parent: Elem | null, index: number): Elem {
  return {
    tag,
    attrs: null,
    parent,
    children: [],
    depth: parent ? parent.depth + 1 : 0,
    index,
    end: index + 1,
  }
}
