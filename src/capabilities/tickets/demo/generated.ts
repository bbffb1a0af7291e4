import { pick, pickWeighted, type Random } from '../../../core/people/demo/random.ts'
import type { DemoOrganization, DemoPerson, DemoWorkstation } from '../../../core/people/demo/types.ts'
import type { WallClock } from './clock.ts'
import { courseOf, wordingFor } from './paths.ts'
import { placeInTime } from './placing.ts'
import type { Plan } from './plan.ts'
import type { Line, Template, Texts } from './texts.ts'
import type { DemoTicket, DemoTicketHead } from './types.ts'
import { chanceSlots, drawLine, fillSlots, fittingLines, voiceOf } from './voice.ts'

export type Making = {
  random: Random
  clock: WallClock
  now_ms: number
  organization: DemoOrganization
  common: Texts
}

/** One ticket of a template: who asks, in which words, and the course of events that the plan names. */
export function generatedTicket(making: Making, plan: Plan, key: string): DemoTicket {
  const { random, organization, common } = making
  const { template } = plan
  const scene = sceneOf(making, plan)
  const texts = template.texts
  const opening = openingFor(random, template, plan.path)
  const { isByVoice } = opening
  const [title = '', body = ''] = opening.line.text.split(' | ')
  const voice = voiceOf({
    random,
    texts,
    common,
    topics: opening.line.topics,
    requester: scene.requester.key,
    slots: scene.slots,
    firstNameOf: (personKey) => firstNameOf(organization, personKey),
    teamNameOf: (personKey) => teamNameOf(organization, personKey),
  })
  const sign = !isByVoice && random() < 0.4 ? `\n\n${pick(random, common.requester_signs ?? []).text}` : ''
  const slots = { ...scene.slots, first: scene.requester.firstName }
  const { agent, specialist, vendor } = scene
  const requester = scene.requester.key
  const cast = { requester, agent, specialist, vendor, team: template.team }
  const drafts = courseOf(plan.path, { random, voice, cast, article: template.article })
  const createdMinutesAgo = Math.round((making.now_ms - plan.created_ms) / 60_000)
  return {
    key,
    kind: template.kind,
    title: withPlace(
      random,
      fillSlots(title, slots),
      template.kind === 'incident' ? scene.slots.place : undefined,
    ),
    description: fillSlots(body + sign, slots),
    requesterKey: requester,
    ...(random() < 0.07 && scene.mate && { onBehalfOfKey: scene.mate.key }),
    ...(isByVoice && { reportedByKey: agent }),
    channel: isByVoice ? (random() < 0.75 ? 'phone' : 'walk_up') : random() < 0.7 ? 'portal' : 'mail',
    ...placeOf(scene),
    ...(template.application && { application: template.application }),
    category: template.category,
    impact: pick(random, template.impact),
    urgency: pick(random, template.urgency),
    tags: [...template.tags],
    steps: placeInTime(making, plan.created_ms, drafts, plan.until),
    createdMinutesAgo,
    story: template.key,
  }
}

/** What the ticket opens with: a written report, or an agent's note of a call; one that the course can answer. */
function openingFor(random: Random, template: Template, path: string): { line: Line; isByVoice: boolean } {
  const { texts } = template
  const fits = (line: Line) =>
    wordingFor(path).every((pool) => fittingLines(texts[pool], line.topics).length > 0)
  const calls = (texts.calls ?? []).filter(fits)
  const asks = (texts.asks ?? []).filter(fits)
  const uses = (lines: Line[]) => Math.min(...lines.map((line) => line.used))
  const isByVoice =
    calls.length > 0 && (asks.length === 0 || (random() < 0.45 && uses(calls) <= uses(asks) + 1))
  return { line: drawLine(random, isByVoice ? calls : asks), isByVoice }
}

/** Some people name their place in the title; that also tells two equal titles apart in a list. */
function withPlace(random: Random, title: string, place?: string): string {
  if (!place || random() > 0.35 || title.includes(place) || title.length + place.length > 70) return title
  return /[.?!"]$/.test(title) ? `${place}: ${title}` : `${title}, ${place}`
}

type Scene = {
  requester: DemoPerson
  mate: DemoPerson | undefined
  workstation: DemoWorkstation | undefined
  placeKey: string | undefined
  agent: string
  specialist: string
  vendor: string
  slots: Record<string, string>
}

function sceneOf(making: Making, plan: Plan): Scene {
  const { random, organization } = making
  const { template } = plan
  const computersOf = (person: DemoPerson) => computersNear(organization, person, template.device)
  const requesters = organization.people.filter(
    (person) =>
      person.kind === 'staff' &&
      !person.departmentKey?.startsWith('it') &&
      (template.departments?.includes(person.departmentKey ?? '') ?? true) &&
      (!template.device || computersOf(person).length > 0),
  )
  const requester = pick(random, requesters)
  const colleagues = organization.people.filter(
    (person) => person.departmentKey === requester.departmentKey && person.key !== requester.key,
  )
  const mate = colleagues.length > 0 ? pick(random, colleagues) : undefined
  const computers = computersOf(requester)
  const nearby = computers.length > 0 ? pick(random, computers) : undefined
  const workstation = template.device || random() < 0.5 ? nearby : undefined
  const places = organization.places.filter((place) => place.departmentKey === requester.departmentKey)
  const placeKey = nearby?.placeKey ?? (places.length > 0 ? pick(random, places).key : undefined)
  const department = organization.departments.find((entry) => entry.key === requester.departmentKey)
  const slots = {
    ...chanceSlots(random),
    device: nearby?.name ?? 'my computer',
    place:
      organization.places.find((place) => place.key === placeKey)?.name ?? department?.name ?? 'our unit',
    dept: department?.name ?? '',
    mate: mate?.firstName ?? 'my colleague',
    app: template.application ?? '',
  }
  const team = organization.teams.find((entry) => entry.key === template.team)
  return {
    requester,
    mate,
    workstation,
    placeKey,
    agent: agentOnDuty(random, making.clock.read(plan.created_ms).minuteOfDay / 60),
    specialist: pick(random, team?.memberKeys ?? []),
    vendor: vendorOf(organization, template.application),
    slots,
  }
}

function placeOf(scene: Scene): Pick<DemoTicketHead, 'placeKey' | 'workstationKey' | 'sharedLogin'> {
  const { workstation, placeKey } = scene
  return {
    ...(placeKey && { placeKey }),
    ...(workstation && { workstationKey: workstation.key }),
    ...(workstation?.sharedLoginKey && { sharedLogin: workstation.sharedLoginKey }),
  }
}

/** Computers where this person works; personal ones only when they are the person's own. */
function computersNear(
  organization: DemoOrganization,
  person: DemoPerson,
  kind?: boolean | string,
): DemoWorkstation[] {
  const places = organization.places.filter((place) => place.departmentKey === person.departmentKey)
  const placeKeys = new Set(places.map((place) => place.key))
  return organization.workstations.filter(
    (computer) =>
      placeKeys.has(computer.placeKey) &&
      (typeof kind !== 'string' || computer.kind === kind) &&
      (!computer.personKey || computer.personKey === person.key),
  )
}

/** The first line is there day and night; who answers depends on the hour. */
function agentOnDuty(random: Random, hour: number): string {
  if (hour < 6.5 || hour >= 22) return pick(random, ['aisha-benhaddou', 'kyle-brunner'])
  if (hour >= 16) return pick(random, ['dwayne-petrossian', 'dwayne-petrossian', 'jamal-whitlow'])
  const dayShift: [string, number][] = [
    ['sam-okafor', 5],
    ['luz-marchetti', 4],
    ['trevor-haskins', 3],
    ['mei-ling-tsao', 4],
    ['bridget-fennimore', 3],
    ['jamal-whitlow', 3],
    ['denise-kowalczyk', 1],
  ]
  return pickWeighted(random, dayShift, (entry) => entry[1])[0]
}

const contacts: Record<string, string> = {
  'Halden Clinical': 'contact-halden',
  'Tallgrass Integration': 'contact-tallgrass',
  'Corvane Medical': 'contact-corvane',
  'Optisand Imaging': 'contact-optisand',
}

function vendorOf(organization: DemoOrganization, application?: string): string {
  const vendor = organization.applications.find((entry) => entry.key === application)?.vendor
  return contacts[vendor ?? ''] ?? 'contact-stonebridge'
}

function firstNameOf(organization: DemoOrganization, personKey: string): string {
  return organization.people.find((person) => person.key === personKey)?.firstName ?? ''
}

function teamNameOf(organization: DemoOrganization, personKey: string): string {
  const teamKey = organization.people.find((person) => person.key === personKey)?.teamKeys[0]
  return organization.teams.find((team) => team.key === teamKey)?.name ?? 'IT'
}
