-- Why somebody said that alerts are over of which nothing is heard any more; told on their ticket, and gone then.
alter table channels.alert_group add column over_reason text check (length(over_reason) between 3 and 500);
