import { Button } from '@mantine/core'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useMe } from '../../../../web/shell/session.ts'
import { type Swap, useRefresh } from './data.ts'
import styles from './on-call.module.css'
import { useOnCallT } from './useOnCallT.ts'

/** Swaps that wait for an answer, with the answers that one may give. */
export function Swaps({ swaps }: { swaps: readonly Swap[] }) {
  const t = useOnCallT()
  const format = useFormat()
  const span = (from: string, to: string) =>
    t('on_call.span', { from: format.dateTime(from), to: format.dateTime(to) })
  return (
    <ul className={styles.list}>
      {swaps.map((swap) => (
        <li key={swap.id}>
          <span className={styles.words}>
            <span>
              {t('on_call.swap.line', {
                asker: swap.asker.name,
                asked: swap.asked.name,
                span: span(swap.from, swap.to),
              })}
            </span>
            <span className={styles.small}>
              {`${swap.team.name}, ${swap.layer.name}`}
              {swap.back_from &&
                swap.back_to &&
                ` · ${t('on_call.swap.back', { asker: swap.asker.name, span: span(swap.back_from, swap.back_to) })}`}
            </span>
          </span>
          <Answers swap={swap} />
        </li>
      ))}
    </ul>
  )
}

function Answers({ swap }: { swap: Swap }) {
  const t = useOnCallT()
  const me = useMe()
  const refresh = useRefresh()
  const answer = async (said: 'accept' | 'decline' | 'withdraw') => {
    try {
      await ask(
        api.POST('/api/teams/{id}/rota/swaps/{swap}/answer', {
          params: { path: { id: swap.team.id, swap: swap.id } },
          body: { answer: said },
        }),
      )
      toast.show(t(`on_call.swap.did.${said}`), 'success')
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      toast.show(error.message || error.title, 'danger')
    }
    await refresh()
  }
  if (swap.asked.id === me.person_id)
    return (
      <span className={styles.buttons}>
        <Button size="compact-sm" onClick={() => answer('accept')}>
          {t('on_call.swap.accept')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => answer('decline')}>
          {t('on_call.swap.decline')}
        </Button>
      </span>
    )
  if (swap.asker.id !== me.person_id) return null
  return (
    <Button size="compact-sm" variant="default" onClick={() => answer('withdraw')}>
      {t('on_call.swap.withdraw')}
    </Button>
  )
}
