import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { type Answer, evaluate, type Field } from '../../form.ts'
import type { Content } from '../data.ts'
import { FormFields } from '../form/FormFields.tsx'
import { NextBox } from '../form/NextBox.tsx'
import { useFlawSaid } from '../form/useFlawSaid.ts'
import { ItemPicture } from '../ItemIcon.tsx'
import { SpokenProvider, useCatalogT, useLanguage, useSaid } from '../useCatalogT.ts'
import design from './design.module.css'

/** The item as people will see it while it is being changed; what is answered here goes nowhere. */
export function Preview({ content }: { content: Content }) {
  const t = useCatalogT()
  const shown = useLanguage()
  const [language, setLanguage] = useState<'en' | 'es'>(shown)
  return (
    <section className={design.preview} aria-labelledby="preview">
      <div className={design.previewHead}>
        <h2 id="preview">{t('catalog.design.preview')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('catalog.design.previewLanguage')}
          value={language}
          data={[
            { value: 'en', label: t('catalog.design.english') },
            { value: 'es', label: t('catalog.design.spanish') },
          ]}
          onChange={(value) => setLanguage(value as 'en' | 'es')}
        />
      </div>
      <SpokenProvider value={language}>
        <Asked content={content} />
      </SpokenProvider>
    </section>
  )
}

function Asked({ content }: { content: Content }) {
  const said = useSaid()
  const flawSaid = useFlawSaid()
  const [given, setGiven] = useState<Record<string, Answer | null>>({})
  const [names, setNames] = useState<Record<string, string>>({})
  const today = new Date().toISOString().slice(0, 10)
  const { shown, flaws } = evaluate(content.fields as Field[], given, today)
  const approvals = (content.approvals?.steps ?? []).map(({ name, who, needs }) => ({
    name,
    who,
    needs,
    names: [],
  }))
  return (
    <div className={design.previewForm}>
      <div className={design.withIcon}>
        <ItemPicture icon={content.icon} picture={content.picture} />
        <div>
          <p className={design.previewName}>{said(content.name)}</p>
          <p className={design.small}>{said(content.summary)}</p>
        </div>
      </div>
      <FormFields
        shown={shown}
        given={given}
        names={names}
        today={today}
        errorOf={(key) => (given[key] === undefined ? undefined : flawSaid(flaws.get(key)))}
        onAnswer={(key, value, more) => {
          setGiven({ ...given, [key]: value })
          if (more) setNames({ ...names, ...more })
        }}
      />
      <NextBox item={{ approvals, expected: content.expected }} />
    </div>
  )
}
