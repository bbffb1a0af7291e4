/**
 * XML of strangers, read strictly: no document type, no entities of its own, no comments, no instructions, no two
 * elements of one ID, and bounded in size and depth. What such a text says is the same to every reader.
 */
import { SaxesParser } from 'saxes'

const length_max = 512 * 1024
const depth_max = 40
const elements_max = 20_000

export class XmlRefused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export type Element = {
  name: string
  space: string
  /** By local name; those with a prefix stand under it (`xsi:type`). */
  attributes: ReadonlyMap<string, string>
  children: Element[]
  /** The text directly inside, without that of children. */
  text: string
}

export const spaces = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
} as const

/** The root element. Throws XmlRefused. `allowsComments` is for what is no message, such as metadata. */
export function parseXml(text: string, { allowsComments = false } = {}): Element {
  if (text.length > length_max) throw new XmlRefused('xml-too-long')
  const parser = new SaxesParser({ xmlns: true })
  const open: Element[] = []
  const ids = new Set<string>()
  let root: Element | undefined
  let count = 0
  const refuse = (code: string) => () => {
    throw new XmlRefused(code)
  }
  parser.on('error', refuse('xml-broken'))
  parser.on('doctype', refuse('xml-doctype'))
  parser.on('processinginstruction', refuse('xml-instruction'))
  if (!allowsComments) {
    parser.on('comment', refuse('xml-comment'))
    parser.on('cdata', refuse('xml-cdata'))
  }
  parser.on('opentag', (tag) => {
    count += 1
    if (count > elements_max || open.length >= depth_max) throw new XmlRefused('xml-too-deep')
    const attributes = new Map<string, string>()
    for (const { name, value } of Object.values(tag.attributes)) attributes.set(name, value)
    for (const key of ['ID', 'Id', 'id', 'xml:id']) {
      const id = attributes.get(key)
      if (id === undefined) continue
      if (ids.has(id)) throw new XmlRefused('xml-same-id')
      ids.add(id)
    }
    const element = { name: tag.local, space: tag.uri, attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('text', (piece) => {
    const inside = open.at(-1)
    if (inside) inside.text += piece
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  if (!root) throw new XmlRefused('xml-broken')
  return root
}

export function childrenOf(element: Element, space: keyof typeof spaces, name: string): Element[] {
  return element.children.filter((child) => child.name === name && child.space === spaces[space])
}

export function childOf(element: Element | undefined, space: keyof typeof spaces, name: string) {
  return element && childrenOf(element, space, name)[0]
}

/** All elements of the name, anywhere below or the element itself. */
export function everyOf(element: Element, space: keyof typeof spaces, name: string): Element[] {
  const own = element.name === name && element.space === spaces[space] ? [element] : []
  return [...own, ...element.children.flatMap((child) => everyOf(child, space, name))]
}

/** Milliseconds of a time as SAML writes it, which is always UTC; NaN for anything else. */
export function timeOf(text: string | undefined): number {
  return text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text)
    ? Date.parse(text)
    : Number.NaN
}
