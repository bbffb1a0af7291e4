/** XML of packages: no document type, so that nothing outside is read and nothing grows; bounded in length, depth and number. */
import { SaxesParser } from 'saxes'
import { PackageFault } from './package-fault.ts'

const length_max = 10_000_000
const depth_max = 60
const elements_max = 200_000

export type Element = {
  name: string
  space: string
  /** By local name, those of the element's own or of no namespace; others by `{space}name`. */
  attributes: ReadonlyMap<string, string>
  children: Element[]
  /** The text directly inside, without that of children. */
  text: string
}

/** The root element. Throws PackageFault; `name` is how the file is called in its sentence. */
export function readXml(bytes: Uint8Array, name: string): Element {
  if (bytes.length > length_max) throw new PackageFault(`${name} is too large to be read.`)
  let text: string
  try {
    text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    throw new PackageFault(`${name} is not written in a way that can be read. Save it as UTF-8.`)
  }
  const broken = new PackageFault(`${name} is not valid XML.`)
  const parser = new SaxesParser({ xmlns: true })
  const open: Element[] = []
  let root: Element | undefined
  let count = 0
  parser.on('error', () => {
    throw broken
  })
  parser.on('doctype', () => {
    throw new PackageFault(`${name} has a document type, which may read other files. Remove it.`)
  })
  parser.on('opentag', (tag) => {
    count += 1
    if (count > elements_max || open.length >= depth_max)
      throw new PackageFault(`${name} is too large to be read.`)
    const attributes = new Map<string, string>()
    for (const { local, uri, prefix, value } of Object.values(tag.attributes))
      attributes.set(prefix === '' || prefix === 'xml' ? local : `{${uri}}${local}`, value)
    const element = { name: tag.local, space: tag.uri, attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  const addText = (piece: string) => {
    const inside = open.at(-1)
    if (inside) inside.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  if (!root) throw broken
  return root
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return 'utf-8'
}

export const childrenOf = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter((child) => child.name === name) ?? []

export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  childrenOf(element, name)[0]
