declare module '@joplin/turndown-plugin-gfm' {
  import type TurndownService from 'turndown'

  /** Tables, task lists, struck-through words and highlighted code. */
  export const gfm: TurndownService.Plugin
}
