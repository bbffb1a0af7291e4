-- The key to the ticket locked each ticket of a round while the incident was locked, and letting a ticket go locks the
-- ticket before the incident: the two stopped each other. Records are never deleted, so that no ticket can be missing.
alter table incidents.round_ticket drop constraint round_ticket_org_id_ticket_id_fkey;
