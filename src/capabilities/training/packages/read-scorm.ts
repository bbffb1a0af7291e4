/** The manifest of SCORM 1.2 and 2004 (imsmanifest.xml). */
import { type Manifest, type ManifestUnit, PackageFault, titleOf } from './package-fault.ts'
import { childOf, childrenOf, type Element, readXml } from './read-xml.ts'

const file = 'imsmanifest.xml'
const units_max = 2_000
const launch_data_length_max = 4096

/** The namespaces by which attributes of SCORM are known. */
const adl = ['http://www.adlnet.org/xsd/adlcp_rootv1p2', 'http://www.adlnet.org/xsd/adlcp_v1p3']

/** Throws PackageFault with what is not as it should be. */
export function readScorm(bytes: Uint8Array): Manifest {
  const root = readXml(bytes, file)
  if (root.name !== 'manifest')
    throw new PackageFault('In imsmanifest.xml, the first element is not a manifest.')
  const organizations = childOf(root, 'organizations')
  const choices = childrenOf(organizations, 'organization')
  const chosen = organizations?.attributes.get('default')
  const organization =
    chosen === undefined
      ? choices[0]
      : choices.find(({ attributes }) => attributes.get('identifier') === chosen)
  if (!organization)
    throw new PackageFault('In imsmanifest.xml, there is no organization, or the default one is not there.')
  const format = formatOf(root)
  const units = itemsOf(organization, resourcesOf(root), format)
  if (units.length === 0)
    throw new PackageFault('In imsmanifest.xml, there is nothing in it that can be opened.')
  if (units.length > units_max) throw new PackageFault('In imsmanifest.xml, there is too much in it.')
  return {
    format,
    identifier: (root.attributes.get('identifier') ?? 'package').slice(0, 2000) || 'package',
    title: titleOf(childOf(organization, 'title')?.text ?? '', 'Course'),
    hasRules: hasRules(organization),
    units,
  }
}

/** Rules of sequencing of 2004, or what 1.2 wants done before. */
function hasRules(element: Element): boolean {
  const { name, attributes } = element
  const isRule =
    ['sequencingRules', 'preConditionRule', 'limitConditions', 'rollupRules'].includes(name) ||
    (name === 'prerequisites' && element.text.trim() !== '') ||
    (name === 'controlMode' &&
      (attributes.get('choice') === 'false' || attributes.get('forwardOnly') === 'true'))
  return isRule || element.children.some(hasRules)
}

function formatOf(root: Element): 'scorm12' | 'scorm2004' {
  const metadata = childOf(root, 'metadata')
  const schema = childOf(metadata, 'schema')?.text.trim() ?? ''
  const version = childOf(metadata, 'schemaversion')?.text.trim() ?? ''
  if (/^(2004|CAM 1\.3)/i.test(version)) return 'scorm2004'
  if (version === '1.2' || (version === '' && schema === '')) return 'scorm12'
  throw new PackageFault('In imsmanifest.xml, the version is not one that is known. SCORM 1.2 and 2004 are.')
}

type Resource = { href: string; isSco: boolean }

/** What can be opened, by its identifier; those without a page are files of others. */
function resourcesOf(root: Element): Map<string, Resource> {
  const resources = childOf(root, 'resources')
  const base = `${root.attributes.get('base') ?? ''}${resources?.attributes.get('base') ?? ''}`
  const found = new Map<string, Resource>()
  for (const { attributes } of childrenOf(resources, 'resource')) {
    const identifier = attributes.get('identifier') ?? ''
    if (identifier === '' || found.has(identifier))
      throw new PackageFault('In imsmanifest.xml, a resource has no identifier, or that of another one.')
    const href = attributes.get('href')
    const kind = adl.map(
      (space) => attributes.get(`{${space}}scormtype`) ?? attributes.get(`{${space}}scormType`),
    )
    if (href !== undefined)
      found.set(identifier, {
        href: `${base}${attributes.get('base') ?? ''}${href}`,
        isSco: kind.some((each) => each?.toLowerCase() === 'sco'),
      })
  }
  return found
}

/** The items that open something, in order, however deep they stand. */
function itemsOf(
  parent: Element,
  resources: ReadonlyMap<string, Resource>,
  format: Manifest['format'],
): ManifestUnit[] {
  return childrenOf(parent, 'item').flatMap((item) => {
    const reference = item.attributes.get('identifierref')
    const resource = reference === undefined ? undefined : resources.get(reference)
    if (reference !== undefined && !resource)
      throw new PackageFault('In imsmanifest.xml, an item names a resource that is not there or has no page.')
    const below = itemsOf(item, resources, format)
    return resource ? [unitOf(item, resource, format), ...below] : below
  })
}

function unitOf(item: Element, { href, isSco }: Resource, format: Manifest['format']): ManifestUnit {
  const parameters = (item.attributes.get('parameters') ?? '').trim()
  return {
    identifier: (item.attributes.get('identifier') ?? '').slice(0, 2000) || 'item',
    title: titleOf(childOf(item, 'title')?.text ?? '', 'Unit'),
    url: `${href}${withMark(parameters, href)}`,
    launchData: textBelow(item, ['datafromlms', 'dataFromLMS']).slice(0, launch_data_length_max),
    masteryPercent: format === 'scorm12' ? percentOf(textBelow(item, ['masteryscore']), 1) : measureOf(item),
    // What tells nothing is done when it was opened.
    moveOn: isSco ? 'CompletedOrPassed' : 'NotApplicable',
  }
}

/** Parameters are written with or without the sign that parts them from the address. */
function withMark(parameters: string, href: string): string {
  const bare = parameters.replace(/^[?&]+/, '')
  if (bare === '' || bare.startsWith('#')) return bare
  return `${href.includes('?') ? '&' : '?'}${bare}`
}

const textBelow = (item: Element, names: readonly string[]) =>
  item.children.find(({ name }) => names.includes(name))?.text.trim() ?? ''

function percentOf(text: string, times: number): number | undefined {
  const number = text === '' ? Number.NaN : Number(text) * times
  return number >= 0 && number <= 100 ? Math.round(number * 100) / 100 : undefined
}

/** The scaled score from which on the unit is passed. */
function measureOf(item: Element): number | undefined {
  const objective = childOf(childOf(childOf(item, 'sequencing'), 'objectives'), 'primaryObjective')
  if (objective?.attributes.get('satisfiedByMeasure') !== 'true') return
  return percentOf(childOf(objective, 'minNormalizedMeasure')?.text.trim() || '1', 100)
}
