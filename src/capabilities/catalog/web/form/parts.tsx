import { Button } from '@mantine/core'
import { Suspense } from 'react'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { PersonPicker } from '../../../tickets/web/index.ts'
import styles from '../catalog.module.css'
import type { AskedItem } from '../data.ts'
import { useCatalogT } from '../useCatalogT.ts'
import type { Asking } from './useAsking.ts'

type PartProps = { item: AskedItem; asking: Asking }

/** For whom it is, where one may ask in the name of others. */
export function ForWhom({ item, asking }: PartProps) {
  const t = useCatalogT()
  if (!item.asks_for_others) return null
  const { requester, ...rest } = asking.kept
  return (
    <Suspense>
      <PersonPicker
        label={t('catalog.form.forWhom')}
        hint={t('catalog.form.forWhomHint')}
        value={requester ?? null}
        error={asking.problem?.fields.get('requester_id')}
        isClearable
        onChange={(choice) =>
          asking.replace(choice ? { ...rest, requester: { id: choice.id, name: choice.name } } : rest)
        }
      />
    </Suspense>
  )
}

/** What no question asked. */
export function NoteField({ asking }: Pick<PartProps, 'asking'>) {
  const t = useCatalogT()
  return (
    <TextAreaField
      label={t('catalog.form.note')}
      required={false}
      minRows={2}
      maxLength={10_000}
      value={asking.kept.note}
      onChange={(event) => asking.change({ note: event.currentTarget.value })}
    />
  )
}

/** Why it was not sent; at the questions it says what to change. */
export function Refusal({ asking }: Pick<PartProps, 'asking'>) {
  const { problem } = asking
  if (!problem) return null
  return (
    <p role="alert" className={styles.failure}>
      {problem.message || problem.title}
    </p>
  )
}

/** That what was answered is kept, and the way to throw it away. */
export function KeptLine({ asking, onDiscard }: Pick<PartProps, 'asking'> & { onDiscard?: () => void }) {
  const t = useCatalogT()
  if (!asking.isKept) return null
  return (
    <p className={styles.small}>
      {t('catalog.form.kept')}{' '}
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => {
          asking.clear()
          onDiscard?.()
        }}
      >
        {t('catalog.form.discard')}
      </Button>
    </p>
  )
}
