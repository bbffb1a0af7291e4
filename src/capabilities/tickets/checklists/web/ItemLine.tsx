import { ActionIcon, Checkbox, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import styles from './checklists.module.css'
import { type Item, useAct } from './data.ts'
import { ItemDialog } from './ItemDialog.tsx'
import { useChecklistsT } from './useChecklistsT.ts'

type ItemLineProps = {
  ticketId: string
  item: Item
  /** Where it stands in its list, from 0, of so many. */
  place: number
  count: number
  isChangeable: boolean
}

/** An item to be ticked off; Alt with an arrow moves it, and a menu holds what else is done with it. */
export function ItemLine({ ticketId, item, place, count, isChangeable }: ItemLineProps) {
  const t = useChecklistsT()
  const act = useAct(ticketId)
  const params = { path: { id: ticketId } }
  const body = { item_id: item.id }
  const isDone = item.done_at !== null
  const toggle = () =>
    act(
      ask(
        isDone
          ? api.POST('/api/tickets/{id}/untick', { params, body })
          : api.POST('/api/tickets/{id}/tick', { params, body }),
      ),
    )
  const move = async (position: number) => {
    if (position < 0 || position >= count) return
    const moved = { ...body, position }
    if (await act(ask(api.POST('/api/tickets/{id}/change-checklist-item', { params, body: moved }))))
      toast.show(t('checklists.moved', { item: item.title, place: position + 1, count }), 'success')
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || step === undefined || !isChangeable) return
    event.preventDefault()
    void move(place + step)
  }
  const remove = () => act(ask(api.POST('/api/tickets/{id}/remove-checklist-item', { params, body })))
  const isGone = item.task?.state === 'cancelled' || item.task?.state === 'merged'
  return (
    <>
      <Checkbox
        checked={isDone}
        disabled={!isChangeable || (item.is_task && !isGone) || (item.is_blocked && !isDone)}
        onChange={toggle}
        onKeyDown={press}
        label={<Shown text={item.title} />}
        description={<ItemNote item={item} />}
      />
      {isChangeable && (
        <ItemMenu
          ticketId={ticketId}
          item={item}
          place={place}
          count={count}
          onMove={move}
          onRemove={remove}
        />
      )}
    </>
  )
}

type ItemMenuProps = Omit<ItemLineProps, 'isChangeable'> & {
  onMove: (position: number) => Promise<void>
  onRemove: () => Promise<unknown>
}

function ItemMenu({ ticketId, item, place, count, onMove, onRemove }: ItemMenuProps) {
  const t = useChecklistsT()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={t('checklists.more', { item: item.title })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen(true)}>{t('checklists.edit')}</Menu.Item>
          <Menu.Item disabled={place === 0} onClick={() => void onMove(place - 1)}>
            {t('checklists.up')}
          </Menu.Item>
          <Menu.Item disabled={place === count - 1} onClick={() => void onMove(place + 1)}>
            {t('checklists.down')}
          </Menu.Item>
          <Menu.Item onClick={() => void onRemove()}>{t('checklists.remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isOpen && <ItemDialog ticketId={ticketId} item={item} onClose={() => setOpen(false)} />}
    </>
  )
}

function ItemNote({ item }: { item: Item }) {
  const t = useChecklistsT()
  return (
    <span className={styles.small}>
      {item.done_at && (
        <>
          {item.done_by ? t('checklists.by', { name: item.done_by.name }) : t('checklists.itself')}{' '}
          <Time at={item.done_at} />{' '}
        </>
      )}
      {!item.done_at && item.is_blocked && `${t('checklists.blocked')} `}
      {item.is_task && item.team && `${t('checklists.team', { team: item.team.name })} `}
      {item.task && <AppLink href={`/desk/tickets/${item.task.id}`}>#{item.task.number}</AppLink>}
      {item.is_task && !item.task && !item.done_at && t('checklists.waits')}
      {item.assigned_to && !item.done_at && `${item.assigned_to.name} `}
      {item.due_at && !item.done_at && (
        <>
          {t('checklists.due')} <Time at={item.due_at} as="due" />
        </>
      )}
    </span>
  )
}
