export const managePath = '/desk/organization/catalog'
