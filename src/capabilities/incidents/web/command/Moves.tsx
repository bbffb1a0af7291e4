import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { type Move, MoveButtons } from '../../../../web/records/MoveButtons.tsx'
import { attempt, base, type Incident, useRefresh } from '../data.ts'
import { useIncidentsT } from '../useIncidentsT.ts'
import { DeclareDialog } from './DeclareDialog.tsx'
import { WordsDialog, type WordsMove } from './WordsDialog.tsx'

/** The moves that are open to the reader, as buttons; each asks for what it needs. */
export function Moves({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const navigate = useNavigate()
  const refresh = useRefresh(incident.id)
  const [open, setOpen] = useState<'declare' | WordsMove>()
  const may = (verb: string) => incident.may.includes(`incidents.${verb}`)
  const review = async () => {
    const deed = ask(
      api.POST('/api/incidents/{id}/review', { params: { path: { id: incident.id } }, body: {} }),
    )
    if (!(await attempt(deed))) return
    await refresh()
    void navigate({ to: `${base}/${incident.id}/review` })
  }
  const asking = (key: 'declare' | WordsMove, more: Partial<Move> = {}): Move[] =>
    may(key) ? [{ key, label: t(`incidents.move.${key}`), run: () => setOpen(key), ...more }] : []
  const moves: Move[] = [
    ...asking('declare', { isMain: true }),
    ...asking('resolve', { isMain: true }),
    ...(may('review')
      ? [{ key: 'review', label: t('incidents.move.review'), run: review, isMain: true }]
      : []),
    ...asking('reopen'),
    ...asking('decline'),
    ...asking('cancel', { isRare: incident.state === 'working' }),
  ]
  return (
    <>
      <MoveButtons moves={moves} />
      {open === 'declare' && <DeclareDialog incident={incident} onClose={() => setOpen(undefined)} />}
      {open !== undefined && open !== 'declare' && (
        <WordsDialog incident={incident} move={open} onClose={() => setOpen(undefined)} />
      )}
    </>
  )
}
