import { between, type Random } from '../../../core/people/demo/random.ts'
import type { DemoAct, DemoResolutionCode, DraftStep } from './types.ts'
import type { Voice } from './voice.ts'

/** Who takes part in one ticket. */
export type Cast = { requester: string; agent: string; specialist: string; team: string; vendor: string }

type Course = { random: Random; voice: Voice; cast: Cast; article?: string; steps: DraftStep[] }

const desk = 'service-desk'
const automation = 'wardline-automation'

/**
 * One course of events from the first hand to the close, as steps that are legal in this order.
 * `path` is one of the names in a template's `paths`; an unknown name is a broken invariant and throws.
 */
export function courseOf(path: string, course: Omit<Course, 'steps'>): DraftStep[] {
  const full: Course = { ...course, steps: [] }
  const play = courses[path]
  if (!play) throw new Error(`No course of events is named ${path}.`)
  play(full)
  return full.steps
}

/** Wording that the template must have for a course, fitting what was asked; the rest may be common wording. */
const wordingNeeded: Record<string, string[]> = {
  asked: ['ask', 'back', 'fixed'],
  cancelled: [],
  vendor: ['vendor', 'fixed'],
  escalated: ['fixed'],
  scheduled: ['fixed'],
  reopened: ['fixed'],
  quick: ['fixed'],
}

/** The pools of wording that a course cannot do without. A course named like a resolution needs that resolution. */
export function wordingFor(path: string): string[] {
  return wordingNeeded[path] ?? [path]
}

const courses: Record<string, (course: Course) => void> = {
  quick: (course) => {
    takeAtDesk(course)
    if (course.voice.has('look') && course.random() < 0.85)
      say(course, course.cast.agent, 'reply', 'look', [2, 25])
    if (course.random() < 0.45) solveWithArticle(course)
    finish(course, course.cast.agent, 'fixed', [4, 90])
  },
  taught: (course) => {
    takeAtDesk(course)
    solveWithArticle(course)
    finish(course, course.cast.agent, 'taught', [8, 120])
  },
  answered: (course) => {
    takeAtDesk(course)
    solveWithArticle(course)
    finish(course, course.cast.agent, 'answered', [3, 100])
  },
  asked: (course) => {
    takeAtDesk(course)
    askAndHear(course, course.cast.agent)
    finish(course, course.cast.agent, 'fixed', [10, 240])
  },
  workaround: (course) => {
    handToSecondLine(course)
    finish(course, course.cast.specialist, 'workaround', [30, 300])
  },
  no_fault: (course) => {
    handToSecondLine(course)
    finish(course, course.cast.specialist, 'no_fault', [300, 2900])
  },
  declined: (course) => {
    takeAtDesk(course)
    finish(course, course.cast.agent, 'declined', [30, 900])
  },
  cancelled: (course) => {
    takeAtDesk(course)
    const reason = course.voice.say('cancel')
    add(course, course.cast.requester, { do: 'cancel', reason }, [20, 700])
  },
  escalated: (course) => {
    handToSecondLine(course)
    if (course.random() < 0.5) say(course, course.cast.specialist, 'note', 'notes', [5, 90])
    if (course.voice.has('ask') && course.voice.has('back') && course.random() < 0.4) {
      askAndHear(course, course.cast.specialist)
    }
    if (course.random() < 0.15) handBackAndFinish(course)
    else finish(course, course.cast.specialist, 'fixed', [40, 1300])
  },
  vendor: (course) => {
    handToSecondLine(course)
    const reason = course.voice.say('vendor')
    add(
      course,
      course.cast.specialist,
      { do: 'wait_vendor', vendorKey: course.cast.vendor, reason },
      [60, 500],
    )
    add(course, course.cast.specialist, { do: 'resume' }, [2900, 16000])
    finish(course, course.cast.specialist, 'fixed', [30, 600])
  },
  scheduled: (course) => {
    handToSecondLine(course)
    const waits = between(course.random, 1400, 8600)
    const plan: DemoAct = { do: 'schedule', reason: course.voice.say('plan'), untilAfterMinutes: waits }
    add(course, course.cast.specialist, plan, [30, 400])
    add(course, course.cast.specialist, { do: 'resume' }, [waits, waits + 20])
    finish(course, course.cast.specialist, 'fixed', [20, 150])
  },
  reopened: (course) => {
    takeAtDesk(course)
    resolve(course, course.cast.agent, 'fixed', [5, 60])
    add(course, course.cast.requester, { do: 'reopen', reason: course.voice.say('again') }, [120, 2600])
    escalate(course)
    finish(course, course.cast.specialist, 'fixed', [60, 900])
  },
}

function add(course: Course, actorKey: string, act: DemoAct, gap: [number, number]): void {
  course.steps.push({ gap: between(course.random, gap[0], gap[1]), actorKey, act })
}

function say(
  course: Course,
  who: string,
  as: 'reply' | 'note' | 'ask',
  text: string,
  gap: [number, number],
): void {
  const body = as === 'note' ? course.voice.say(text) : course.voice.write(text, who)
  add(course, who, { do: as, body }, gap)
}

function takeAtDesk(course: Course): void {
  const { agent } = course.cast
  add(course, agent, { do: 'assign', teamKey: desk, ownerKey: agent }, [2, 45])
  add(course, agent, { do: 'start' }, [0, 12])
}

function askAndHear(course: Course, who: string): void {
  say(course, who, 'ask', 'ask', [4, 60])
  say(course, course.cast.requester, 'reply', 'back', [15, 1500])
  add(course, course.cast.requester, { do: 'resume' }, [0, 0])
}

function handToSecondLine(course: Course): void {
  takeAtDesk(course)
  if (course.voice.has('look') && course.random() < 0.95)
    say(course, course.cast.agent, 'reply', 'look', [3, 30])
  escalate(course)
}

function escalate(course: Course): void {
  const { agent, specialist, team } = course.cast
  const { body: tried, cause: reason } = course.voice.pair('tried')
  add(course, agent, { do: 'escalate', teamKey: team, reason, tried }, [10, 80])
  add(course, specialist, { do: 'assign', teamKey: team, ownerKey: specialist }, [10, 240])
}

function handBackAndFinish(course: Course): void {
  const { agent, specialist } = course.cast
  add(
    course,
    specialist,
    { do: 'hand_back', teamKey: desk, reason: course.voice.say('hand_back') },
    [60, 800],
  )
  add(course, agent, { do: 'assign', teamKey: desk, ownerKey: agent }, [10, 120])
  finish(course, agent, 'fixed', [10, 200])
}

function solveWithArticle(course: Course): void {
  if (!course.article) return
  const act: DemoAct = { do: 'link_article', articleKey: course.article, relation: 'solved_by' }
  add(course, course.cast.agent, act, [1, 10])
}

function resolve(course: Course, who: string, code: DemoResolutionCode, gap: [number, number]): void {
  const { body, cause } = course.voice.solution(code, who)
  add(course, who, { do: 'resolve', code, cause, body }, gap)
}

/** Resolves, logs time, often gets a rating, and closes after five quiet days. */
function finish(course: Course, who: string, code: DemoResolutionCode, gap: [number, number]): void {
  resolve(course, who, code, gap)
  add(course, who, { do: 'log_time', minutes: between(course.random, 1, 14) * 5 }, [0, 3])
  if (course.random() < 0.4) add(course, course.cast.requester, rating(course, code, who), [10, 1300])
  add(course, automation, { do: 'close' }, [7200, 7215])
}

function rating(course: Course, code: DemoResolutionCode, who: string): DemoAct {
  const luck = course.random() - (code === 'declined' ? 0.35 : 0)
  const stars = luck > 0.4 ? 5 : luck > 0.15 ? 4 : luck > 0.07 ? 3 : luck > 0.02 ? 2 : 1
  const pool = stars >= 4 ? 'good' : stars === 3 ? 'middling' : 'poor'
  return { do: 'rate', stars, ...(course.random() < 0.5 && { comment: course.voice.say(pool, who) }) }
}
