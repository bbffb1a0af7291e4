/** The words of the mails to requesters: one mail, one language, one team at a time. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { type Key, keys, type Language, languages, type Templates, teamsQuery } from './data.ts'
import styles from './mail-out.module.css'
import { useMailOutT } from './useMailOutT.ts'
import { WordsForm } from './WordsForm.tsx'

export function Words({ templates }: { templates: Templates }) {
  const t = useMailOutT()
  const teams = useQuery(teamsQuery).data ?? []
  const [key, setKey] = useState<Key>('new_reply')
  const [language, setLanguage] = useState<Language>('en')
  const [team, setTeam] = useState('')
  const teamId = team === '' ? null : team
  const alike = templates.rows.filter((row) => row.key === key && row.language === language)
  const own = alike.find((row) => row.team_id === teamId)
  const general = alike.find((row) => row.team_id === null)
  const product = templates.built_in.find((row) => row.key === key && row.language === language)
  const shown = own ?? general ?? product
  const origin = own ? 'own' : general ? 'inherited' : 'product'
  return (
    <section className={styles.section} aria-labelledby="mail-words">
      <h2 id="mail-words">{t('mailOut.words')}</h2>
      <p className={styles.dim}>{t('mailOut.wordsNote')}</p>
      <div className={styles.fields}>
        <SelectField
          label={t('mailOut.mail')}
          data={keys.map((value) => ({ value, label: t(`mailOut.mails.${value}`) }))}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value as Key)}
        />
        <SelectField
          label={t('mailOut.language')}
          data={languages.map((value) => ({ value, label: t(`mailOut.languages.${value}`) }))}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        />
        <SelectField
          label={t('mailOut.team')}
          data={[
            { value: '', label: t('mailOut.allTeams') },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={team}
          onChange={(event) => setTeam(event.currentTarget.value)}
        />
      </div>
      {shown && (
        <WordsForm
          key={[key, language, team, own?.version, general?.version].join()}
          place={{ key, language, team_id: teamId }}
          own={own}
          start={shown}
          origin={origin}
        />
      )}
    </section>
  )
}
