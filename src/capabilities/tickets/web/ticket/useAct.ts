import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { toast } from '../../../../web/kit/toast.ts'
import { act, type BodyOf, showAtOnce, type Ticket, ticketQuery, type Verb } from '../data/ticket.ts'

export type Conflict = { detail: string; before: Ticket; again: () => Promise<boolean> }

type Options<Name extends Verb> = {
  /** What to say when it is done; with `undo` it offers to take it back. */
  said?: string
  undo?: { verb: Verb; body: BodyOf<Verb> }
  /** How the page looks before the server has answered. */
  atOnce?: (ticket: Ticket) => Ticket
  /** The ticket as the reader saw it: when somebody changed it since, the action is refused and both are compared. */
  seen?: Ticket
  /** Where the failure is shown by the caller, next to a field. */
  throws?: boolean
  onDone?: (answer: Awaited<ReturnType<typeof act<Name>>>) => void
}

/** Takes actions on one ticket: shown at once, taken back on failure, conflicts handed to the page. */
export function useAct(ticket: Ticket) {
  const queries = useQueryClient()
  const [conflict, setConflict] = useState<Conflict>()
  const [busyCount, setBusyCount] = useState(0)
  const { id } = ticket

  const run = useCallback(
    async function run<Name extends Verb>(
      verb: Name,
      body: BodyOf<Name>,
      options: Options<Name> = {},
    ): Promise<boolean> {
      const takeBack = options.atOnce ? showAtOnce(queries, id, options.atOnce) : undefined
      setBusyCount((count) => count + 1)
      try {
        const answer = await act(id, verb, body, options.seen?.version)
        setConflict(undefined)
        await queries.invalidateQueries({ queryKey: ticketQuery(id).queryKey })
        options.onDone?.(answer)
        if (options.said && options.undo) {
          const { undo } = options
          toast.undo(options.said, () => void run(undo.verb, undo.body as never))
        } else if (options.said) toast.show(options.said, 'success')
        return true
      } catch (error) {
        takeBack?.()
        if (error instanceof ProblemError && error.status === 409) {
          await queries.refetchQueries({ queryKey: ticketQuery(id).queryKey })
          const { seen, ...rest } = options
          setConflict({ detail: error.message, before: seen ?? ticket, again: () => run(verb, body, rest) })
        }
        if (options.throws) throw error
        if (!(error instanceof ProblemError && error.status === 409)) toast.show(messageOf(error), 'danger')
        return false
      } finally {
        setBusyCount((count) => count - 1)
      }
    },
    [queries, id, ticket],
  )
  return { run, conflict, forgetConflict: () => setConflict(undefined), isBusy: busyCount > 0 }
}

export type Run = ReturnType<typeof useAct>['run']

/** The words of a failure; a thrown error of the browser has none for a reader. */
export function messageOf(error: unknown): string {
  return error instanceof ProblemError ? error.message || error.title : ''
}
