/** Words of training hang on no record that a mask could name, so that what seems to tell of a patient is refused. */
import type { Context } from '../../core/action.ts'
import { coveredTexts } from '../../core/guard.ts'
import { invalid } from '../../platform/http/problem.ts'

type Where = Pick<Context<unknown>, 'app' | 'tx' | 'now'>

export const suspect_sentence =
  'This looks as if it told of a patient. Say what was learned or shown, and never about whom.'
const texts_at_once = 500

/** Which of the texts seem to tell of a patient, one for one; looked at some at a time, between which others have a turn. */
export async function suspects({ app, tx, now }: Where, texts: readonly string[]): Promise<boolean[]> {
  const found: boolean[] = []
  for (let from = 0; from < texts.length; from += texts_at_once) {
    const some = texts.slice(from, from + texts_at_once)
    const asked = some.map((text) => ({ text, field: 'evidence', isInternal: false }))
    const covered = await coveredTexts(app, tx, now, asked)
    found.push(...covered.map(({ text }, at) => text !== some[at]))
    await new Promise(setImmediate)
  }
  return found
}

/** Refuses the first of the texts, by the pointers of their fields, that seems to tell of a patient. */
export async function requireNoPatient(
  where: Where,
  texts: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const said = Object.entries(texts).filter((each): each is [string, string] => Boolean(each[1]))
  const found = await suspects(
    where,
    said.map(([, text]) => text),
  )
  const [pointer] = said[found.indexOf(true)] ?? []
  if (pointer !== undefined) throw invalid(pointer, suspect_sentence)
}

/** A link as it stands, and as a reader understands it: its signs written out, and its words apart. */
export function linkAsRead(link: string): string {
  const apart = (text: string) => text.replace(/^https:\/\//, '').replaceAll(/[/?&=#+_;\p{C}]+/gu, ' ')
  try {
    return `${link}\n${apart(decodeURIComponent(link))}`
  } catch {
    return `${link}\n${apart(link)}`
  }
}
