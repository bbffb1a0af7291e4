/** The course structure of cmi5 (cmi5.xml), held against its schema and the rules beside it. */
import { isIri } from '../xapi/grammar.ts'
import { type Manifest, type ManifestUnit, type MoveOn, PackageFault, titleOf } from './package-fault.ts'
import { childOf, childrenOf, type Element, readXml } from './read-xml.ts'

const space = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd'
const file = 'cmi5.xml'
const moveOns: readonly string[] = [
  'Passed',
  'Completed',
  'CompletedAndPassed',
  'CompletedOrPassed',
  'NotApplicable',
]
const launchMethods: readonly string[] = ['AnyWindow', 'OwnWindow']
// These are added to the address when a unit is opened.
const ownParameters = ['endpoint', 'fetch', 'actor', 'registration', 'activityId']
const launch_data_length_max = 4096

/** Throws PackageFault with what is not as it should be. `isAlone` is a structure without a zip file around it. */
export function readCmi5(bytes: Uint8Array, { isAlone = false } = {}): Manifest {
  const root = readXml(bytes, file)
  if (root.name !== 'courseStructure' || root.space !== space)
    throw new PackageFault('In cmi5.xml, the first element is not the course structure of cmi5.')
  const course = requireOne(root, 'course')
  requireChildren(course, ['title', 'description'])
  requireTexts(course)
  const ids = new Set<string>()
  readObjectives(root, ids)
  requireChildren(root, ['course', 'objectives', 'au', 'block'])
  const units = unitsIn(root, ids, { isAlone })
  return {
    format: 'cmi5',
    identifier: idOf(course),
    title: titleOf(textOf(requireOne(course, 'title')), 'Course'),
    hasRules: false,
    units,
  }
}

function unitsIn(parent: Element, ids: Set<string>, options: { isAlone: boolean }): ManifestUnit[] {
  const units: ManifestUnit[] = []
  for (const child of own(parent)) {
    if (child.name === 'block') {
      requireUnique(child, ids)
      requireChildren(child, ['title', 'description', 'objectives', 'au', 'block'])
      requireTexts(child)
      requireReferences(child, ids)
      units.push(...unitsIn(child, ids, options))
    }
    if (child.name === 'au') units.push(unitOf(child, ids, options))
  }
  if (units.length === 0) throw new PackageFault('In cmi5.xml, there is nothing in it that can be opened.')
  return units
}

function unitOf(au: Element, ids: Set<string>, { isAlone }: { isAlone: boolean }): ManifestUnit {
  requireUnique(au, ids)
  requireChildren(au, ['title', 'description', 'objectives', 'url', 'launchParameters', 'entitlementKey'])
  requireTexts(au)
  requireReferences(au, ids)
  const moveOn = au.attributes.get('moveOn') ?? 'NotApplicable'
  if (!moveOns.includes(moveOn))
    throw new PackageFault(`In cmi5.xml, “${moveOn.slice(0, 60)}” is no way to be done with a unit.`)
  if (!launchMethods.includes(au.attributes.get('launchMethod') ?? 'AnyWindow'))
    throw new PackageFault('In cmi5.xml, a unit is to be opened in a way that is not known.')
  const url = requireOne(au, 'url').text.trim()
  requireUrl(url, isAlone)
  const launchData = childOf(au, 'launchParameters')?.text.trim() ?? ''
  if (launchData.length > launch_data_length_max)
    throw new PackageFault('In cmi5.xml, the parameters of a unit are too long.')
  return {
    identifier: idOf(au),
    title: titleOf(textOf(requireOne(au, 'title')), 'Unit'),
    url,
    launchData,
    masteryPercent: masteryOf(au),
    moveOn: moveOn as MoveOn,
  }
}

function masteryOf(au: Element): number | undefined {
  const given = au.attributes.get('masteryScore')?.trim()
  if (given === undefined) return
  const score = /^\+?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})$/.test(given) ? Number(given) : Number.NaN
  if (!(score >= 0 && score <= 1))
    throw new PackageFault('In cmi5.xml, the mastery score of a unit is not from 0 to 1.')
  return Math.round(score * 10_000) / 100
}

function requireUrl(url: string, isAlone: boolean): void {
  const isWhole = /^[a-z][a-z0-9+.-]*:/i.test(url)
  const parsed = URL.parse(url, 'https://package.invalid/')
  if (url === '' || url.length > 1000 || /[\s\p{Cc}<>"\\^`{|}]/u.test(url) || !parsed)
    throw new PackageFault('In cmi5.xml, the address of a unit is not a valid one.')
  if (isWhole && parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    throw new PackageFault('In cmi5.xml, the address of a unit is not one that a browser opens.')
  if (isAlone && !isWhole)
    throw new PackageFault(
      'In cmi5.xml, the address of a unit is not a whole one, and there are no files beside it.',
    )
  if (ownParameters.some((name) => parsed.searchParams.has(name)))
    throw new PackageFault(
      'In cmi5.xml, the address of a unit has a parameter that is set when it is opened.',
    )
}

/** Objectives of the whole course, each by its id. */
function readObjectives(root: Element, ids: Set<string>): void {
  for (const objectives of childrenOf(root, 'objectives')) {
    requireChildren(objectives, ['objective'])
    for (const objective of childrenOf(objectives, 'objective')) {
      requireUnique(objective, ids)
      requireChildren(objective, ['title', 'description'])
      requireTexts(objective)
    }
  }
}

/** Blocks and units name objectives of the course. */
function requireReferences(element: Element, ids: ReadonlySet<string>): void {
  for (const { attributes } of childrenOf(childOf(element, 'objectives'), 'objective'))
    if (!ids.has(attributes.get('idref')?.trim() ?? ''))
      throw new PackageFault('In cmi5.xml, an objective is named that is not there.')
}

function requireTexts(element: Element): void {
  for (const name of ['title', 'description']) {
    const strings = childrenOf(requireOne(element, name), 'langstring')
    if (strings.length === 0) throw new PackageFault(`In cmi5.xml, a ${name} has no text.`)
    if (
      strings.some(
        ({ attributes }) => !/^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i.test(attributes.get('lang') ?? 'en'),
      )
    )
      throw new PackageFault(`In cmi5.xml, a ${name} is in a language that is none.`)
  }
  idOf(element)
}

const textOf = (element: Element): string => {
  const strings = childrenOf(element, 'langstring')
  const english = strings.find(({ attributes }) => attributes.get('lang')?.startsWith('en'))
  return (english ?? strings[0])?.text ?? ''
}

function idOf(element: Element): string {
  const id = element.attributes.get('id')?.trim() ?? ''
  if (!isIri(id)) throw new PackageFault(`In cmi5.xml, the id of a ${element.name} is not a whole IRI.`)
  return id
}

function requireUnique(element: Element, ids: Set<string>): void {
  const id = idOf(element)
  if (ids.has(id)) throw new PackageFault('In cmi5.xml, two parts have the same id.')
  ids.add(id)
}

/** What belongs to the schema; vendors may add what is theirs. */
const own = (element: Element): Element[] => element.children.filter((child) => child.space === space)

function requireOne(element: Element, name: string): Element {
  const found = own(element).filter((child) => child.name === name)
  if (found.length !== 1 || !found[0])
    throw new PackageFault(`In cmi5.xml, a ${element.name} has no ${name}, or more than one.`)
  return found[0]
}

function requireChildren(element: Element, names: readonly string[]): void {
  const other = element.children.find(
    (child) => child.space === '' || (child.space === space && !names.includes(child.name)),
  )
  if (other)
    throw new PackageFault(
      `In cmi5.xml, “${other.name.slice(0, 60)}” does not belong into a ${element.name}.`,
    )
}
