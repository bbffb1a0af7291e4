import { Button, NativeSelect } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { audiences } from './data.ts'
import styles from './exchange.module.css'
import { useExchangeT } from './useExchangeT.ts'

/** A zip file of what one may read. */
export function ExportForm() {
  const t = useExchangeT()
  const [dialect, setDialect] = useState('obsidian')
  const [audience, setAudience] = useState('')
  const query = new URLSearchParams({ dialect, ...(audience === '' ? {} : { audience }) })
  return (
    <section className={styles.section} aria-labelledby="exchange-export">
      <h2 id="exchange-export">{t('articleExchange.export.title')}</h2>
      <p className={styles.quiet}>{t('articleExchange.export.lead')}</p>
      <div className={styles.row}>
        <NativeSelect
          label={t('articleExchange.export.dialect')}
          value={dialect}
          data={(['obsidian', 'jekyll'] as const).map((value) => ({
            value,
            label: t(`articleExchange.export.${value}`),
          }))}
          onChange={(event) => setDialect(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('articleExchange.export.audience')}
          value={audience}
          data={[
            { value: '', label: t('articleExchange.export.any') },
            ...audiences.map((value) => ({ value, label: t(`articleExchange.audience.${value}`) })),
          ]}
          onChange={(event) => setAudience(event.currentTarget.value)}
        />
        <Button
          component="a"
          href={`/api/article-export?${query}`}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('articleExchange.export.download')}
        </Button>
      </div>
    </section>
  )
}
