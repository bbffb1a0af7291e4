/** Who: agents, and groups of them. */
import { asObject, below, type Check, listOf, oneOf, refuse, shape, string } from './check-parts.ts'
import { isIri, isIrl, isMailbox, isSha1 } from './grammar.ts'

const identifiers = ['mbox', 'mbox_sha1sum', 'openid', 'account']

const account: Check = (value, at) =>
  void shape(value, at, { homePage: string('an IRL', isIrl), name: string() }, ['homePage', 'name'])

const known = {
  name: string(),
  mbox: string('an address of the form mailto:name@place', isMailbox),
  mbox_sha1sum: string('a hash of SHA-1', isSha1),
  openid: string('a URI', isIri),
  account,
}

/** Exactly one of four ways to say who it is; a group without one has members instead. */
function identifiersOf(value: unknown, at: string): number {
  const given = asObject(value, at)
  const found = identifiers.filter((key) => Object.hasOwn(given, key))
  if (found.length > 1) refuse(below(at, found[1] ?? ''), 'One way to say who it is, and no second one.')
  return found.length
}

export const agent: Check = (value, at) => {
  shape(value, at, { ...known, objectType: oneOf('Agent') })
  if (identifiersOf(value, at) === 0) refuse(at, 'This does not say who it is.')
}

export const group: Check = (value, at) => {
  const given = shape(value, at, { ...known, objectType: oneOf('Group'), member: listOf(agent) }, [
    'objectType',
  ])
  if (identifiersOf(value, at) === 0 && !Array.isArray(given.member))
    refuse(below(at, 'member'), 'A group that has no name of its own has members.')
}

/** An agent, or a group when it says so. */
export const actor: Check = (value, at) =>
  asObject(value, at).objectType === 'Group' ? group(value, at) : agent(value, at)
