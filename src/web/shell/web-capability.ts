/** What a capability brings to the web page, as data. */
import type { Icon } from '@tabler/icons-react'
import type { ComponentType } from 'react'

export type Area = 'public' | 'portal' | 'desk'

export type PageRoute = {
  /** E.g. /desk/tickets/$id; parameters are read with useParams({ strict: false }). */
  readonly path: string
  readonly area: Area
  /** Loaded when the page is first visited. */
  readonly page: () => Promise<{ Page: ComponentType }>
  /** Without it, or without any of them, the page answers that it is not there. */
  readonly permission?: string | readonly string[]
}

export type NavItem = {
  readonly area: 'portal' | 'desk'
  /** The key of its words. */
  readonly label: string
  readonly href: string
  readonly icon: Icon
  readonly order: number
  /** Of several any will do. */
  readonly permission?: string | readonly string[]
  /** Items with the same group stand under its heading. */
  readonly group?: string
  /** The keys that go there, e.g. `g q`. */
  readonly shortcut?: string
}

export type PortalPartProps = {
  /** The request's, on its page. */
  id?: string
  /** What she says that she needs, and who is told how much was found for it. */
  words?: string
  onFound?: (count: number) => void
}

export type SignInPartProps = { organization?: string | undefined; onDone: () => void }

export type WebCapability = {
  readonly name: string
  readonly routes: readonly PageRoute[]
  readonly nav?: readonly NavItem[]
  /** What it shows on the desk's Today page, in order. */
  readonly today?: readonly { readonly order: number; readonly Block: ComponentType }[]
  /** Where the desk shows a record of the kind. */
  readonly recordPages?: readonly { readonly kind: string; readonly href: (id: string) => string }[]
  /** Where news lead whose reader need not see the record that they are about. */
  readonly newsPages?: readonly { readonly reason: string; readonly href: string }[]
  /** What it adds to the side of a record's page, in order; nothing where it has nothing to say. */
  readonly recordParts?: readonly {
    readonly kind: string
    readonly order: number
    readonly Part: ComponentType<{ id: string; version: number }>
  }[]
  /** What it shows where a record of the kind is given to somebody; `onChoose` gives it to the person. */
  readonly assignParts?: readonly {
    readonly kind: string
    readonly order: number
    readonly Part: ComponentType<{
      id: string
      teamId: string | undefined
      onChoose: (person: { id: string; name: string }) => Promise<void>
    }>
  }[]
  /** What it adds to the page of a team, in order. */
  readonly teamParts?: readonly { readonly order: number; readonly Part: ComponentType<{ id: string }> }[]
  /**
   * What it adds to pages of the portal: above its home, below what somebody says there that she needs, above a new
   * request, at the top of one request and at its end, and in the own profile.
   */
  readonly portalParts?: readonly {
    readonly on: 'home' | 'need' | 'new' | 'request' | 'request end' | 'profile'
    readonly order: number
    readonly Part: ComponentType<PortalPartProps>
  }[]
  /** What it adds below the password, to the second step, and where somebody confirms who they are. */
  readonly signInParts?: readonly {
    readonly on: 'start' | 'factor' | 'confirm'
    readonly order: number
    readonly Part: ComponentType<SignInPartProps>
  }[]
  /** What it adds to every desk page, such as sources of the command palette. */
  readonly Ambient?: ComponentType
}
