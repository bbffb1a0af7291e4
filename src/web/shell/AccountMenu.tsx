import { Menu, UnstyledButton } from '@mantine/core'
import { IconLogout, IconSettings } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { LanguageSwitch } from '../i18n/LanguageSwitch.tsx'
import { AppearanceFields } from '../kit/AppearanceFields.tsx'
import { PersonChip } from '../kit/PersonChip.tsx'
import { VisuallyHidden } from '../kit/VisuallyHidden.tsx'
import { useMe } from './session.ts'
import styles from './shell.module.css'
import { useShellT } from './useShellT.ts'
import { useSignOut } from './useSignedIn.ts'

/** Who is signed in, always visible; two clicks end it for the next person at a shared workstation. */
export function AccountMenu() {
  const t = useShellT()
  const me = useMe()
  const router = useRouter()
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={280} withinPortal>
      <Menu.Target>
        <UnstyledButton className={styles.account}>
          <VisuallyHidden>{t('shell.account.signedInAs', { name: '' })}</VisuallyHidden>
          <PersonChip name={me.name} note={me.organization.name} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconSettings size={16} />}
          onClick={() => router.navigate({ href: '/profile' })}
        >
          {t('shell.account.profile')}
        </Menu.Item>
        <Menu.Divider />
        <div className={styles.accountFields}>
          <AppearanceFields />
          <LanguageSwitch />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {t('shell.account.switch', { name: me.name })}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {t('shell.account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
