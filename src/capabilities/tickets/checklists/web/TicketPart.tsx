import { Button, Checkbox, CloseButton, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextField } from '../../../../web/kit/fields.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { AddDialog } from './AddDialog.tsx'
import styles from './checklists.module.css'
import { checklistsQuery, type List, useAct } from './data.ts'
import { ItemLine } from './ItemLine.tsx'
import { useChecklistsT } from './useChecklistsT.ts'

/** On a ticket's page: its checklists, to be ticked off in their order. */
export function TicketPart({ id }: { id: string; version: number }) {
  const t = useChecklistsT()
  const may = useMay()
  const { data } = useQuery(checklistsQuery(id))
  const [isOpen, setOpen] = useState(false)
  if (!data || (data.lists.length === 0 && !may('tickets.work'))) return null
  return (
    <PanelSection title={t('checklists.panel')}>
      {data.total > 0 && (
        <div className={styles.part}>
          <span className={styles.small}>
            {t('checklists.progress', { done: data.done, total: data.total })}
          </span>
          <Progress value={(100 * data.done) / data.total} size="sm" aria-hidden />
        </div>
      )}
      {data.lists.map((list) => (
        <ListPart key={list.id} ticketId={id} list={list} isChangeable={may('tickets.work')} />
      ))}
      {may('tickets.work') && (
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {t('checklists.add')}
        </Button>
      )}
      {isOpen && <AddDialog ticketId={id} onClose={() => setOpen(false)} />}
    </PanelSection>
  )
}

type ListPartProps = { ticketId: string; list: List; isChangeable: boolean }

function ListPart({ ticketId, list, isChangeable }: ListPartProps) {
  const t = useChecklistsT()
  const act = useAct(ticketId)
  const title = list.title || t('checklists.fulfilment')
  const params = { path: { id: ticketId } }
  const show = (is_shown: boolean) =>
    act(
      ask(
        api.POST('/api/tickets/{id}/change-checklist', { params, body: { checklist_id: list.id, is_shown } }),
      ),
    )
  const remove = () =>
    act(ask(api.POST('/api/tickets/{id}/remove-checklist', { params, body: { checklist_id: list.id } })))
  return (
    <div className={styles.part}>
      <div className={styles.head}>
        <span>{title}</span>
        {isChangeable && (
          <CloseButton aria-label={t('checklists.removeList', { list: title })} onClick={remove} />
        )}
      </div>
      <ul className={styles.list} aria-label={title}>
        {list.items.map((item, place) => (
          <li key={item.id} className={styles.item}>
            <ItemLine
              ticketId={ticketId}
              item={item}
              place={place}
              count={list.items.length}
              isChangeable={isChangeable}
            />
          </li>
        ))}
      </ul>
      {isChangeable && (
        <>
          <AddItem ticketId={ticketId} listId={list.id} title={title} />
          <Checkbox
            size="xs"
            checked={list.is_shown}
            label={t('checklists.show')}
            onChange={(event) => show(event.currentTarget.checked)}
          />
        </>
      )}
    </div>
  )
}

function AddItem({ ticketId, listId, title }: { ticketId: string; listId: string; title: string }) {
  const t = useChecklistsT()
  const act = useAct(ticketId)
  const [words, setWords] = useState('')
  const [isOpen, setOpen] = useState(false)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (words.trim() === '') return
    const body = { checklist_id: listId, title: words.trim() }
    const deed = ask(
      api.POST('/api/tickets/{id}/add-checklist-item', { params: { path: { id: ticketId } }, body }),
    )
    if (await act(deed)) setWords('')
  }
  if (!isOpen)
    return (
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t('checklists.addItemTo', { list: title })}
          onClick={() => setOpen(true)}
        >
          {t('checklists.addItem')}
        </Button>
      </div>
    )
  return (
    <form className={styles.form} onSubmit={add}>
      <TextField
        label={t('checklists.item')}
        maxLength={300}
        value={words}
        autoFocus
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button type="submit">{t('checklists.save')}</Button>
    </form>
  )
}
