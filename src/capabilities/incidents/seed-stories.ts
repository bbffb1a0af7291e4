/** What happened in the demo hospital: the two stories, told from now back. */
import type { IncidentState } from './lifecycle.ts'

export type DemoStep = {
  minutesAgo: number
  by: string
  action: 'propose' | 'declare' | 'note' | 'publish' | 'resolve' | 'review' | 'write_review' | 'add_action'
  state?: IncidentState
  body?: string
  isDecision?: true
}

export type DemoIncident = {
  title: string
  why: string
  applications: string[]
  bridge: string | null
  beganMinutesAgo: number
  nextInMinutes?: number
  /** A pattern over the titles of tickets. */
  ticketsSaying: string
  duties: { commander: string; communications?: string; technical?: string }
  steps: DemoStep[]
  /** What happened, its impact, what went well. */
  review: [string, string, string]
  actions: { title: string; owner: string; dueInDays: number; declinedWhy: string | null }[]
}

const lead = 'denise-kowalczyk'
const agent = 'sam-okafor'
const specialist = 'marcus-delacroix'
const days = (count: number) => count * 1440

export function demoIncidents(): DemoIncident[] {
  return [printing(), dictation()]
}

function printing(): DemoIncident {
  return {
    title: 'Labels and wristbands print slowly or not at all',
    why: 'Six calls from four units since the print server was restarted. Not one printer, all of them.',
    applications: ['Inkwell Print'],
    bridge: 'https://meet.example.org/bridge/printing',
    beganMinutesAgo: 75,
    nextInMinutes: 20,
    ticketsSaying: '\\m(print|prints|printer|bands)\\M',
    duties: { commander: lead, communications: agent, technical: specialist },
    steps: [
      { minutesAgo: 75, by: agent, action: 'propose' },
      { minutesAgo: 68, by: lead, action: 'declare', state: 'working' },
      {
        minutesAgo: 62,
        by: lead,
        action: 'publish',
        body: 'Labels and wristbands come out late or not at all. We are looking at the print server. Until then, please write wristbands by hand as in the downtime folder.',
      },
      {
        minutesAgo: 48,
        by: specialist,
        action: 'note',
        body: 'The queue of the second print server stands still since the restart. The first one works alone and is full.',
      },
      {
        minutesAgo: 35,
        by: lead,
        action: 'note',
        isDecision: true,
        body: 'We move all wards to the first server and leave the second off until the vendor has looked at it.',
      },
      {
        minutesAgo: 22,
        by: agent,
        action: 'publish',
        body: 'Wristbands print again in Surgery and on 4 West. The other units follow within the hour.',
      },
    ],
    review: ['', '', ''],
    actions: [],
  }
}

function dictation(): DemoIncident {
  return {
    title: 'Dictation did not hear anybody',
    why: 'Radiology and two wards report the same within a quarter of an hour.',
    applications: ['Vocalis'],
    bridge: null,
    beganMinutesAgo: days(9),
    ticketsSaying: '\\m(dictation|microphone)\\M',
    duties: { commander: lead, technical: specialist },
    steps: [
      { minutesAgo: days(9), by: agent, action: 'propose' },
      { minutesAgo: days(9) - 6, by: lead, action: 'declare', state: 'working' },
      {
        minutesAgo: days(9) - 15,
        by: lead,
        action: 'publish',
        body: 'Dictation does not hear you anywhere. Please type for now. We expect it back before noon.',
      },
      {
        minutesAgo: days(9) - 40,
        by: specialist,
        action: 'note',
        body: 'The certificate of the speech server ran out last night. A new one is on its way.',
      },
      {
        minutesAgo: days(9) - 95,
        by: lead,
        action: 'resolve',
        state: 'resolved',
        body: 'Dictation works again. If it still does not hear you, close it and open it once.',
      },
      { minutesAgo: days(7), by: lead, action: 'review', state: 'review' },
      { minutesAgo: days(7) - 30, by: lead, action: 'write_review' },
      { minutesAgo: days(7) - 40, by: lead, action: 'add_action' },
      { minutesAgo: days(7) - 45, by: lead, action: 'add_action' },
    ],
    review: [
      'The certificate of the speech server ran out. Every microphone connected and was then refused, which looked like a broken microphone. An hour and a half after the first call the new certificate was in place.',
      'Radiology reports were typed for an hour and a half; some forty reports were late. No patient was harmed.',
      'The first call was recognized as one of many within ten minutes, because two agents sit together.',
    ],
    actions: [
      {
        title: 'Watch when certificates of all clinical servers run out, and warn 30 days before',
        owner: specialist,
        dueInDays: 14,
        declinedWhy: null,
      },
      {
        title: 'Buy a second speech server',
        owner: lead,
        dueInDays: 30,
        declinedWhy: 'A second server would have used the same certificate.',
      },
    ],
  }
}
