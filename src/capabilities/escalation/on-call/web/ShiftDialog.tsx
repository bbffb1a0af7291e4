import { Button, Group, Modal, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, idempotencyKey } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { useKitT } from '../../../../web/i18n/useKitT.ts'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useMe } from '../../../../web/shell/session.ts'
import { CoverDialog } from './CoverDialog.tsx'
import { type RotaShown, type Shift, shiftsQuery, useRefresh } from './data.ts'
import { errorOf, FormDialog } from './FormDialog.tsx'
import { useOnCallT } from './useOnCallT.ts'

type ShiftDialogProps = { rota: RotaShown; shift: Shift; onClose: () => void }

const ahead_ms = 84 * 86_400_000

/** One shift, and what one may do about it: ask for a swap, or put somebody in its place. */
export function ShiftDialog(props: ShiftDialogProps) {
  const { rota, shift, onClose } = props
  const t = useOnCallT()
  const kit = useKitT()
  const me = useMe()
  const format = useFormat()
  const [doing, setDoing] = useState<'swap' | 'cover'>()
  const isOver = Date.parse(shift.to) <= Date.now()
  if (doing === 'swap') return <SwapDialog {...props} />
  if (doing === 'cover') return <CoverDialog {...props} />
  return (
    <Modal
      opened
      onClose={onClose}
      title={shift.person.name}
      size="md"
      closeButtonProps={{ 'aria-label': kit('kit.close') }}
    >
      <Stack gap="sm">
        <p style={{ margin: 0 }}>
          {t('on_call.span', { from: format.exact(shift.from), to: format.exact(shift.to) })}
        </p>
        <p style={{ margin: 0 }}>
          {t(shift.because === 'cover' ? 'on_call.because.cover' : 'on_call.because.rotation', {
            layer: rota.layers.find((layer) => layer.id === shift.layer_id)?.name ?? '',
          })}
        </p>
      </Stack>
      <Group justify="flex-end" mt="lg" gap="sm">
        {!isOver && shift.person.id === me.person_id && (
          <Button onClick={() => setDoing('swap')}>{t('on_call.swap.ask')}</Button>
        )}
        {!isOver && rota.may_edit && (
          <Button variant="default" onClick={() => setDoing('cover')}>
            {t('on_call.cover.add')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {kit('kit.close')}
        </Button>
      </Group>
    </Modal>
  )
}

/** Asks a colleague to take this shift, for one of theirs or for nothing. */
function SwapDialog({ rota, shift, onClose }: ShiftDialogProps) {
  const t = useOnCallT()
  const me = useMe()
  const format = useFormat()
  const refresh = useRefresh()
  const [asked_id, setAsked] = useState('')
  const [back, setBack] = useState('')
  const [key] = useState(idempotencyKey)
  const theirs = useTheirShifts(rota.team.id, asked_id, shift.layer_id)
  const send = async () => {
    const chosen = theirs.find((each) => each.from === back)
    await ask(
      api.POST('/api/teams/{id}/rota/swaps', {
        params: { path: { id: rota.team.id }, header: { 'idempotency-key': key } },
        body: {
          layer_id: shift.layer_id,
          asked_id,
          from: shift.from,
          to: shift.to,
          ...(chosen ? { back_from: chosen.from, back_to: chosen.to } : {}),
        },
      }),
    )
    toast.show(t('on_call.swap.asked'), 'success')
    await refresh()
  }
  const span = (part: Shift) =>
    t('on_call.span', { from: format.dateTime(part.from), to: format.dateTime(part.to) })
  return (
    <FormDialog
      title={t('on_call.swap.ask')}
      submitLabel={t('on_call.swap.send')}
      isReady={asked_id !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p style={{ margin: 0 }}>{span(shift)}</p>
          <SelectField
            label={t('on_call.swap.whom')}
            value={asked_id}
            data-autofocus
            data={[
              { value: '', label: t('on_call.choose') },
              ...rota.people
                .filter(({ id, is_there }) => is_there && id !== me.person_id)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...errorOf(errors, 'asked_id')}
            onChange={(event) => setAsked(event.currentTarget.value)}
          />
          <SelectField
            label={t('on_call.swap.inReturn')}
            value={back}
            data={[
              { value: '', label: t('on_call.swap.nothing') },
              ...theirs.map((each) => ({ value: each.from, label: span(each) })),
            ]}
            {...errorOf(errors, 'back_from')}
            onChange={(event) => setBack(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

/** The shifts that a colleague has in the layer from now on. */
function useTheirShifts(teamId: string, personId: string, layerId: string): Shift[] {
  const [from] = useState(() => new Date().toISOString())
  const to = new Date(Date.parse(from) + ahead_ms).toISOString()
  const { data } = useQuery(shiftsQuery(teamId, from, to))
  return (data?.shifts ?? []).filter((each) => each.person.id === personId && each.layer_id === layerId)
}
