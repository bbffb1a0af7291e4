/** Where the pages of imports are. */
export const importsPath = '/desk/organization/import'
