-- Words can be taken out of what is looked at, too; the levels that it takes stay.
grant update (criteria) on training.rubric_version to wardline_app;
