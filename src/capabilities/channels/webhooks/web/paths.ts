export const webhooksPath = '/desk/organization/webhooks'
