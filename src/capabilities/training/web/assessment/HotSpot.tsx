import { useQuery } from '@tanstack/react-query'
import type { MouseEvent } from 'react'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import own from './assessment.module.css'
import { pictureQuery } from './data.ts'
import { type AnswerProps, Radios } from './Radios.tsx'

type Area = { x: number; y: number; width: number; height: number }

/** A place on a picture, by the pointer; or from the list of its areas, which asks the same of whoever does not see it. */
export function HotSpot(props: AnswerProps) {
  const t = useTrainingT()
  const { item, answer, onAnswer } = props
  const choose = (x: number, y: number) => {
    const place = item.options.findIndex(({ area }) => area && isIn(area, x, y))
    if (place >= 0) onAnswer({ chosen: [place], pairs: [], written: '' })
  }
  return (
    <>
      <p className={styles.small}>{t('training.assessment.take.hotSpot')}</p>
      <Picture
        id={item.picture_id ?? ''}
        areas={[item.options[answer.chosen[0] ?? -1]?.area]}
        onPoint={choose}
      />
      <Radios {...props} />
    </>
  )
}

const isIn = ({ x, y, width, height }: Area, atX: number, atY: number) =>
  atX >= x && atX <= x + width && atY >= y && atY <= y + height

/** The picture with areas outlined on it. Points are told in hundredths of its width and height. */
export function Picture({
  id,
  areas,
  onPoint,
}: {
  id: string
  areas: readonly (Area | undefined)[]
  onPoint?: (x: number, y: number) => void
}) {
  const t = useTrainingT()
  const { data } = useQuery({ ...pictureQuery(id), enabled: id !== '' })
  const point = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    onPoint?.(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100)
  }
  if (!data) return <p className={styles.small}>{t('training.assessment.take.pictureComes')}</p>
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: The list of areas below does the same by keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions: The same.
    <div className={own.picture} onClick={point}>
      <img
        src={`data:${data.media_type};base64,${data.content}`}
        alt={t('training.assessment.take.picture')}
      />
      {areas.map(
        (area, index) =>
          area && (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: Areas have no other name than their place.
              key={index}
              className={own.area}
              style={{
                left: `${area.x}%`,
                top: `${area.y}%`,
                width: `${area.width}%`,
                height: `${area.height}%`,
              }}
            />
          ),
      )}
    </div>
  )
}
