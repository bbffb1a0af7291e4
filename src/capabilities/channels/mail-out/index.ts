/** Mail out: how much of it, by which key it is signed, and in whose words. See README.md. */
import type { Capability } from '../../../core/registry.ts'
import { changeSending, dkimOf, newDkimKey, showSending, waitsUntil } from './sending.ts'
import {
  listTemplates,
  previewTemplate,
  removeTemplate,
  saveTemplate,
  testTemplate,
  wordingOf,
} from './templates.ts'

export { sealedDkim } from './sending.ts'

export const mailOut: Capability = {
  name: 'mail_out',
  plainActions: [changeSending, newDkimKey, saveTemplate, removeTemplate, testTemplate],
  readers: [showSending, listTemplates, previewTemplate],
  mailOut: { waitsUntil, dkimOf, wordingOf },
}
