import {
  IconApps,
  IconBox,
  IconDeviceDesktop,
  IconDeviceLaptop,
  IconFolder,
  IconHeadset,
  IconId,
  IconKey,
  IconMail,
  IconNetwork,
  IconPhone,
  IconPrinter,
  IconReport,
  IconSchool,
  IconStethoscope,
  IconUserMinus,
  IconUserPlus,
} from '@tabler/icons-react'
import styles from './catalog.module.css'
import type { Content } from './data.ts'
import { useSaid } from './useCatalogT.ts'

const icons = {
  laptop: IconDeviceLaptop,
  monitor: IconDeviceDesktop,
  phone: IconPhone,
  printer: IconPrinter,
  headset: IconHeadset,
  app: IconApps,
  key: IconKey,
  badge: IconId,
  'person-add': IconUserPlus,
  'person-leave': IconUserMinus,
  folder: IconFolder,
  mail: IconMail,
  network: IconNetwork,
  training: IconSchool,
  report: IconReport,
  medical: IconStethoscope,
  box: IconBox,
} satisfies Record<Content['icon'], unknown>

export type IconName = Content['icon']
export const iconNames = Object.keys(icons) as IconName[]

type Picture = NonNullable<Content['picture']>

export const pictureAddress = (id: string) => `/api/catalog/pictures/${id}`

/** The picture that was uploaded for an item, else its icon. */
export function ItemPicture(props: { icon: string; picture: Picture | null | undefined; size?: number }) {
  const said = useSaid()
  const { icon, picture, size } = props
  if (!picture) return <ItemIcon icon={icon} {...(size ? { size } : {})} />
  return (
    <img className={styles.picture} src={pictureAddress(picture.id)} alt={said(picture.alt)} loading="lazy" />
  )
}

/** The icon of an item. Its name stands beside it, so it says nothing itself. */
export function ItemIcon({ icon, size = 26 }: { icon: string; size?: number }) {
  const Icon = icons[icon as IconName] ?? IconBox
  return (
    <span className={styles.icon} aria-hidden>
      <Icon size={size} stroke={1.6} />
    </span>
  )
}
