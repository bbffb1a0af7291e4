import { useState } from 'react'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import styles from './safety.module.css'
import { useSafetyT } from './useSafetyT.ts'

type FiltersProps = {
  state: string
  states: readonly { value: string; label: string }[]
  words: string
  onChange: (filter: { state: string; words: string }) => void
}

/** State and words of a list; Enter or leaving the field asks for them. */
export function Filters({ state, states, words, onChange }: FiltersProps) {
  const t = useSafetyT()
  const [typed, setTyped] = useState(words)
  const ask = () => {
    if (typed.trim() !== words) onChange({ state, words: typed.trim() })
  }
  return (
    <search className={`${styles.filters} wl-no-print`}>
      <SelectField
        label={t('safety.list.state')}
        value={state}
        data={[...states]}
        onChange={(event) => onChange({ state: event.currentTarget.value, words })}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          ask()
        }}
      >
        <TextField
          label={t('safety.list.find')}
          placeholder={t('safety.list.findHint')}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={ask}
        />
      </form>
    </search>
  )
}
