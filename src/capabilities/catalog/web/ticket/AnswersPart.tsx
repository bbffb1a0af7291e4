import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import type { Field } from '../../form.ts'
import styles from '../catalog.module.css'
import { type TicketRequest, ticketRequestQuery } from '../data.ts'
import { AnswerList } from '../form/AnswerList.tsx'
import { useCatalogT, useSaid } from '../useCatalogT.ts'

const AnswersDialog = lazy(() =>
  import('./AnswersDialog.tsx').then((module) => ({ default: module.AnswersDialog })),
)

/** On a ticket's page: what was asked for, in the words of the form as it then was. */
export function AnswersPart({ id }: { id: string; version: number }) {
  const t = useCatalogT()
  const said = useSaid()
  const { data: request } = useQuery(ticketRequestQuery(id))
  const [isOpen, setOpen] = useState(false)
  if (!request) return null
  return (
    <PanelSection title={t('catalog.ticket.title', { name: said(request.name) })}>
      <Answered request={request} />
      {request.may_change && (
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {t('catalog.ticket.correct')}
        </Button>
      )}
      {isOpen && (
        <Suspense>
          <AnswersDialog id={id} request={request} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </PanelSection>
  )
}

/** On the requester's page, at its end. */
export function RequestAnswers({ id = '' }: { id?: string }) {
  const t = useCatalogT()
  const { data: request } = useQuery(ticketRequestQuery(id))
  if (!request || Object.keys(request.answers).length === 0) return null
  return (
    <section className={styles.group} aria-labelledby="asked">
      <h2 id="asked">{t('catalog.ticket.asked')}</h2>
      <Answered request={request} />
    </section>
  )
}

function Answered({ request }: { request: TicketRequest }) {
  const t = useCatalogT()
  if (Object.keys(request.answers).length === 0)
    return <p className={styles.small}>{t('catalog.ticket.nothing')}</p>
  return (
    <AnswerList
      fields={request.fields as Field[]}
      answers={request.answers}
      names={request.names}
      label={t('catalog.form.answers')}
    />
  )
}
