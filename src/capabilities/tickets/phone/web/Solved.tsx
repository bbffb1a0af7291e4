import { CheckboxField, SelectField } from '../../../../web/kit/fields.tsx'
import { findRecords } from '../../web/dialogs/LinkDialog.tsx'
import { type Code, resolutionCodes } from '../../web/dialogs/ResolveDialog.tsx'
import { SearchPicker } from '../../web/ticket/Picker.tsx'
import { useTicketsT } from '../../web/useTicketsT.ts'
import type { Call, Change } from './calls.ts'
import styles from './phone.module.css'
import { usePhoneT } from './usePhoneT.ts'

type SolvedProps = { call: Call; change: Change; errors: ReadonlyMap<string, string> }

/** Solved on the phone: the result and the article that did it, in the same step. */
export function Solved({ call, change, errors }: SolvedProps) {
  const t = usePhoneT()
  const tickets = useTicketsT()
  return (
    <div className={styles.solved}>
      <CheckboxField
        label={t('phone.solved.is')}
        checked={call.isSolved}
        onChange={(event) => change({ isSolved: event.currentTarget.checked })}
      />
      {call.isSolved && (
        <div className={styles.fields}>
          <SelectField
            label={t('phone.solved.code')}
            value={call.code}
            data={resolutionCodes.map((value) => ({ value, label: tickets(`tickets.code.${value}`) }))}
            onChange={(event) => change({ code: event.currentTarget.value as Code })}
          />
          <SearchPicker
            id="phone-articles"
            label={t('phone.solved.article')}
            value={call.article}
            error={errors.get('solved_by_id')}
            find={async (q) => (q.trim() ? await findRecords(q, 'article') : [])}
            onChange={(article) => change({ article })}
            isClearable
          />
        </div>
      )}
    </div>
  )
}
