import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { act, type Ticket } from '../../web/data/ticket.ts'
import { AskFields, Outcome } from './AskFields.tsx'
import { type Given, givenTo, type Weighing, weighQuery } from './asked.ts'
import styles from './priority.module.css'
import { usePriorityT } from './usePriorityT.ts'

type DialogProps = { ticket: Ticket; weighing: Weighing; onClose: () => void }

/** The questions once more, with what would change before it is saved. */
export function AnswersDialog({ ticket, weighing, onClose }: DialogProps) {
  const t = usePriorityT()
  const queries = useQueryClient()
  const { version, questions } = weighing.now
  const [given, setGiven] = useState<Given>(() => givenTo(questions, before(weighing)))
  const { data: weighed } = useQuery(weighQuery(version, given, { ticket_id: ticket.id }))
  const submit = async () => {
    await act(ticket.id, 'answer', { version, given })
    await queries.invalidateQueries({ queryKey: ['record', ticket.id] })
  }
  return (
    <FormDialog
      title={t('priority.dialog.answers', { number: ticket.number })}
      submitLabel={t('priority.dialog.save')}
      onSubmit={submit}
      onClose={onClose}
    >
      {questions.length === 0 && <p className={styles.small}>{t('priority.ask.none')}</p>}
      <AskFields questions={questions} given={given} onChange={setGiven} />
      <Outcome weighed={weighed} now={weighing.priority} />
    </FormDialog>
  )
}

function before(weighing: Weighing): Given {
  return Object.fromEntries(
    weighing.answers.flatMap(({ question, answer }) => (answer === null ? [] : [[question.key, answer]])),
  )
}
