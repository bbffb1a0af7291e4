-- The certificate of our new key for a provider that speaks SAML, while we change ours; both keys are sealed as one.
alter table core.saml_provider add column next_certificate text;
