import { ProblemError } from '../../../web/api/client.ts'
import { toast } from '../../../web/kit/toast.ts'
import { useAskAgain } from './data.ts'
import { useSafetyT } from './useSafetyT.ts'

/** Runs one deed on a record, says what came of it, and asks again for what is shown. */
export function useDeed(id: string): (deed: () => Promise<unknown>) => Promise<void> {
  const t = useSafetyT()
  const askAgain = useAskAgain()
  return async (deed) => {
    try {
      await deed()
      toast.show(t('safety.field.saved'), 'success')
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      toast.show(error.message || error.title || t('safety.field.fail'), 'danger')
    } finally {
      await askAgain(id)
    }
  }
}
