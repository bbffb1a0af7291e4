import { Button } from '@mantine/core'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import { type Answer, filterNames, type Said, without, writtenAs } from './find.ts'
import styles from './search.module.css'
import { type FindingKey, useFindingT } from './useFindingT.ts'

type ChipsProps = { filters: Answer['filters']; q: string; onChange: (q: string) => void }

/** The filters that were understood, each with a button that takes it away, and what is wrong with the others. */
export function FilterChips({ filters, q, onChange }: ChipsProps) {
  const t = useFindingT()
  const said = filters as readonly Said[]
  if (said.length === 0) return null
  return (
    <div className={styles.filters}>
      <ul className={styles.chips} aria-label={t('finding.chips')}>
        {said
          .filter(({ flaw }) => flaw === null)
          .map((each) => (
            <li key={writtenAs(each)}>
              <Button
                size="compact-sm"
                variant="light"
                rightSection={<IconX size={14} aria-hidden />}
                aria-label={t('finding.remove', { filter: writtenAs(each) })}
                onClick={() => onChange(without(q, each))}
              >
                {each.is_unwanted
                  ? t('finding.unwanted', { filter: writtenAs({ ...each, is_unwanted: false }) })
                  : writtenAs(each)}
              </Button>
            </li>
          ))}
      </ul>
      {said
        .filter(({ flaw }) => flaw !== null)
        .map((each) => (
          <p key={writtenAs(each)} role="alert" className={styles.flaw}>
            <IconAlertTriangle size={16} aria-hidden />
            {t(flawKey(each), { field: each.field, value: each.value })}
          </p>
        ))}
    </div>
  )
}

function flawKey({ flaw, field }: Said): FindingKey {
  if (flaw !== 'value') return flaw === 'unknown' ? 'finding.flaw.unknown' : 'finding.flaw.empty'
  if (field === 'kind' || field === 'state' || field === 'by' || field === 'number')
    return `finding.flaw.${field}`
  return 'finding.flaw.day'
}

/** Every filter with what it means; choosing one writes its name behind what was typed. */
export function FilterHelp({ onChoose }: { onChoose: (filter: string) => void }) {
  const t = useFindingT()
  return (
    <details className={styles.help}>
      <summary>{t('finding.filters')}</summary>
      <ul className={styles.chips}>
        {filterNames.map((name) => (
          <li key={name}>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                onChoose(name)
                document.querySelector<HTMLInputElement>('input[type="search"]')?.focus()
              }}
            >
              {t(`finding.filter.${name}`)}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
