/**
 * The types of links between records. Each is stored one way only, in the direction of its own name; the
 * inverse is how the same link reads from its other end.
 */
export type LinkType = {
  readonly name: string
  readonly inverse: string
  /** No chain of these links may come back to where it began. */
  readonly isAcyclic?: boolean
  /** A record has at most one link of this type that leaves it. */
  readonly isOnlyOne?: boolean
  /** The kinds that it may lead to, when not all. */
  readonly toKinds?: readonly string[]
}

export const linkTypes: readonly LinkType[] = [
  { name: 'relates_to', inverse: 'relates_to' },
  { name: 'duplicates', inverse: 'duplicated_by', isAcyclic: true },
  { name: 'blocks', inverse: 'blocked_by', isAcyclic: true },
  { name: 'caused_by', inverse: 'causes', isAcyclic: true },
  { name: 'solved_by', inverse: 'solves', toKinds: ['article'] },
  { name: 'parent', inverse: 'child', isAcyclic: true, isOnlyOne: true },
  { name: 'part_of', inverse: 'has_part', isAcyclic: true, isOnlyOne: true, toKinds: ['major_incident'] },
  { name: 'mentions', inverse: 'mentioned_by' },
]

/** All names that a link can be called by, from either end. */
export const linkNames = [...new Set(linkTypes.flatMap((type) => [type.name, type.inverse]))]

/** The type that the name means, and whether the name reads it from its far end. */
export function linkTypeOf(name: string): { type: LinkType; isReversed: boolean } | undefined {
  const type = linkTypes.find((each) => each.name === name)
  if (type) return { type, isReversed: false }
  const inverse = linkTypes.find((each) => each.inverse === name)
  return inverse && { type: inverse, isReversed: true }
}

/** How the stored link reads from one of its ends. */
export function readsAs(name: string, isFrom: boolean): string {
  const type = linkTypes.find((each) => each.name === name)
  return type === undefined || isFrom ? name : type.inverse
}
