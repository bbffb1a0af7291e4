-- Mailboxes that are opened with OAuth2: tokens are fetched anew from the service that gives them.
alter table channels.mailbox drop constraint mailbox_sign_in_check;
alter table channels.mailbox add constraint mailbox_sign_in_check
  check (sign_in in ('password', 'token', 'refresh', 'client'));
alter table channels.mailbox
  add column token_url text check (length(token_url) between 1 and 2000),
  add column client_id text check (length(client_id) between 1 and 320),
  add column scope text check (length(scope) between 1 and 1000),
  -- Beside a refresh token, where the service asks for one; encrypted, as all that is sealed.
  add column client_secret_sealed bytea,
  -- The token that was fetched last.
  add column access_sealed bytea,
  add column access_until timestamptz,
  -- While one process fetches a token the others wait: a refresh token that was used twice is worth nothing.
  add column refreshing_until timestamptz,
  -- Counts what administrators gave, so that a token which was fetched with a former secret replaces no later one.
  add column secret_number int not null default 1,
  add check ((sign_in in ('refresh', 'client')) = (token_url is not null and client_id is not null)),
  add check ((access_sealed is null) = (access_until is null));
