import { Button } from '@mantine/core'
import { IconPhonePlus, IconX } from '@tabler/icons-react'
import { type FocusEvent, useRef } from 'react'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { useShortcut } from '../../../../web/kit/shortcuts/useShortcut.ts'
import { toast } from '../../../../web/kit/toast.ts'
import { Caller } from './Caller.tsx'
import { CallForm } from './CallForm.tsx'
import { type Call, type Calls, useCalls } from './calls.ts'
import styles from './phone.module.css'
import { Timer } from './Timer.tsx'
import { usePhoneT } from './usePhoneT.ts'

/** Who calls on the left, the ticket on the right, written while they talk. Other calls wait as tabs. */
export function Page() {
  const t = usePhoneT()
  const calls = useCalls()
  const { call } = calls
  const page = useRef<HTMLDivElement>(null)
  const isPassedOn = useRef(false)
  const focusCaller = () =>
    setTimeout(() => page.current?.querySelector<HTMLElement>('[data-caller] input')?.focus())
  // A new page puts the focus on its title; somebody is on the phone, so it goes on to the first field, once.
  const passFocusOn = (event: FocusEvent) => {
    if (!(event.target instanceof HTMLHeadingElement) || isPassedOn.current) return
    isPassedOn.current = true
    focusCaller()
  }
  const begin = () => {
    calls.begin()
    focusCaller()
  }
  useShortcut('n', t('phone.begin'), begin, { scope: t('phone.title') })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: It only passes the focus on.
    <div className={styles.page} ref={page} onFocus={passFocusOn}>
      <PageHeader
        title={t('phone.title')}
        note={t('phone.note')}
        actions={
          <Button
            variant="default"
            leftSection={<IconPhonePlus size={18} aria-hidden />}
            disabled={calls.isFull}
            onClick={begin}
          >
            {t('phone.begin')}
          </Button>
        }
      />
      {calls.calls.length > 1 && <Tabs calls={calls} />}
      <div className={styles.columns} key={call.id}>
        <Caller call={call} change={calls.change} />
        <CallForm
          call={call}
          change={calls.change}
          onLogged={() => {
            calls.end(call.id)
            focusCaller()
          }}
        />
      </div>
    </div>
  )
}

/** The calls that are open at once; the one that is shown is marked. */
function Tabs({ calls }: { calls: Calls }) {
  const t = usePhoneT()
  const nameOf = (call: Call, at: number) =>
    call.draft.requester?.name || call.draft.title.trim() || t('phone.call', { number: at + 1 })
  return (
    <nav aria-label={t('phone.calls')} className={styles.tabs}>
      {calls.calls.map((call, at) => (
        <span key={call.id} className={styles.tab} data-current={call.id === calls.call.id}>
          <button
            type="button"
            className={styles.tabName}
            aria-current={call.id === calls.call.id ? 'true' : undefined}
            onClick={() => calls.choose(call.id)}
          >
            {nameOf(call, at)} <Timer call={call} />
          </button>
          <button
            type="button"
            className={styles.tabEnd}
            aria-label={t('phone.drop', { name: nameOf(call, at) })}
            onClick={() => {
              calls.end(call.id)
              toast.undo(t('phone.dropped', { name: nameOf(call, at) }), () => calls.restore(call))
            }}
          >
            <IconX size={16} aria-hidden />
          </button>
        </span>
      ))}
    </nav>
  )
}
