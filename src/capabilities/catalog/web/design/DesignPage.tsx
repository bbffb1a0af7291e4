import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure } from '../../../../core/people/web/FormDialog.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useUnsavedGuard } from '../../../../web/kit/useUnsavedGuard.tsx'
import { type Design, designQuery } from '../data.ts'
import { managePath } from '../paths.ts'
import { useCatalogT, useSaid } from '../useCatalogT.ts'
import { AboutFields } from './AboutFields.tsx'
import { ApprovalFields } from './ApprovalFields.tsx'
import design from './design.module.css'
import { FieldList } from './FieldList.tsx'
import { FulfilmentFields } from './FulfilmentFields.tsx'
import { HandlingFields } from './HandlingFields.tsx'
import { ItemState, NewDialog } from './ManagePage.tsx'
import { Preview } from './Preview.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { type Designing, useDraft } from './useDraft.ts'
import { Versions } from './Versions.tsx'

/** The draft of one item: what it is, what it asks, who approves, what is done; beside it how it looks. */
export function Page() {
  const t = useCatalogT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const item = useQuery(designQuery(id))
  if (item.isPending) return <PageSkeleton />
  if (item.isError) return <ErrorState problem={item.error} onRetry={() => item.refetch()} />
  if (item.data.retired_at) return <EmptyState title={t('catalog.design.isRetired')} />
  return <Designer item={item.data} key={item.data.id} />
}

function Designer({ item }: { item: Design }) {
  const t = useCatalogT()
  const said = useSaid()
  const designing = useDraft(item)
  const { draft, change, errors, isChanged, save } = designing
  const guard = useUnsavedGuard(isChanged)
  const part = { content: draft.content, errors, change }
  return (
    <div className={design.page}>
      <PageHeader
        title={said(draft.content.name) || t('catalog.manage.nameless')}
        above={<AppLink href={managePath}>{t('catalog.manage.title')}</AppLink>}
        note={
          item.version === null
            ? t('catalog.design.never')
            : t('catalog.design.version', { number: item.version })
        }
      />
      <div className={design.name}>
        <ItemState item={{ ...item, is_changed: isChanged }} />
      </div>
      <div className={design.columns}>
        <form
          noValidate
          className={design.form}
          onSubmit={(event) => {
            event.preventDefault()
            void save.submit()
          }}
        >
          <AboutFields {...part} designing={designing} />
          <FieldList {...part} />
          <HandlingFields {...part} />
          <ApprovalFields {...part} people={item.people} />
          <FulfilmentFields {...part} />
          <Buttons designing={designing} />
        </form>
        <div className={design.aside}>
          <Preview content={draft.content} />
          <Versions item={item} />
        </div>
      </div>
      {guard}
    </div>
  )
}

function Buttons({ designing }: { designing: Designing }) {
  const t = useCatalogT()
  const said = useSaid()
  const { item, draft, isChanged, save, publish, turn, retire, errors } = designing
  const [dialog, setDialog] = useState<'publish' | 'copy' | 'retire'>()
  const close = () => setDialog(undefined)
  const name = said(draft.content.name)
  return (
    <div className={design.buttons}>
      <Failure problem={save.problem ?? publish.problem ?? turn.problem ?? retire.problem} />
      <Overtaken designing={designing} />
      {errors.size > 0 && !isChanged && (
        <p className={design.problem}>{t('catalog.design.flaws', { count: errors.size })}</p>
      )}
      <Group>
        <Button type="submit" loading={save.isBusy} disabled={!isChanged}>
          {t('catalog.design.save')}
        </Button>
        <Button
          variant="light"
          disabled={isChanged || designing.overtaken !== undefined}
          onClick={() => setDialog('publish')}
        >
          {t('catalog.design.publish')}
        </Button>
        {item.version !== null && (
          <Button variant="default" loading={turn.isBusy} onClick={() => void turn.submit()}>
            {t(item.is_on ? 'catalog.design.switchOff' : 'catalog.design.switchOn')}
          </Button>
        )}
        <Button variant="default" onClick={() => setDialog('copy')}>
          {t('catalog.design.copy')}
        </Button>
        <Button variant="default" onClick={() => setDialog('retire')}>
          {t('catalog.design.retire')}
        </Button>
      </Group>
      {dialog === 'publish' && <PublishDialog item={item} publish={publish} onClose={close} />}
      {dialog === 'copy' && <NewDialog copyOf={{ id: item.id, name }} onClose={close} />}
      <ConfirmDialog
        isOpen={dialog === 'retire'}
        title={t('catalog.design.retireAsk', { name })}
        confirmLabel={t('catalog.design.retire')}
        tone="danger"
        isBusy={retire.isBusy}
        onConfirm={() => void retire.submit()}
        onCancel={close}
      >
        {t('catalog.design.retireBody')}
      </ConfirmDialog>
    </div>
  )
}

/** That somebody else saved this draft meanwhile, and the two ways to go on. */
function Overtaken({ designing }: { designing: Designing }) {
  const t = useCatalogT()
  if (!designing.overtaken) return null
  const { takeTheirs, keepOwn } = designing.overtaken
  return (
    <div role="status">
      <p className={design.problem}>{t('catalog.design.overtaken')}</p>
      <Group>
        <Button variant="default" onClick={takeTheirs}>
          {t('catalog.design.takeTheirs')}
        </Button>
        <Button variant="default" onClick={keepOwn}>
          {t('catalog.design.keepOwn')}
        </Button>
      </Group>
    </div>
  )
}
