/** What was done: activities, and questions among them. */
import { asObject, below, type Check, listOf, oneOf, refuse, shape, string } from './check-parts.ts'
import { isIri, isIrl, isLanguage } from './grammar.ts'

const keys_max = 1000
const depth_max = 50

/** Texts by language. */
export const languageMap: Check = (value, at) => {
  const given = Object.entries(asObject(value, at))
  if (given.length > keys_max) refuse(at, 'These are too many languages.')
  for (const [language, text] of given) {
    if (!isLanguage(language)) refuse(below(at, language), 'This is no language of RFC 5646.')
    string()(text, below(at, language))
  }
}

/** Whatever somebody adds, by names that are IRIs. Nothing in it is wrong, but what cannot be kept. */
export const extensions: Check = (value, at) => {
  const given = Object.entries(asObject(value, at))
  if (given.length > keys_max) refuse(at, 'These are too many.')
  for (const [key, each] of given) {
    if (!isIri(key)) refuse(below(at, key), 'The name of an extension has to be an IRI.')
    requireStorable(each, below(at, key))
  }
}

/** Whatever it is: its texts are ones that can be stored, and it is no deeper than can be walked. */
function requireStorable(value: unknown, at: string, depth = 0): void {
  if (depth > depth_max) refuse(at.slice(0, 500), 'This goes too deep.')
  if (typeof value === 'string') string()(value, at)
  if (typeof value !== 'object' || value === null) return
  for (const [key, each] of Object.entries(value)) {
    string()(key, at)
    requireStorable(each, below(at, key), depth + 1)
  }
}

const component: Check = (value, at) =>
  void shape(value, at, { id: string(), description: languageMap }, ['id'])

/** Components are told apart by their ids. */
const components: Check = (value, at) => {
  listOf(component)(value, at)
  const ids = (value as { id: string }[]).map(({ id }) => id)
  if (new Set(ids).size < ids.length) refuse(at, 'Two of these have the same id.')
}

/** Which lists of components belong to which kind of question. */
const componentsOf: Readonly<Record<string, readonly string[]>> = {
  'true-false': [],
  choice: ['choices'],
  'fill-in': [],
  'long-fill-in': [],
  matching: ['source', 'target'],
  performance: ['steps'],
  sequencing: ['choices'],
  likert: ['scale'],
  numeric: [],
  other: [],
}

const definition: Check = (value, at) => {
  const given = shape(value, at, {
    name: languageMap,
    description: languageMap,
    type: string('an IRI', isIri),
    moreInfo: string('an IRL', isIrl),
    extensions,
    interactionType: oneOf(...Object.keys(componentsOf)),
    correctResponsesPattern: listOf(string()),
    choices: components,
    scale: components,
    source: components,
    target: components,
    steps: components,
  })
  const allowed = componentsOf[given.interactionType as string]
  for (const key of ['choices', 'scale', 'source', 'target', 'steps'])
    if (Object.hasOwn(given, key) && !allowed?.includes(key))
      refuse(below(at, key), 'A question of this kind has none of these.')
  if (!allowed && Object.hasOwn(given, 'correctResponsesPattern'))
    refuse(below(at, 'interactionType'), 'What has right answers says which kind of question it is.')
}

export const activity: Check = (value, at) =>
  void shape(value, at, { objectType: oneOf('Activity'), id: string('an IRI', isIri), definition }, ['id'])
