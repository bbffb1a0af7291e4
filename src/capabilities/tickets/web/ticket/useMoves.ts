import { useMemo } from 'react'
import type { Move } from '../../../../web/records/MoveButtons.tsx'
import type { Ticket, Verb } from '../data/ticket.ts'
import type { DialogName } from '../dialogs/TicketDialogs.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import type { Run } from './useAct.ts'

const withDialog = [
  'resolve',
  'escalate',
  'hand_back',
  'schedule',
  'follow_up',
  'cancel',
  'assign',
  'log_time',
  'link',
] as const
const straight = ['take', 'start', 'ask', 'wait_vendor', 'resume', 'close', 'reopen'] as const
type Name = (typeof withDialog)[number] | (typeof straight)[number]

/** In the order in which they are offered; what is beyond the line waits in the menu. */
const order: readonly Name[] = [
  'take',
  'start',
  'resume',
  'resolve',
  'ask',
  'escalate',
  'assign',
  'reopen',
  'close',
]
const rare: readonly Name[] = [
  'wait_vendor',
  'schedule',
  'follow_up',
  'hand_back',
  'log_time',
  'link',
  'cancel',
]
/** The usual next step, in the state in which it is. */
const mainMoves: readonly Name[] = ['resume', 'start', 'resolve', 'close']
const keys: Partial<Record<Name, string>> = { resolve: 'e', escalate: 'shift+e', assign: 'a', take: 't' }

/** The buttons for what the server says may be done now; it alone knows the rules. */
export function useMoves(ticket: Ticket, run: Run, openDialog: (name: DialogName) => void): Move[] {
  const t = useTicketsT()
  return useMemo(() => {
    const all = [...order, ...rare].filter((name) => isOpenNow(ticket, name))
    const main = all.find((name) => mainMoves.includes(name))
    return all.map((name) => ({
      key: name,
      label: t(`tickets.move.${name}`),
      isMain: name === main,
      isRare: rare.includes(name),
      ...(keys[name] ? { shortcut: keys[name] } : {}),
      run: () => {
        if (isStraight(name)) void run(verbOf(name), {} as never, { said: t(`tickets.did.${name}`) })
        else openDialog(name)
      },
    }))
  }, [ticket, run, openDialog, t])
}

function isOpenNow(ticket: Ticket, name: Name): boolean {
  if (!ticket.may.includes(`tickets.${name}`)) return false
  if (name === 'take') return ticket.owner === null
  // Without hands there is nobody to give it back to.
  return name !== 'hand_back' || ticket.hands.length > 0
}

function isStraight(name: Name): name is (typeof straight)[number] {
  return (straight as readonly string[]).includes(name)
}

function verbOf(name: (typeof straight)[number]): Verb {
  return (name === 'wait_vendor' ? 'wait-vendor' : name) as Verb
}
