import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Time } from '../../../../web/i18n/Time.tsx'
import { type Design, versionQuery } from '../data.ts'
import { useCatalogT, useLanguage } from '../useCatalogT.ts'
import design from './design.module.css'
import { differences } from './difference.ts'
import { Differences } from './PublishDialog.tsx'

/** The versions, the newest first, each with what it changed. */
export function Versions({ item }: { item: Design }) {
  const t = useCatalogT()
  if (item.versions.length === 0) return null
  return (
    <section className={design.preview} aria-labelledby="versions">
      <h2 id="versions">{t('catalog.design.versions')}</h2>
      <ol className={design.list}>
        {item.versions.map((version) => (
          <VersionLine key={version.number} itemId={item.id} version={version} />
        ))}
      </ol>
    </section>
  )
}

function VersionLine({ itemId, version }: { itemId: string; version: Design['versions'][number] }) {
  const t = useCatalogT()
  const [isOpen, setOpen] = useState(false)
  return (
    <li>
      <span className={design.words}>
        <span className={design.name}>
          <strong>{t('catalog.design.versionOf', { number: version.number })}</strong>
          <span className={design.small}>
            {version.published_by} <Time at={version.published_at} />
          </span>
          {version.number > 1 && (
            <Button
              size="compact-xs"
              variant="default"
              aria-expanded={isOpen}
              aria-label={t('catalog.design.changesOf', { number: version.number })}
              onClick={() => setOpen(!isOpen)}
            >
              {t('catalog.design.changes')}
            </Button>
          )}
        </span>
        {isOpen && <Changes itemId={itemId} number={version.number} />}
      </span>
    </li>
  )
}

function Changes({ itemId, number }: { itemId: string; number: number }) {
  const language = useLanguage()
  const { data: before } = useQuery(versionQuery(itemId, number - 1))
  const { data: after } = useQuery(versionQuery(itemId, number))
  if (!before || !after) return null
  return <Differences told={differences(before.content, after.content, language)} />
}
