-- A mail of HTML can be shown as it was sent, while its original is kept and nothing was taken out of its ticket.
alter table channels.mail_in add column has_html boolean not null default false;
