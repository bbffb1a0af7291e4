import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure, FormDialog, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import { type Moves, OrderButtons, useOrder } from '../../../../web/kit/ordering.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import styles from '../catalog.module.css'
import { type Managed, type ManagedItem, managedQuery } from '../data.ts'
import { ItemPicture } from '../ItemIcon.tsx'
import { managePath } from '../paths.ts'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import design from './design.module.css'
import { GroupsDialog } from './GroupsDialog.tsx'

/** All items of the catalog in their order, with how they stand. */
export function Page() {
  const t = useCatalogT()
  const managed = useQuery(managedQuery)
  const [dialog, setDialog] = useState<'new' | 'groups'>()
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('catalog.manage.title')}
        note={t('catalog.manage.note')}
        actions={
          <>
            <Button onClick={() => setDialog('new')}>{t('catalog.manage.add')}</Button>
            <Button variant="default" disabled={!managed.data} onClick={() => setDialog('groups')}>
              {t('catalog.manage.groups')}
            </Button>
          </>
        }
      />
      {managed.isPending && <ListSkeleton rows={4} />}
      {managed.isError && <ErrorState problem={managed.error} onRetry={() => managed.refetch()} />}
      {managed.data?.rows.length === 0 && (
        <EmptyState title={t('catalog.manage.empty')}>{t('catalog.manage.emptyBody')}</EmptyState>
      )}
      {managed.data && managed.data.rows.length > 0 && <ItemList managed={managed.data} />}
      {dialog === 'new' && <NewDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'groups' && managed.data && (
        <GroupsDialog groups={managed.data.groups} onClose={() => setDialog(undefined)} />
      )}
    </div>
  )
}

/** Names the new item, or the copy of one, and opens it. */
export function NewDialog({
  copyOf,
  onClose,
}: {
  copyOf?: { id: string; name: string }
  onClose: () => void
}) {
  const t = useCatalogT()
  const router = useRouter()
  const [name, setName] = useState(copyOf ? t('catalog.manage.copyName', { name: copyOf.name }) : '')
  const make = async () => {
    const body = { name: name.trim(), ...(copyOf ? { copy_of: copyOf.id } : {}) }
    const { id } = await ask(api.POST('/api/catalog', { body }))
    router.history.push(`${managePath}/${id}`)
  }
  return (
    <FormDialog
      title={t(copyOf ? 'catalog.design.copy' : 'catalog.manage.add')}
      submitLabel={t('catalog.manage.make')}
      isReady={name.trim() !== ''}
      onSubmit={make}
      onClose={onClose}
    >
      {(errors) => (
        <TextField
          data-autofocus
          label={t('catalog.manage.name')}
          value={name}
          maxLength={120}
          {...(errors.get('name') ? { error: errors.get('name') as string } : {})}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}

function ItemList({ managed }: { managed: Managed }) {
  const t = useCatalogT()
  const queries = useQueryClient()
  const { shown, order, forget, movesOf } = useOrder(managed.rows)
  const save = useSubmit(async () => {
    await ask(api.PUT('/api/catalog/order', { body: { ids: order ?? [] } }))
    await queries.invalidateQueries({ queryKey: ['catalog'] })
    forget()
  })
  return (
    <>
      <ol className={design.list}>
        {shown.map((item, index) => (
          <ItemLine
            key={item.id}
            item={item}
            group={managed.groups.find(({ id }) => id === item.group_id)?.name}
            moves={movesOf(index)}
          />
        ))}
      </ol>
      <Failure problem={save.problem} />
      {order && (
        <div>
          <Button loading={save.isBusy} onClick={() => void save.submit()}>
            {t('catalog.manage.saveOrder')}
          </Button>
        </div>
      )}
    </>
  )
}

type ItemLineProps = {
  item: ManagedItem
  group: ManagedItem['name'] | undefined
  moves: Moves
}

function ItemLine({ item, group, moves }: ItemLineProps) {
  const t = useCatalogT()
  const said = useSaid()
  const name = said(item.name) || t('catalog.manage.nameless')
  const facts = [
    said(group),
    t('catalog.manage.owner', { name: item.owner.name }),
    t('catalog.manage.requests', { count: item.requests }),
  ].filter(Boolean)
  return (
    <li>
      <ItemPicture icon={item.icon} picture={item.picture} size={22} />
      <span className={design.words}>
        <span className={design.name}>
          <AppLink href={`${managePath}/${item.id}`}>{name}</AppLink>
          <ItemState item={item} />
        </span>
        <span className={styles.small}>{facts.join(' · ')}</span>
        {!item.owner.is_active && <span className={design.problem}>{t('catalog.manage.ownerLeft')}</span>}
      </span>
      <span className={design.order}>
        <OrderButtons
          moves={moves}
          upLabel={t('catalog.manage.up', { name })}
          downLabel={t('catalog.manage.down', { name })}
        />
      </span>
    </li>
  )
}

/** Whether it is offered, and whether there is more in the draft than is offered. */
export function ItemState({ item }: { item: Pick<ManagedItem, 'is_on' | 'version' | 'is_changed'> }) {
  const t = useCatalogT()
  if (item.version === null) return <StatusBadge tone="neutral" label={t('catalog.manage.draft')} />
  return (
    <>
      {item.is_on ? (
        <StatusBadge tone="success" label={t('catalog.manage.on')} />
      ) : (
        <StatusBadge tone="neutral" label={t('catalog.manage.off')} />
      )}
      {item.is_changed && <StatusBadge tone="info" label={t('catalog.manage.changed')} />}
    </>
  )
}
