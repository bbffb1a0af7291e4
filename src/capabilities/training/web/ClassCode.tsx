import { useQuery } from '@tanstack/react-query'
import { create } from 'qrcode'
import { api, ask, background } from '../../../web/api/client.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

const renewed_ms = 90_000
const quiet_zone = 4

/** The code that learners scan in the room. It is made anew before it counts no more. */
export function ClassCode({ id }: { id: string }) {
  const t = useTrainingT()
  const { data } = useQuery({
    queryKey: ['training', 'class', id, 'code'],
    queryFn: () => ask(api.GET('/api/classes/{id}/code', { params: { path: { id } }, ...background })),
    refetchInterval: renewed_ms,
  })
  if (!data) return null
  const { size, path } = drawn(data.link)
  return (
    <figure className={styles.code}>
      {/* Dark on white in every scheme: cameras read nothing else with certainty. */}
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t('training.classes.code')}
        shapeRendering="crispEdges"
      >
        <rect width="100%" height="100%" fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <figcaption className={styles.small}>{t('training.classes.codeHint')}</figcaption>
    </figure>
  )
}

function drawn(link: string): { size: number; path: string } {
  const { modules } = create(link, { errorCorrectionLevel: 'M' })
  const dark = Array.from(modules.data).flatMap((isDark, at) =>
    isDark
      ? [`M${(at % modules.size) + quiet_zone} ${Math.floor(at / modules.size) + quiet_zone}h1v1h-1z`]
      : [],
  )
  return { size: modules.size + 2 * quiet_zone, path: dark.join('') }
}
