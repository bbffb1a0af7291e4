/** The pages about what is kept of people, in one file that the browser loads when one of them is visited. */
export { OwnExport } from './person/OwnExport.tsx'
export { Page as PeoplePage } from './person/PeoplePage.tsx'
export { Page as SettingsPage } from './settings/SettingsPage.tsx'
