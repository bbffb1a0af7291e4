import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { type Device, devicesQuery, useRefresh } from './data.ts'
import styles from './on-call.module.css'
import { askPush, endPush, nameOf, type PushState, pushState } from './push.ts'
import { useOnCallT } from './useOnCallT.ts'

/** The browsers in which one is rung when paged, this one first of all. */
export function Devices() {
  const t = useOnCallT()
  const refresh = useRefresh()
  const { data } = useQuery(devicesQuery)
  const here = useQuery({ queryKey: ['on-call', 'push-here'], queryFn: pushState })
  const [isBusy, setBusy] = useState(false)
  const [isRefused, setRefused] = useState(false)
  if (!data || !here.data) return null

  const doing = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      toast.show(error.message || error.title, 'danger')
    } finally {
      setBusy(false)
      await refresh()
    }
  }
  const begin = () =>
    doing(async () => {
      setRefused(false)
      const asked = await askPush(data.key).catch(() => setRefused(true))
      if (!asked) return
      await ask(api.POST('/api/on-call/devices', { body: { name: nameOf(navigator.userAgent), ...asked } }))
      toast.show(t('on_call.devices.begun'), 'success')
    })
  const end = (id: string, isHere: boolean) =>
    doing(async () => {
      if (isHere) await endPush()
      await ask(api.DELETE('/api/on-call/devices/{id}', { params: { path: { id } }, body: {} }))
    })
  const tryOut = (id: string) =>
    doing(async () => {
      await ask(api.POST('/api/on-call/devices/{id}/try', { params: { path: { id } }, body: {} }))
      toast.show(t('on_call.devices.tried'))
    })
  // Another person may have asked in this browser before.
  const isOwn = data.rows.some(({ endpoint }) => endpoint === here.data.endpoint)
  const state: PushState = here.data.state === 'on' && !isOwn ? 'off' : here.data.state
  return (
    <section className={styles.card} aria-labelledby="devices">
      <h2 id="devices">{t('on_call.devices.title')}</h2>
      <p className={styles.dim}>{t(`on_call.devices.state.${state}`)}</p>
      <ul className={styles.list}>
        {data.rows.map((device) => (
          <DeviceLine
            key={device.id}
            device={device}
            isHere={device.endpoint === here.data.endpoint}
            isBusy={isBusy}
            onTry={tryOut}
            onEnd={end}
          />
        ))}
      </ul>
      {isRefused && <p role="alert">{t('on_call.devices.refused')}</p>}
      {state === 'off' && (
        <span className={styles.buttons}>
          <Button variant="default" loading={isBusy} onClick={begin}>
            {t('on_call.devices.begin')}
          </Button>
        </span>
      )}
    </section>
  )
}

type DeviceLineProps = {
  device: Device
  isHere: boolean
  isBusy: boolean
  onTry: (id: string) => void
  onEnd: (id: string, isHere: boolean) => void
}

function DeviceLine({ device: { id, name, created_at }, isHere, isBusy, onTry, onEnd }: DeviceLineProps) {
  const t = useOnCallT()
  const format = useFormat()
  return (
    <li>
      <span className={styles.words}>
        <span>{isHere ? t('on_call.devices.here', { name }) : name}</span>
        <span className={styles.small}>
          {t('on_call.devices.since', { at: format.dateTime(created_at) })}
        </span>
      </span>
      <span className={styles.buttons}>
        <Button
          variant="default"
          disabled={isBusy}
          aria-label={t('on_call.devices.tryOf', { name })}
          onClick={() => onTry(id)}
        >
          {t('on_call.devices.try')}
        </Button>
        <Button
          variant="default"
          disabled={isBusy}
          aria-label={t('on_call.devices.endOf', { name })}
          onClick={() => onEnd(id, isHere)}
        >
          {t('on_call.devices.end')}
        </Button>
      </span>
    </li>
  )
}
