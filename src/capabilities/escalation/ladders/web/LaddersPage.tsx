import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import { OrderButtons, useOrder } from '../../../../web/kit/ordering.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { type Ladders, laddersPath, laddersQuery } from './data.ts'
import styles from './ladders.module.css'
import { useLaddersT } from './useLaddersT.ts'
import { useStepWords } from './useStepWords.ts'

/** The ladders in the order in which they are asked, and the bridge that they open. */
export function Page() {
  const t = useLaddersT()
  const { data, error, refetch } = useQuery(laddersQuery)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('ladders.title')}
        note={t('ladders.note')}
        actions={
          <Button component={AppLink} href={`${laddersPath}/new`}>
            {t('ladders.add')}
          </Button>
        }
      />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton />
      ) : (
        <>
          {data.rows.length === 0 ? (
            <EmptyState title={t('ladders.empty')}>{t('ladders.emptyBody')}</EmptyState>
          ) : (
            <LadderList ladders={data} />
          )}
          <Bridge key={data.bridge_link} link={data.bridge_link} />
        </>
      )}
    </div>
  )
}

function LadderList({ ladders }: { ladders: Ladders }) {
  const t = useLaddersT()
  const words = useStepWords()
  const queries = useQueryClient()
  const { rows, names } = ladders
  const { shown, order, forget, movesOf } = useOrder(rows)
  const save = useSubmit(async () => {
    await ask(api.PUT('/api/ladders/order', { body: { ids: order ?? [] } }))
    await queries.invalidateQueries({ queryKey: ['ladders'] })
    forget()
  })
  return (
    <>
      <ol className={styles.list}>
        {shown.map(({ id, rules }, index) => (
          <li key={id}>
            <div className={styles.words}>
              <AppLink href={`${laddersPath}/${id}`}>{rules.name}</AppLink>
              <ol>
                {rules.steps.map((step) => (
                  <li key={step.id}>{words(step, (named) => names[named])}</li>
                ))}
              </ol>
            </div>
            <span className={styles.order}>
              <OrderButtons
                moves={movesOf(index)}
                upLabel={t('ladders.up', { name: rules.name })}
                downLabel={t('ladders.down', { name: rules.name })}
              />
            </span>
          </li>
        ))}
      </ol>
      <Failure problem={save.problem} />
      {order && (
        <Button mt="sm" loading={save.isBusy} onClick={() => void save.submit()}>
          {t('ladders.saveOrder')}
        </Button>
      )}
    </>
  )
}

function Bridge({ link }: { link: string | null }) {
  const t = useLaddersT()
  const queries = useQueryClient()
  const [typed, setTyped] = useState(link ?? '')
  const save = useSubmit(async () => {
    await ask(api.PUT('/api/ladders/bridge', { body: { link: typed.trim() || null } }))
    toast.show(t('ladders.bridge.saved'), 'success')
    await queries.invalidateQueries({ queryKey: ['ladders'] })
  })
  const error = save.problem?.fields.get('link')
  return (
    <section className={styles.bridge} aria-labelledby="bridge">
      <h2 id="bridge">{t('ladders.bridge.title')}</h2>
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void save.submit()
        }}
      >
        <TextField
          label={t('ladders.bridge.link')}
          hint={t('ladders.bridge.hint')}
          type="url"
          maxLength={500}
          required={false}
          value={typed}
          {...(error ? { error } : {})}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {!error && <Failure problem={save.problem} />}
        <Button
          type="submit"
          mt="sm"
          variant="default"
          loading={save.isBusy}
          disabled={typed === (link ?? '')}
        >
          {t('ladders.bridge.save')}
        </Button>
      </form>
    </section>
  )
}
