import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from '../../../../web/kit/toast.ts'
import { confirmed } from '../../../../web/shell/step-up.ts'
import { isGivenUp, sentenceOf } from './data.ts'
import { useMailOutT } from './useMailOutT.ts'

/** Runs a change, says how it went, and reads anew what is shown. */
export function useSave() {
  const t = useMailOutT()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const save = async <T>(
    call: () => Promise<T>,
    said: string | ((answer: T) => string),
  ): Promise<boolean> => {
    setBusy(true)
    try {
      const answer = await confirmed(call)
      toast.show(typeof said === 'string' ? said : said(answer), 'success')
      return true
    } catch (error) {
      if (!isGivenUp(error)) toast.show(sentenceOf(error) || t('mailOut.failed'), 'danger')
      return false
    } finally {
      setBusy(false)
      await queries.invalidateQueries({ queryKey: ['mail-out'] })
    }
  }
  return { save, isBusy }
}
