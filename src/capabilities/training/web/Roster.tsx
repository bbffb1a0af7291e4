import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { SelectField } from '../../../web/kit/fields.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { attendances, bookingTones, type OneClass } from './classes-data.ts'
import { Table } from './parts.tsx'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

type Line = OneClass['roster'][number]

/** Who comes, and who was there. */
export function Roster({ of }: { of: OneClass }) {
  const t = useTrainingT()
  return (
    <Table
      label={t('training.classes.roster')}
      heads={[
        t('training.column.person'),
        t('training.classes.booking'),
        t('training.classes.attendance'),
        t('training.column.actions'),
      ]}
    >
      {of.roster.map((line) => (
        <RosterLine key={line.person_id} of={of} line={line} />
      ))}
    </Table>
  )
}

function RosterLine({ of, line }: { of: OneClass; line: Line }) {
  const t = useTrainingT()
  const may = useMay()
  const queries = useQueryClient()
  const params = { path: { id: of.id } }
  const { person_id, person } = line
  const news = () => queries.invalidateQueries({ queryKey: ['training'] })
  const { isBusy, problem, submit } = useSubmit(async () => {
    if (line.state === 'requested')
      await ask(api.POST('/api/classes/{id}/decide', { params, body: { person_id, is_approved: true } }))
    else await ask(api.POST('/api/classes/{id}/unbook', { params, body: { person_id } }))
    await news()
  })
  const noting = useNoting(of.id, person_id)
  const mayNote = of.actions.includes('classes.attend') && line.state === 'booked'
  const isOpen = of.state === 'open' && ['requested', 'booked', 'waitlisted'].includes(line.state)
  return (
    <tr>
      <th scope="row">
        {person}
        <div className={styles.small}>{line.department}</div>
      </th>
      <td>
        <StatusBadge
          tone={bookingTones[line.state]}
          label={t(`training.classes.bookingState.${line.state}`)}
        />
        <div className={styles.small}>
          {t(`training.classes.way.${line.way}`)}
          {line.is_late && ` · ${t('training.classes.late')}`}
        </div>
      </td>
      <td>
        {mayNote ? (
          <SelectField
            label={t('training.classes.attendanceOf', { name: person })}
            value={line.attendance ?? ''}
            data={[
              { value: '', label: t('training.classes.notNoted'), disabled: true },
              ...attendances.map((value) => ({ value, label: t(`training.classes.attended.${value}`) })),
            ]}
            miw="9rem"
            onChange={(event) => void noting.note(event.currentTarget.value as (typeof attendances)[number])}
          />
        ) : (
          line.attendance && t(`training.classes.attended.${line.attendance}`)
        )}
      </td>
      <td>
        {isOpen && (may('training.record') || line.state === 'requested') && (
          <Button
            size="compact-sm"
            variant="default"
            loading={isBusy}
            aria-label={t(
              line.state === 'requested' ? 'training.classes.approveOf' : 'training.classes.unbookOf',
              { name: person },
            )}
            onClick={() => void submit()}
          >
            {t(line.state === 'requested' ? 'training.classes.approve' : 'training.classes.unbook')}
          </Button>
        )}
        <Failure problem={problem ?? noting.problem} />
      </td>
    </tr>
  )
}

/** Notes whether somebody was there; why it was refused stays beside their line. */
function useNoting(id: string, person_id: string) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<ProblemError>()
  const note = async (attendance: (typeof attendances)[number]) => {
    try {
      const body = { people: [{ person_id, attendance }] }
      await ask(api.POST('/api/classes/{id}/attend', { params: { path: { id } }, body }))
      setProblem(undefined)
    } catch (error) {
      setProblem(error instanceof ProblemError ? error : new ProblemError({ status: 0 }))
    }
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  return { note, problem }
}
