import { Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { ConfirmDialog } from '../../../web/kit/ConfirmDialog.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Person, useRefresh } from './data.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { PersonForm } from './PersonForm.tsx'
import { ResetDialog } from './ResetDialog.tsx'
import { confirmed } from './step-up.ts'
import { useOrganizationT } from './useOrganizationT.ts'

type Open = 'edit' | 'merge' | 'deactivate' | 'reset_password' | 'reset_factor' | undefined
type PersonActionsProps = { person: Person; onNews: (sentence: string) => void }

/** What may be done with a person; the API says which of it is open to the reader. */
export function PersonActions({ person, onNews }: PersonActionsProps) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const [open, setOpen] = useState<Open>()
  const can = (action: string) => person.may.includes(action)
  const path = { params: { path: { id: person.id } }, body: {} }
  const act = async (call: () => Promise<unknown>, told: (answer: unknown) => string) => {
    try {
      const answer = await confirmed(call)
      await refresh()
      onNews(told(answer))
    } catch (error) {
      toast.show(error instanceof ProblemError ? error.message || error.title : String(error), 'danger')
    }
  }
  const invite = () =>
    act(
      () => ask(api.POST('/api/people/{id}/invite', path)),
      (answer) =>
        t(
          (answer as { mail: string }).mail === 'held'
            ? 'organization.person.inviteHeld'
            : 'organization.person.invited',
        ),
    )
  const close = () => setOpen(undefined)
  const more = ['people.reset_password', 'people.reset_factor', 'people.merge', 'people.deactivate'].filter(
    can,
  )
  return (
    <>
      {can('people.edit') && <Button onClick={() => setOpen('edit')}>{t('organization.edit')}</Button>}
      {can('people.invite') && !person.has_password && (
        <Button variant="default" onClick={invite}>
          {t('organization.person.invite')}
        </Button>
      )}
      {can('people.reactivate') && (
        <Button
          variant="default"
          onClick={() =>
            act(
              () => ask(api.POST('/api/people/{id}/reactivate', path)),
              () => t('organization.person.reactivated'),
            )
          }
        >
          {t('organization.person.reactivate')}
        </Button>
      )}
      {more.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button variant="default" leftSection={<IconDots size={16} aria-hidden />}>
              {t('organization.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {can('people.reset_password') && (
              <Menu.Item onClick={() => setOpen('reset_password')}>
                {t('organization.person.resetPassword')}
              </Menu.Item>
            )}
            {can('people.reset_factor') && (
              <Menu.Item onClick={() => setOpen('reset_factor')}>
                {t('organization.person.resetFactor')}
              </Menu.Item>
            )}
            {can('people.merge') && (
              <Menu.Item onClick={() => setOpen('merge')}>{t('organization.person.merge')}</Menu.Item>
            )}
            {can('people.deactivate') && (
              <Menu.Item onClick={() => setOpen('deactivate')}>
                {t('organization.person.deactivate')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {open === 'edit' && <PersonForm person={person} onClose={close} />}
      {open === 'merge' && <MergeDialog person={person} onClose={close} />}
      {(open === 'reset_password' || open === 'reset_factor') && (
        <ResetDialog person={person} what={open} onClose={close} onNews={onNews} />
      )}
      <ConfirmDialog
        isOpen={open === 'deactivate'}
        title={t('organization.person.deactivateTitle', { name: person.name })}
        confirmLabel={t('organization.person.deactivate')}
        tone="danger"
        onCancel={close}
        onConfirm={() => {
          close()
          void act(
            () => ask(api.POST('/api/people/{id}/deactivate', path)),
            () => t('organization.person.deactivated'),
          )
        }}
      >
        {t('organization.person.deactivateBody')}
      </ConfirmDialog>
    </>
  )
}
