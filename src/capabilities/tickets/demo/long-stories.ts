import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { WallClock } from './clock.ts'
import type { Making } from './generated.ts'
import { placeInTime } from './placing.ts'
import type { DemoAct, DemoTicket, DemoTicketHead } from './types.ts'

/** As written in `stories/long`: the head of a ticket, when it began, and steps with minutes since the step before. */
type WrittenStory = Omit<DemoTicketHead, 'tags'> & {
  tags?: string[]
  story: string
  began: { daysAgo: number; weekday?: number; at: string } | { minutesAgo: number }
  steps: ({ in: number; by: string } & DemoAct)[]
}

const folder = new URL('./stories/long/', import.meta.url)

/** The tickets that were written one by one, with their threads. */
export function longStories(making: Making): DemoTicket[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const written = names
    .sort()
    .flatMap((name) => parse(readFileSync(new URL(name, folder), 'utf8')) as WrittenStory[])
  return written.map((story) => placedStory(making, story))
}

function placedStory(making: Making, story: WrittenStory): DemoTicket {
  const { began, steps, tags = [], story: name, ...head } = story
  const created_ms =
    'minutesAgo' in began ? making.now_ms - began.minutesAgo * 60_000 : beginning(making.clock, began)
  const drafts = steps.map(({ in: gap, by: actorKey, ...act }) => ({ gap, actorKey, act: act as DemoAct }))
  return {
    ...head,
    tags,
    description: head.description.trim(),
    steps: placeInTime(making, created_ms, drafts),
    createdMinutesAgo: Math.round((making.now_ms - created_ms) / 60_000),
    story: name,
  }
}

/** The wanted weekday on or before the given day; weekday 0 is Sunday. */
function beginning(clock: WallClock, began: { daysAgo: number; weekday?: number; at: string }): number {
  const [hour = '0', minute = '0'] = began.at.split(':')
  const minuteOfDay = Number(hour) * 60 + Number(minute)
  for (let extra = 0; extra < 7; extra += 1) {
    const instant_ms = clock.instantAt(began.daysAgo + extra, minuteOfDay)
    if (began.weekday === undefined || clock.read(instant_ms).weekday === began.weekday) return instant_ms
  }
  return clock.instantAt(began.daysAgo, minuteOfDay)
}
