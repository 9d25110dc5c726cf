/**
 * A piece of XML as a small tree. htmlparser2 expands nothing but the five entities of XML and characters by their numbers, and
 * reads no DTD: what a feed declares itself stays as it is written.
 */
import { Parser } from 'htmlparser2'

export interface XmlNode {
  /** with its prefix, lower case: `content:encoded` */
  name: string
  attributes: Record<string, string>
  children: XmlNode[]
  /** its own text and that of its children */
  text: string
  /** what stands between its tags, as written */
  raw: string
}

export interface XmlLimits {
  depth: number
  nodes: number
}

/**
 * The root of a piece of XML, nameless, with all in it; null where it goes beyond the limits. Never throws.
 * @param prefix of the feed’s own names, left off: `atom:`
 */
export function parseXml(xml: string, limits: XmlLimits, prefix = ''): XmlNode | null {
  const root: XmlNode = { name: '', attributes: {}, children: [], text: '', raw: xml }
  const open: { node: XmlNode; from: number }[] = [{ node: root, from: 0 }]
  let nodes = 0
  let tooMuch = false
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (tooMuch || ++nodes > limits.nodes || open.length > limits.depth) {
          tooMuch = true
          return
        }
        const lower = name.toLowerCase()
        const own = prefix && lower.startsWith(prefix) ? lower.slice(prefix.length) : lower
        const node: XmlNode = { name: own, attributes, children: [], text: '', raw: '' }
        open.at(-1)!.node.children.push(node)
        open.push({ node, from: parser.endIndex + 1 })
      },
      ontext(text) {
        if (!tooMuch) open.at(-1)!.node.text += text
      },
      onclosetag() {
        if (tooMuch || open.length === 1) return
        const { node, from } = open.pop()!
        node.raw = xml.slice(from, Math.max(from, parser.startIndex))
        open.at(-1)!.node.text += node.text
      },
    },
    { xmlMode: true, decodeEntities: true, lowerCaseTags: false, lowerCaseAttributeNames: true },
  )
  parser.end(xml)
  return tooMuch ? null : root
}

/** The first child of one of the names (with blanks between), in the order of the names. */
export function child(node: XmlNode, names: string): XmlNode | undefined {
  for (const name of names.split(' ')) {
    const found = node.children.find((one) => one.name === name)
    if (found) return found
  }
  return undefined
}

export function childrenOf(node: XmlNode, names: string): XmlNode[] {
  const wanted = names.split(' ')
  return node.children.filter((one) => wanted.includes(one.name))
}

/** Text of the first such child that has some; `''` where there is none. */
export function childText(node: XmlNode, names: string): string {
  for (const name of names.split(' ')) {
    const found = node.children.find((one) => one.name === name && one.text.trim() !== '')
    if (found) return found.text.trim()
  }
  return ''
}
