import { Button } from '@mantine/core'
import { IconStar, IconStarFilled } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemError } from '../../../../../web/api/client.ts'
import { TextAreaField } from '../../../../../web/kit/fields.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import { act, showAtOnce, type Ticket } from '../../../web/data/ticket.ts'
import { usePortalT } from '../usePortalT.ts'
import styles from './request.module.css'

const RATINGS = [1, 2, 3, 4, 5] as const
const COMMENT_LENGTH_MAX = 2000

/** How well she was helped: one tap, and a few words if she likes. A later verdict replaces it. */
export function Rating({ request }: { request: Ticket }) {
  const t = usePortalT()
  const queries = useQueryClient()
  const [comment, setComment] = useState(request.rating_comment ?? '')
  const [isCommenting, setCommenting] = useState(false)
  const rate = async (rating: number, words?: string) => {
    const takeBack = showAtOnce(queries, request.id, (shown) => ({ ...shown, rating }))
    try {
      await act(request.id, 'rate', { rating, ...(words?.trim() ? { comment: words } : {}) })
      await queries.invalidateQueries({ queryKey: ['record', request.id] })
      if (words === undefined) setCommenting(true)
      else {
        setCommenting(false)
        toast.show(t('portal.rate.sent'), 'success')
      }
    } catch (error) {
      takeBack()
      toast.show(
        error instanceof ProblemError ? (error.detail ?? error.title) : t('portal.reply.offline'),
        'danger',
      )
    }
  }
  const { rating } = request
  return (
    <section className={styles.panel} aria-labelledby="rate">
      <h2 id="rate">{t('portal.rate.title')}</h2>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, and these are buttons. */}
      <div role="group" aria-labelledby="rate" className={styles.stars}>
        {RATINGS.map((value) => (
          <button
            key={value}
            type="button"
            className={styles.star}
            aria-pressed={rating === value}
            aria-label={t('portal.rate.of', { rating: value })}
            onClick={() => rate(value)}
          >
            {rating !== null && value <= rating ? (
              <IconStarFilled size={28} aria-hidden />
            ) : (
              <IconStar size={28} stroke={1.6} aria-hidden />
            )}
          </button>
        ))}
      </div>
      <p role="status" className={styles.quiet}>
        {rating === null ? t('portal.rate.scale') : t('portal.rate.thanks', { rating })}
      </p>
      {isCommenting && rating !== null && (
        <>
          <TextAreaField
            label={t('portal.rate.comment')}
            required={false}
            maxLength={COMMENT_LENGTH_MAX}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Button onClick={() => rate(rating, comment)}>{t('portal.rate.send')}</Button>
        </>
      )}
    </section>
  )
}
