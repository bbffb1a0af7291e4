/** The one scale for impact and for urgency, from most to least. */
export type DemoLevel = 'critical' | 'high' | 'moderate' | 'low'

export type DemoResolutionCode =
  | 'fixed'
  | 'workaround'
  | 'answered'
  | 'taught'
  | 'duplicate'
  | 'no_fault'
  | 'declined'

/**
 * What one step does, with its own fields. Only these move the state:
 * start (new → open), ask (open → waiting on requester), wait_vendor, schedule (open → paused),
 * resume (paused → open), resolve (open → resolved), close (resolved → closed), reopen (resolved or closed → open),
 * cancel (any state that is not done), merge (the last step of a ticket that goes on with another one). A requester's answer is a reply followed by a resume in the same minute.
 */
export type DemoAct =
  | { do: 'reply' | 'note' | 'ask'; body: string }
  | { do: 'assign'; teamKey: string; ownerKey?: string }
  | { do: 'start' }
  | { do: 'wait_vendor'; vendorKey: string; reason: string }
  | { do: 'schedule'; reason: string; untilAfterMinutes: number }
  | { do: 'resume' }
  | { do: 'resolve'; code: DemoResolutionCode; cause: string; body: string }
  | { do: 'close' }
  | { do: 'reopen'; reason: string }
  | { do: 'escalate'; teamKey: string; reason: string; tried: string }
  | { do: 'hand_back'; teamKey: string; reason: string }
  | { do: 'cancel'; reason: string }
  | { do: 'rate'; stars: number; comment?: string }
  | { do: 'log_time'; minutes: number }
  | { do: 'link_article'; articleKey: string; relation: 'solved_by' | 'related' }
  | { do: 'link_ticket'; ticketKey: string; relation: 'duplicate_of' | 'caused_by' | 'related' | 'part_of' }
  | { do: 'merge'; ticketKey: string }
  | { do: 'tag'; tags: string[] }
  /** `text` stands in the description (`of: 'description'`) or in the body of the step with that index. */
  | { do: 'redact'; of: 'description' | number; text: string; reason: string }

export type DemoStep = { afterMinutes: number; actorKey: string } & DemoAct

export type DemoTicketHead = {
  key: string
  kind: 'incident' | 'service_request' | 'question'
  title: string
  /** The first message, in Markdown. */
  description: string
  requesterKey: string
  /** For whom it is, when that is not the requester. */
  onBehalfOfKey?: string
  /** Who typed it in, when that is not the requester (an agent on the phone or at the window). */
  reportedByKey?: string
  channel: 'portal' | 'phone' | 'mail' | 'walk_up'
  placeKey?: string
  workstationKey?: string
  /** Key of the ward login that was in use, never a person. */
  sharedLogin?: string
  /** Key of the application. */
  application?: string
  category: string
  impact: DemoLevel
  urgency: DemoLevel
  tags: string[]
}

/** A ticket with its whole life; every `afterMinutes` counts from the creation and is less than the age. */
export type DemoTicket = DemoTicketHead & { steps: DemoStep[]; createdMinutesAgo: number; story: string }

/** A step before its place in time is known: minutes since the step before, and whether it waits for office hours. */
export type DraftStep = { gap: number; actorKey: string; act: DemoAct }
