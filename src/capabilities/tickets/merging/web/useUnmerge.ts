import { useQueryClient } from '@tanstack/react-query'
import { toast } from '../../../../web/kit/toast.ts'
import { act } from '../../web/data/ticket.ts'
import { messageOf } from '../../web/ticket/useAct.ts'
import { refresh } from './data.ts'
import { useMergingT } from './useMergingT.ts'

/** Takes a merge back; for eight seconds that is taken back in its turn. */
export function useUnmerge() {
  const t = useMergingT()
  const queries = useQueryClient()
  return async ({ id, number }: { id: string; number: number }) => {
    try {
      const { from } = await act(id, 'unmerge', {})
      await refresh(queries)
      toast.undo(t('merging.unmerge.done', { number }), () => {
        void act(id, 'merge', { into_id: from.id })
          .catch((error) => toast.show(messageOf(error), 'danger'))
          .then(() => refresh(queries))
      })
    } catch (error) {
      toast.show(messageOf(error), 'danger')
    }
  }
}
