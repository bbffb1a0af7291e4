export const prioritiesPath = '/desk/organization/priorities'
export const overridesPath = '/desk/flow/overrides'
