import { between, pick, type Random } from '../../../core/people/demo/random.ts'
import type { Line, Texts } from './texts.ts'
import type { DemoResolutionCode } from './types.ts'

/** Speaks for the people of one ticket: picks a variant, fills in names and places, greets and signs. */
export type Voice = {
  say: (pool: string, who?: string) => string
  /** Whether the template itself has wording of this pool for what was asked. */
  has: (pool: string) => boolean
  write: (pool: string, who: string) => string
  /** A line of the form `text | text`. */
  pair: (pool: string) => { body: string; cause: string }
  /** The last message of a resolution and the cause that is recorded with it. */
  solution: (code: DemoResolutionCode, who: string) => { body: string; cause: string }
}

export type VoiceOf = {
  random: Random
  /** The template's own wording first, then what all templates share. */
  texts: Texts
  common: Texts
  /** What the opening is about, as in `Line`. */
  topics: string
  requester: string
  slots: Record<string, string>
  firstNameOf: (personKey: string) => string
  teamNameOf: (personKey: string) => string
}

/** Draws one of the variants that were used least, so that the same sentence comes back as late as possible. */
export function drawLine(random: Random, lines: Line[]): Line {
  const leastUsed = Math.min(...lines.map((line) => line.used))
  const chosen = pick(
    random,
    lines.filter((line) => line.used === leastUsed),
  )
  chosen.used += 1
  return chosen
}

/** Variants that fit a question with these topics; a question without topics takes every answer. */
export function fittingLines(lines: Line[] | undefined, topics: string): Line[] {
  return (lines ?? []).filter(
    (line) => !line.topics || !topics || [...line.topics].some((t) => topics.includes(t)),
  )
}

export function voiceOf(voice: VoiceOf): Voice {
  const { random, texts, common, topics, requester, firstNameOf, teamNameOf } = voice
  const line = (pool: string) => {
    const own = fittingLines(texts[pool], topics)
    const list = own.length > 0 ? own : (common[pool] ?? [])
    if (list.length === 0) throw new Error(`No wording of ${pool} fits the topics "${topics}".`)
    return drawLine(random, list).text
  }
  const fill = (text: string, who?: string) =>
    fillSlots(text, {
      ...voice.slots,
      first: firstNameOf(requester),
      ...(who && { agent: firstNameOf(who), team: teamNameOf(who) }),
    })
  const dress = (text: string, who: string) => {
    const isRequester = who === requester
    const greeting =
      isRequester || random() < 0.25 ? '' : `${pick(random, common.agent_greetings ?? []).text}\n\n`
    const signs = common[isRequester ? 'requester_signs' : 'agent_signs'] ?? []
    const sign = random() < 0.45 ? `\n\n${pick(random, signs).text}` : ''
    return fill(greeting + text + sign, who)
  }
  const split = (text: string) => {
    const [body = '', cause = ''] = text.split(' | ')
    return { body, cause }
  }
  return {
    has: (pool) => fittingLines(texts[pool], topics).length > 0,
    say: (pool, who) => fill(line(pool), who),
    write: (pool, who) => dress(line(pool), who),
    pair: (pool) => split(fill(line(pool))),
    solution: (code, who) => {
      const { body, cause } = split(line(code))
      return { body: dress(body, who), cause: fill(cause) || 'How it works was not known' }
    },
  }
}

/** Replaces `{name}` by its value; a slot without value is a broken invariant and throws. */
export function fillSlots(text: string, slots: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name]
    if (value === undefined) throw new Error(`No value for {${name}} in: ${text}`)
    return value
  })
}

/** Times, numbers and weekdays that make one report different from the next. */
export function chanceSlots(random: Random): Record<string, string> {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
  return {
    time: `${between(random, 6, 20)}:${String(between(random, 0, 11) * 5).padStart(2, '0')}`,
    day: pick(random, days.slice(0, 5)),
    n: String(between(random, 4100, 4299)),
    nth: pick(random, ['second', 'third', 'fourth']),
    printer: `LBL-${between(random, 101, 164)}`,
    visit: `88-${between(random, 200_000, 299_999)}`,
    acc: `A${between(random, 5_100_000, 5_999_999)}`,
  }
}
