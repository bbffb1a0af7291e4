// Generated from api/openapi.json by `npm run generate`.
export interface paths {
    "/api/article-coach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The numbers of the library for a coach; each leads to its list. */
        get: operations["knowledge.coach"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pairs of articles whose words are much the same, the most alike first. */
        get: operations["knowledge.duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-duplicates/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that two articles are not the same. */
        post: operations["knowledge.dismiss_duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The articles that one may read as a zip file of Markdown. */
        get: operations["knowledge.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-form-reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that an article was opened at the request form, to learn which ones spare a request. */
        post: operations["knowledge.note_form_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Groups of recent tickets that no article answers, the largest first. */
        get: operations["knowledge.gaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-gaps/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One gap with its tickets, as far as one may see them. */
        get: operations["knowledge.gap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-gaps/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say why no article is to be written about it; it does not come back while it is the same. */
        post: operations["knowledge.dismiss_gap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest imports of folders of Markdown. */
        get: operations["knowledge.imports"];
        put?: never;
        /** Send a folder of Markdown as a zip file, or one Markdown file, as multipart/form-data; answers what an import would do. */
        post: operations["knowledge.import_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import with its preview or what came of it. */
        get: operations["knowledge.import_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-imports/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store what was previewed, as a job. */
        post: operations["knowledge.import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of each article: views, possible deflections, links, success; in the order that one asks for. */
        get: operations["knowledge.measures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/article-measures/setting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say for how many days a ticket must stay solved for its article to count as a success. */
        put: operations["knowledge.set_measures"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the articles that this person may read, newest change first. */
        get: operations["knowledge.list"];
        put?: never;
        /** Write an article; it is work in progress until it is handed in. */
        post: operations["knowledge.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An article with its text, the tickets that it solved and the actions open now. */
        get: operations["knowledge.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/answer-flag": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a flag: what was done, or why nothing was. */
        post: operations["knowledge.answer_flag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the article away; only writers see it. */
        post: operations["knowledge.archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/comment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Comment on the article; its readers see it, or the department alone. */
        post: operations["knowledge.comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts of two versions, for a comparison side by side; for writers. */
        get: operations["knowledge.compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/did-not-help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the article did not help with a ticket. */
        post: operations["knowledge.did_not_help"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Edit an article; each save is a version of its own. */
        post: operations["knowledge.edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/flag": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the article is wrong, outdated, unclear, a duplicate, or tells private data. */
        post: operations["knowledge.flag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of one article; for writers. */
        get: operations["knowledge.measure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/merge-into": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archive the article and lead its readers to another one. */
        post: operations["knowledge.merge_into"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Validate the latest version and show it to its audience. */
        post: operations["knowledge.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether the article helped. */
        post: operations["knowledge.rate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/remove-comment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a comment away: one’s own, or as a coach anybody’s. */
        post: operations["knowledge.remove_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/restore-version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring an old version back as the newest one. */
        post: operations["knowledge.restore_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the article was looked at and is still right; the next review moves on. */
        post: operations["knowledge.review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/revive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the article out of the archive, as work in progress. */
        post: operations["knowledge.revive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/send-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the text back to its author with a reason. */
        post: operations["knowledge.send_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand the text in to be validated; the department reads it meanwhile. */
        post: operations["knowledge.submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/talk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The comments on an article and the flags on it, as far as they are this person’s to read. */
        get: operations["knowledge.talk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the article back from its readers; it is work in progress again. */
        post: operations["knowledge.unpublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the latest version is right; nobody does so for what is wholly their own. */
        post: operations["knowledge.validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All versions of an article, newest first; for writers. */
        get: operations["knowledge.versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/by-slug/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, by the number at the start of its readable address. */
        get: operations["knowledge.show_by_slug"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/from-ticket/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The beginning of an article from a ticket: its words in the template’s places, without what points at people. */
        get: operations["knowledge.from_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/licenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may write, validate, publish or coach, by the roles they have now. */
        get: operations["knowledge.licenses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/of-ticket/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The articles that a ticket names or that were tried on it, and whether they helped; for who works on it. */
        get: operations["knowledge.of_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/public-setting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether public articles are read without signing in. */
        get: operations["knowledge.public_setting"];
        /** Let everybody read the public articles without signing in, or stop it. */
        put: operations["knowledge.set_public"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The template of each kind of article: the organization’s own, or the one that comes with the product. */
        get: operations["knowledge.templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/templates/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change the template that articles of a kind begin with, or go back to the shipped one. */
        put: operations["knowledge.set_template"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/articles/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own articles that were flagged or are to be reviewed, a coach’s also of others; and what waits to be validated. */
        get: operations["knowledge.work"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload one file, as multipart/form-data. */
        post: operations["attachments.upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A link to the file that works once, for a minute, for oneself. */
        get: operations["attachments.link"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An image of the thread; other files are not shown this way. */
        get: operations["attachments.image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the audit log, newest first. */
        get: operations["audit.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest 50000 lines of the audit log as CSV. */
        get: operations["audit.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The calendars with their hours and holidays, and who works by them. */
        get: operations["calendars.list"];
        put?: never;
        /** Make a calendar of working hours and holidays. */
        post: operations["calendars.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendars/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a calendar; clocks that run by it are counted anew with it. */
        put: operations["calendars.edit"];
        post?: never;
        /** Take a calendar that nobody works by any more out of use. */
        delete: operations["calendars.archive"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendars/read-holidays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The holidays in an iCalendar file, to look at before they are stored with a calendar. */
        post: operations["calendars.read_holidays"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a department. */
        post: operations["departments.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/departments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change or archive a department. What is archived is not offered any more and keeps its past. */
        patch: operations["departments.edit"];
        trace?: never;
    };
    "/api/drafts/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own draft under the key; empty, without a time, when there is none. */
        get: operations["drafts.show"];
        /** Keep unsent words under a key, for oneself only. */
        put: operations["drafts.save"];
        post?: never;
        /** Remove one’s own draft; none being there is fine. */
        delete: operations["drafts.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the own second step is set up, and how many recovery codes are left. */
        get: operations["factor.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/factor/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to set up the second step: a secret for the authenticator, confirmed by its first code. */
        post: operations["factor.begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finish setting up: all other sessions end, and this one goes on under a new token. */
        post: operations["factor.confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the own second step away. */
        post: operations["factor.disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes; the old ones work no longer. */
        post: operations["factor.recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The hazard log, the highest risk first, 2000 hazards at most. */
        get: operations["hazards.list"];
        put?: never;
        /** Enter a hazard into the log. */
        post: operations["hazards.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A hazard with its controls, records and timeline. */
        get: operations["hazards.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept the risk that is left, with the reason. */
        post: operations["hazards.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}/add-control": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add what is done against the hazard, or planned, by whom and until when. */
        post: operations["hazards.add_control"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The hazard is gone; say why. */
        post: operations["hazards.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}/control": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All controls are in place. */
        post: operations["hazards.control"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Describe and rate the hazard, before and with its controls. */
        post: operations["hazards.edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}/edit-control": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change a control, for example because it is in place now. */
        post: operations["hazards.edit_control"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a safety event or another record to the hazard. */
        post: operations["hazards.link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}/remove-control": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a control. */
        post: operations["hazards.remove_control"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Work on the hazard again. */
        post: operations["hazards.reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/{id}/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a record from the hazard. */
        post: operations["hazards.unlink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hazards/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The hazard log as CSV, 2000 hazards at most. */
        get: operations["hazards.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest runs. */
        get: operations["imports.list"];
        put?: never;
        /** Upload a file of tickets (CSV or XES) or an archive of articles (Markdown in zip, tar or tar.gz), as multipart/form-data. */
        post: operations["imports.upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run with its mapping, progress and report. */
        get: operations["imports.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/bad-rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows that were left out, with line and reason, or what was noticed about articles, as CSV. */
        get: operations["imports.bad_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove the uploaded file, its file of bad rows, and what came out of its cells. What was imported stays. */
        post: operations["imports.discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try the mapping on the whole file, or the articles of the archive; nothing is written. */
        post: operations["imports.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write the tickets of the file, and to those that are there what happened since; or write the articles that are not there. Afterwards file and database are compared, and the file is removed. */
        post: operations["imports.run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a run after what it is writing now. It can be taken up again. */
        post: operations["imports.stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mappings that ship with the product, and the fields that a column can be mapped to. */
        get: operations["imports.mappings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Major incidents, newest first: those that are open, or all. */
        get: operations["incidents.list"];
        put?: never;
        /** Propose a major incident, with the reason and the ticket it was seen on. */
        post: operations["incidents.propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The command view of a major incident. */
        get: operations["incidents.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/add-action": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add to the review what is to be done, by whom and until when. */
        post: operations["incidents.add_action"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/alike": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open tickets that look like the incident and are not part of one, newest first. */
        get: operations["incidents.alike"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel it, because it is none, with the reason. */
        post: operations["incidents.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the review: what happened is written, and each action is a ticket or declined. */
        post: operations["incidents.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/declare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Declare a major incident: staff see it from now on. */
        post: operations["incidents.declare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline the proposal, with the reason. */
        post: operations["incidents.decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/decline-action": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say why an action of the review is not taken. */
        post: operations["incidents.decline_action"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change title, affected applications and places, bridge, and when the next update is due. */
        post: operations["incidents.edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/file-action": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a ticket of an action of the review, linked to the incident. */
        post: operations["incidents.file_action"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hear of each update of a major incident. */
        post: operations["incidents.follow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/give-duty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a part in the incident to somebody: commander, communications, technical, scribe. */
        post: operations["incidents.give_duty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/link-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make up to 200 tickets part of the incident. */
        post: operations["incidents.link_tickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note or a decision into the timeline; staff do not see it. */
        post: operations["incidents.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish an update: on the status page, and as a reply in every linked ticket. */
        post: operations["incidents.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/redact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take words, or all of them, out of a note or an update, a reason, the review, one of its actions, or a round that is under way, leaving a mark. */
        post: operations["incidents.redact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it up again, because it still happens. */
        post: operations["incidents.reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the trouble is over; linked tickets are resolved separately. */
        post: operations["incidents.resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/resolve-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resolve chosen linked tickets, or all that are open, with a reply to each requester. */
        post: operations["incidents.resolve_tickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin the review. */
        post: operations["incidents.review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tickets that are part of it and that one works on, latest first. */
        get: operations["incidents.tickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/unfollow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hear no more of a major incident. */
        post: operations["incidents.unfollow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/unlink-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let up to 200 tickets be no part of it any more. */
        post: operations["incidents.unlink_tickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/write-review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write what happened, what it did to care, and what went well. */
        post: operations["incidents.write_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ladders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ladders in the order in which they are asked, and the link of the bridge. */
        get: operations["ladders.list"];
        put?: never;
        /** Make a ladder; it is asked after all others until the order is changed. */
        post: operations["ladders.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ladders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a ladder. Open tickets climb it as it is now; steps that were taken stay taken. */
        put: operations["ladders.edit"];
        post?: never;
        /** Take a ladder out of use; open tickets climb the next one that fits. */
        delete: operations["ladders.archive"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ladders/bridge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The link that a step which opens a bridge puts on the ticket, such as a standing video call. */
        put: operations["ladders.set_bridge"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ladders/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the order in which ladders are asked: the first that fits a ticket is its ladder. */
        put: operations["ladders.order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** News of the records that one may see, as server-sent events. */
        get: operations["live.listen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own notifications, newest first. */
        get: operations["notifications.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of one’s own notifications are unread. */
        get: operations["notifications.count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark one’s own notifications as read: those named, those of one record, or all. */
        post: operations["notifications.read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/on-call/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The browsers in which one is rung when paged, and the key by which another one is added. */
        get: operations["on_call.devices"];
        put?: never;
        /** Have this browser rung when one is paged. */
        post: operations["on_call.add_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/on-call/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Have a browser rung no more. */
        delete: operations["on_call.remove_device"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/on-call/devices/{id}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ring one of one’s own browsers, to see whether it works. */
        post: operations["on_call.try_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/on-call/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the secret link to one’s own shifts. It is shown once; an earlier link ends. */
        post: operations["on_call.make_feed"];
        /** End the secret link to one’s own shifts. */
        delete: operations["on_call.revoke_feed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/on-call/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own shifts of the next eight weeks, and the swaps that wait for an answer. */
        get: operations["on_call.mine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/on-call/now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is on call now and who comes next, of each team with a rota or of one. */
        get: operations["on_call.now"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/on-call/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pages that wait for one’s own acknowledgement, newest first. */
        get: operations["on_call.pages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organization and its settings. */
        get: operations["organization.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name, time zone and language of the organization. */
        patch: operations["organization.edit"];
        trace?: never;
    };
    "/api/organization/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Whether privileged actions need a second step of signing in. */
        put: operations["organization.set_second_factor"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organization/structure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sites, departments, places, teams, skills and roles, to choose from. */
        get: operations["organization.structure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the mail that goes out, newest first. */
        get: operations["outbox.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/outbox/{id}/send-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a held or failed mail. */
        post: operations["outbox.send_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the directory. Those who may not read it find only themselves. */
        get: operations["people.list"];
        put?: never;
        /** Add a person. */
        post: operations["people.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person with teams, roles and skills. Those who may not read the directory see only themselves. */
        get: operations["people.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a person. */
        patch: operations["people.edit"];
        trace?: never;
    };
    "/api/people/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all access of a person; what the person did stays. */
        post: operations["people.deactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a person a link to choose a password; an earlier invitation ends. */
        post: operations["people.invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merge a double into the person it is; everything of it moves there. */
        post: operations["people.merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a person in again. */
        post: operations["people.reactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/reset-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take away the second step of a person who was verified, and end the sessions. */
        post: operations["people.reset_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the password of a person who was verified, end the sessions and mail a link for a new one. */
        post: operations["people.reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a person a role. The department tells where the person fills it and limits nothing that the role may do. */
        post: operations["roles.assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/roles/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a role from a person. */
        post: operations["roles.unassign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how well a person masters a skill, from 1 to 4; 0 takes it away. */
        post: operations["people.set_skill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/import/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an import of people would do; nothing is written. */
        post: operations["people.import_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/import/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import people as previewed; bad rows are reported and the rest goes in. Running it again changes nothing. */
        post: operations["people.import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a place. */
        post: operations["places.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/places/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change or archive a place. What is archived is not offered any more and keeps its past. */
        patch: operations["places.edit"];
        trace?: never;
    };
    "/api/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The policies in the order in which they are asked, and how far the last recount of open tickets is. */
        get: operations["policies.list"];
        put?: never;
        /** Make a policy; it is asked after all others until the order is changed. */
        post: operations["policies.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a policy. Open tickets follow it from now on; what their clocks have counted stays. */
        put: operations["policies.edit"];
        post?: never;
        /** Take a policy out of use; open tickets get the next one that fits. */
        delete: operations["policies.archive"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policies/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the order in which policies are asked: the first that fits a ticket is its policy. */
        put: operations["policies.order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policies/reckon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reckon the clocks of imported tickets that have ended, from their timelines, as if the policies of now had held then. Nobody is told of what was late. */
        post: operations["policies.reckon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policies/recount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at all open tickets again, such as after an import: each gets the policy that fits it now. */
        post: operations["policies.recount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policies/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which policy a ticket would get now, which ones do not fit and why not, and by which calendar it is counted. */
        get: operations["policies.try"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/portal/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own requests: how many wait for whom, and the latest. */
        get: operations["tickets.portal_home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/priority-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The questions, criticality and matrix that make priorities, the questions to choose from, and who changed them when. */
        get: operations["priority.rules"];
        /** Save the questions, criticality and matrix that make priorities. Tickets keep the priority that they have. */
        put: operations["priority.save_rules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/priority-rules/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules as an earlier version had them, to take them up again. Version 0 ships with the product. */
        get: operations["priority.rules_before"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the own language and phone number. */
        patch: operations["people.edit_own"];
        trace?: never;
    };
    "/api/reports/flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inflow, outflow, backlog by age, and times to answer and to resolve, over a period of whole days. */
        get: operations["reports.flow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/priority-overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often somebody decided otherwise than the answers, and on which tickets, the latest first. */
        get: operations["reports.overrides"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many tickets kept their targets and how many missed one, of those decided in the period: each ticket once a line. */
        get: operations["reports.targets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/targets/duty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets that were handed back, by the pair of teams, and calls to duty by person, in the period: each ticket once a line. */
        get: operations["reports.duty"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/targets/imported": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For imported tickets: whether the other system met its own target, beside whether the policies here are met, with the reasons of the differences. */
        get: operations["reports.imported_targets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/targets/misses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the timelines show of the tickets that missed a target in the period, and the last of them. */
        get: operations["reports.misses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open, unassigned and overdue tickets of each team, and what came in on each of the last 14 days. */
        get: operations["reports.teams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The roles with permissions, duties and how many people hold them. */
        get: operations["roles.list"];
        put?: never;
        /** Make a role of the organization’s own. */
        post: operations["roles.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A role and the people who hold it. */
        get: operations["roles.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a role; whoever holds it may do the new things at once, and the old ones no longer. */
        patch: operations["roles.edit"];
        trace?: never;
    };
    "/api/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules in the order in which they are asked. */
        get: operations["rules.list"];
        put?: never;
        /** Make a rule. It is switched off and asked after all others until that is changed. */
        post: operations["rules.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a rule. It goes on as it is now, on or off; what it did before names the version before. */
        put: operations["rules.edit"];
        post?: never;
        /** Take a rule out of use; its history stays. */
        delete: operations["rules.archive"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{id}/firings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a rule did, the last firing first, on tickets that one may see from the inside. */
        get: operations["rules.firings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{id}/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch a rule on or off. It hears of what happens from then on. */
        post: operations["rules.switch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the order in which rules are asked: a later one sees what an earlier one did. */
        put: operations["rules.order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/trials/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a trial is, and the first tickets that it found; those that one may not see are left out. */
        get: operations["rules.trial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See for which tickets of the last month a rule would have fired. Nothing is done to them. */
        post: operations["rules.try"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Safety events, newest first. */
        get: operations["safety.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A safety event with its notes, hazards and timeline, and who has read it. */
        get: operations["safety.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}/act": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to act on what was found. */
        post: operations["safety.act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}/assess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down what was found, how bad it was and how likely it is to happen again. */
        post: operations["safety.assess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the event to another safety officer. */
        post: operations["safety.assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close the event with what was learned. */
        post: operations["safety.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find that this is no safety event, and say why. */
        post: operations["safety.dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note for those who work on patient safety. */
        post: operations["safety.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Name the event. */
        post: operations["safety.rename"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the event up again. */
        post: operations["safety.reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the report and begin to assess it. */
        post: operations["safety.take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety-events/{id}/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All is done; watch whether it holds. */
        post: operations["safety.watch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/safety/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hours until the first assessment, who owns new reports, the risk matrix, and who works on them. */
        get: operations["safety.settings"];
        /** Set hours, owner of new reports and risk matrix. */
        put: operations["safety.edit_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search records by words, phrases, numbers, and people by name; only what this person may see. */
        get: operations["search.find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The published articles that best match a longer text, each with the sentence that matched. */
        get: operations["knowledge.suggest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what this person may do. */
        get: operations["session.me"];
        put?: never;
        /** Sign in with e-mail and password. */
        post: operations["session.start"];
        /** Sign out. */
        delete: operations["session.end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/choose-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a password by the link of an invitation or reset. The link works once. */
        post: operations["session.choose_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm who one is, by code or, without a second step, by password; it holds for ten minutes. */
        post: operations["session.confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second step of signing in; the session goes on under a new token. */
        post: operations["session.factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whose link this is; it stays unused. */
        post: operations["session.link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password; all other sessions end, and this one goes on under a new token. */
        post: operations["session.change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a link to choose a new password; answers the same whether the address is known. */
        post: operations["session.reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open sessions of oneself or, for those who may end them, of another person. */
        get: operations["sessions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a session of oneself or, with the permission, of another person. */
        post: operations["sessions.revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/revoke-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all own sessions but this one. */
        post: operations["sessions.revoke_others"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this installation still waits for its first organization. */
        get: operations["setup.show"];
        put?: never;
        /** Make the first organization with its administrator, or load the demo hospital. */
        post: operations["setup.run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a site. */
        post: operations["sites.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change or archive a site. What is archived is not offered any more and keeps its past. */
        patch: operations["sites.edit"];
        trace?: never;
    };
    "/api/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a skill. */
        post: operations["skills.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/skills/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change or archive a skill. What is archived is not offered any more and keeps its past. */
        patch: operations["skills.edit"];
        trace?: never;
    };
    "/api/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is wrong now, and what was wrong in the last 30 days. */
        get: operations["status.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/status/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What all staff may know of one major incident. */
        get: operations["status.of_incident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/synonyms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups of words that mean the same: the organization’s own and those that ship. */
        get: operations["synonyms.list"];
        put?: never;
        /** Add a group of words that mean the same in every search of the organization. */
        post: operations["synonyms.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/synonyms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a group. What ships with the product for its words holds again. */
        delete: operations["synonyms.remove"];
        options?: never;
        head?: never;
        /** Change the words of a group. */
        patch: operations["synonyms.edit"];
        trace?: never;
    };
    "/api/synonyms/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the words of a search become: the terms, and what each of them stands for. */
        get: operations["synonyms.try"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions, migrations, jobs, disk, backup and mail of the installation. */
        get: operations["system.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a team. */
        post: operations["teams.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A team with its members and skills. */
        get: operations["teams.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a team. */
        patch: operations["teams.edit"];
        trace?: never;
    };
    "/api/teams/{id}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the team gives out its tickets. */
        get: operations["candidates.team"];
        /** Whether the team’s new tickets are only proposed to somebody or given to the best by themselves. */
        put: operations["candidates.set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a person into a team, or change whether the person leads it. */
        post: operations["teams.set_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/members/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a person out of a team. */
        post: operations["teams.remove_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/rota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A team’s rota with its covers, swaps and hand-over notes. */
        get: operations["on_call.rota"];
        /** Change a team’s rota. `version` is the one that was seen, 0 for a team without a rota. */
        put: operations["on_call.save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/rota/covers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a person in the place of whoever would be on call in a layer for a time. */
        post: operations["on_call.cover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/rota/covers/{cover}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a cover away. One that has begun ends now. */
        delete: operations["on_call.remove_cover"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/rota/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave a note for the next one on call. */
        post: operations["on_call.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/rota/notes/{note}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a hand-over note: one’s own, or as the lead any. */
        delete: operations["on_call.remove_note"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/rota/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a rota would mean for a time, without storing it. */
        post: operations["on_call.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/rota/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shifts of a team’s rota in a time, and where somebody is missing. */
        get: operations["on_call.shifts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/rota/swaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a member of the team to take one’s shift, in return for one of theirs or for nothing. */
        post: operations["on_call.ask_swap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/rota/swaps/{swap}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept or decline a swap that one was asked for, or withdraw one’s own question. */
        post: operations["on_call.answer_swap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a team’s pages are sent, and how the latest deliveries went. */
        get: operations["on_call.webhook"];
        /** Send the pages of a team to an address too; answers the new secret of the signature, this once. */
        put: operations["on_call.set_webhook"];
        post?: never;
        /** Send the pages of a team to its people alone. */
        delete: operations["on_call.remove_webhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/teams/{id}/webhook/send-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a page that was given up to the team’s address again. */
        post: operations["on_call.send_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of tickets by filter and order. */
        get: operations["tickets.list"];
        put?: never;
        /** File a ticket. */
        post: operations["tickets.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A ticket with its thread, timeline, files, links and the actions open now. */
        get: operations["tickets.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Acknowledge the pages of the ticket that wait, or one of them. */
        post: operations["escalation.acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/add-participant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a person, who then sees the public side of the ticket and may answer. */
        post: operations["tickets.add_participant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the questions about the ticket (again): impact, urgency and priority follow. */
        post: operations["tickets.answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wait for the requester. */
        post: operations["tickets.ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Assign the ticket to a team or person. */
        post: operations["tickets.assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/call-p1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept the proposal: the ticket becomes P1. */
        post: operations["tickets.call_p1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel the ticket. */
        post: operations["tickets.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who could take the ticket, the best first, each with why. Empty where the team does not want proposals. */
        get: operations["candidates.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The clocks of a ticket with the policy, the calendar and each span of time that they follow. */
        get: operations["escalation.clocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a resolved ticket. */
        post: operations["tickets.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/decline-p1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline the proposal: the ticket keeps the priority that it has. */
        post: operations["tickets.decline_p1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Correct the ticket: its title, kind, impact, urgency, what and whom it is about. */
        post: operations["tickets.edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/escalate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pass the ticket to a team, or to the fitting team of a tier, with the reason and what was tried. */
        post: operations["tickets.escalate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/escalation-targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The teams that the ticket could be passed to, those that fit marked. */
        get: operations["escalation.targets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/hand-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the ticket back to the team that passed it on, with the reason. */
        post: operations["tickets.hand_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The major incident that a ticket is part of, and those that it looks like. */
        get: operations["incidents.of_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/ladder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ladder that the ticket climbs, with what became of each step and which one is next. */
        get: operations["ladders.of_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/lift-override": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the priority follow from the answers again. */
        post: operations["tickets.lift_override"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Link the ticket to another record. */
        post: operations["tickets.link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/log-time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note how many minutes one worked on the ticket. */
        post: operations["tickets.log_time"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write an internal note; the requester does not see it. */
        post: operations["tickets.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/override-priority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set another priority than the answers give, with a reason. P1 is proposed by those who may not call it. */
        post: operations["tickets.override_priority"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/packet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was tried, who had the ticket and why it was passed on, the articles and files that go with it. */
        get: operations["escalation.packet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Page a team, or one person of it, for the ticket: whoever does not acknowledge is followed by the next. */
        post: operations["escalation.page"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pages of a ticket, newest first: who was called when and who acknowledged. */
        get: operations["escalation.pages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell those who work on the ticket that one looks at it, writes on it, or left. */
        post: operations["tickets.presence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how well one was helped, from 1 (badly) to 5 (very well). */
        post: operations["tickets.rate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/redact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take words or a file out of a message, or words out of the whole ticket, for good, leaving a mark. */
        post: operations["tickets.redact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/remove-participant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a person from the ticket, who then does not see it any more. */
        post: operations["tickets.remove_participant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reopen the ticket, because the trouble is back. */
        post: operations["tickets.reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer on the ticket; the requester sees it. */
        post: operations["tickets.reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resolve the ticket with a code, its cause, and the article that solved it. */
        post: operations["tickets.resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with the ticket. */
        post: operations["tickets.resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/rule-firings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What rules did on a ticket, and why. */
        get: operations["rules.of_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/safety-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When oneself reported a safety event about this ticket. */
        get: operations["safety.reported"];
        put?: never;
        /** Report that a patient was harmed, or nearly, in what this ticket is about. */
        post: operations["safety.report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Schedule the work for later. */
        post: operations["tickets.schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start to work on the ticket. */
        post: operations["tickets.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/start-step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the next step of the ticket’s ladder taken now. `step` is the one that was seen as the next. */
        post: operations["ladders.start_step"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/tag": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put tags on the ticket. */
        post: operations["tickets.tag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the ticket to work on it oneself. */
        post: operations["tickets.take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a link of the ticket. */
        post: operations["tickets.unlink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/untag": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take tags off the ticket. */
        post: operations["tickets.untag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/unwatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop following the ticket, or have somebody stop. */
        post: operations["tickets.unwatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/wait-vendor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wait for the vendor. */
        post: operations["tickets.wait_vendor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Follow the ticket, or have somebody follow it who may see it. */
        post: operations["tickets.watch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/weighing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why the ticket has its priority: what was answered, what was overridden, and what would be asked now. */
        get: operations["tickets.weighing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take one action on up to 200 tickets, with a result for each. */
        post: operations["tickets.bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories of tickets as a tree: each names the one it lies within. */
        get: operations["tickets.categories"];
        put?: never;
        /** Add a category of tickets. */
        post: operations["tickets.create_category"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename or move a category, put it away, or take it into use again. */
        patch: operations["tickets.edit_category"];
        trace?: never;
    };
    "/api/tickets/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many undone tickets each built-in view holds, exactly. */
        get: operations["tickets.counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tickets of a filter as CSV, 50000 at most. */
        get: operations["tickets.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/proposed-p1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open tickets for which P1 is proposed, the oldest proposal first. */
        get: operations["priority.proposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The questions that a new ticket is asked, by category; the set without a category is for all others. */
        get: operations["priority.questions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s saved views and the shared ones, each with its exact count. */
        get: operations["tickets.views"];
        put?: never;
        /** Save a view of the queue under a name, for oneself. */
        post: operations["views.save"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a saved view of one’s own. */
        delete: operations["views.remove"];
        options?: never;
        head?: never;
        /** Change a saved view of one’s own. */
        patch: operations["views.change"];
        trace?: never;
    };
    "/api/tickets/views/{id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Share a view with everybody who works on tickets, or stop it. */
        post: operations["views.share"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/views/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put one’s own views into an order. */
        post: operations["views.order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/weigh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What answers would come to, for a new ticket or for one that is there; nothing is changed. */
        get: operations["priority.weigh"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a screen on the wall shows of the tickets that the signed-in person sees from the inside. */
        get: operations["wallboard.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workstations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the workstations by name. */
        get: operations["workstations.list"];
        put?: never;
        /** Add a workstation. */
        post: operations["workstations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workstations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change or archive a workstation. What is archived is not offered any more and keeps its past. */
        patch: operations["workstations.edit"];
        trace?: never;
    };
    "/calendars/{link}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Somebody’s shifts as an iCalendar file, by secret link. */
        get: operations["on_call.feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file behind a link that was just made. */
        get: operations["attachments.serve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs. */
        get: operations["health.live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs and reaches its database. */
        get: operations["health.ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/{organization}/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public articles, for anybody, where that is switched on. */
        get: operations["knowledge.public_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/{organization}/articles/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A public article, for anybody, where that is switched on. */
        get: operations["knowledge.public_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @description On a conflict, what is stored now. */
            current?: unknown;
            /** @description What happened and what to do, in the words of the user. */
            detail?: string;
            errors?: {
                detail: string;
                /** @description JSON pointer to the field, e.g. #/title. */
                pointer: string;
            }[];
            /** @description The reference to give to support. */
            instance?: string;
            status: number;
            title: string;
            /** @description The code of the problem, e.g. not-found. */
            type: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "knowledge.coach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who wrote in the last 90 days. */
                        authors: {
                            articles: number;
                            /** @description Tickets that the articles of this owner solved. */
                            links: number;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            versions: number;
                        }[];
                        duplicates: number;
                        flags: number;
                        gaps: number;
                        stale: number;
                        unjudged: number;
                        /** @description Handed in and not validated for 14 days. */
                        waiting: number;
                    };
                };
            };
        };
    };
    "knowledge.duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            article: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                                /** @enum {string} */
                                state: "work_in_progress" | "not_validated" | "validated" | "archived";
                                title: string;
                                /** Format: date-time */
                                updated_at: string;
                            };
                            likeness: number;
                            other: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                                /** @enum {string} */
                                state: "work_in_progress" | "not_validated" | "validated" | "archived";
                                title: string;
                                /** Format: date-time */
                                updated_at: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.dismiss_duplicate": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    article_id: string;
                    /** Format: uuid */
                    other_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "knowledge.export": {
        parameters: {
            query: {
                application?: string;
                audience?: "internal" | "staff" | "public";
                dialect: "jekyll" | "obsidian";
                state?: "work_in_progress" | "not_validated" | "validated" | "archived";
                topic?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description application/zip */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    "knowledge.note_form_read": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    article_id: string;
                    /** Format: uuid */
                    form_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "knowledge.gaps": {
        parameters: {
            query?: {
                state?: "open" | "dismissed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            last_at: string;
                            reason: string | null;
                            /** @enum {string} */
                            state: "open" | "dismissed";
                            /** @description Those that this person may see. */
                            tickets: number;
                            /** @description Proposed: words that tickets of several people share. */
                            title: string;
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.gap": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: date-time */
                        last_at: string;
                        reason: string | null;
                        rows: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            number: number;
                            state: string;
                            title: string;
                        }[];
                        /** @enum {string} */
                        state: "open" | "dismissed";
                        /** @description Those that this person may see. */
                        tickets: number;
                        /** @description Proposed: words that tickets of several people share. */
                        title: string;
                    };
                };
            };
        };
    };
    "knowledge.dismiss_gap": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "knowledge.imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** @description The name of who sent it. */
                            by: string | null;
                            /** Format: date-time */
                            created_at: string;
                            done: number;
                            failure: string | null;
                            file_name: string;
                            /** Format: uuid */
                            id: string;
                            /** @description Whether this person may show the pages to readers at once. */
                            may_publish: boolean;
                            report: {
                                counts: {
                                    broken: number;
                                    changed: number;
                                    files: number;
                                    links: number;
                                    new: number;
                                    refused: number;
                                    same: number;
                                };
                                /** @description The first 500; broken links come first. */
                                remarks: {
                                    detail: string;
                                    /** @enum {string} */
                                    kind: "broken-link" | "broken-image" | "embedded-page" | "liquid" | "html" | "front-matter" | "owner" | "tags" | "file" | "state" | "edited-here";
                                    line: number;
                                    path: string;
                                }[];
                                remarks_total: number;
                                /** @description The first 500; what is refused comes first. */
                                rows: {
                                    /** Format: uuid */
                                    article_id: string | null;
                                    path: string;
                                    reason: string | null;
                                    title: string;
                                    /** @enum {string} */
                                    what: "new" | "changed" | "same" | "refused";
                                }[];
                            };
                            settings: {
                                /**
                                 * @description Of pages that do not tell theirs.
                                 * @enum {string}
                                 */
                                audience: "internal" | "staff" | "public";
                                /** @description Whether readers see the pages at once; else they are work in progress. Takes knowledge.publish. */
                                is_published: boolean;
                            };
                            size_bytes: number;
                            /** @enum {string} */
                            state: "previewed" | "running" | "done" | "failed";
                            total: number;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.import_upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The name of who sent it. */
                        by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        done: number;
                        failure: string | null;
                        file_name: string;
                        /** Format: uuid */
                        id: string;
                        /** @description Whether this person may show the pages to readers at once. */
                        may_publish: boolean;
                        report: {
                            counts: {
                                broken: number;
                                changed: number;
                                files: number;
                                links: number;
                                new: number;
                                refused: number;
                                same: number;
                            };
                            /** @description The first 500; broken links come first. */
                            remarks: {
                                detail: string;
                                /** @enum {string} */
                                kind: "broken-link" | "broken-image" | "embedded-page" | "liquid" | "html" | "front-matter" | "owner" | "tags" | "file" | "state" | "edited-here";
                                line: number;
                                path: string;
                            }[];
                            remarks_total: number;
                            /** @description The first 500; what is refused comes first. */
                            rows: {
                                /** Format: uuid */
                                article_id: string | null;
                                path: string;
                                reason: string | null;
                                title: string;
                                /** @enum {string} */
                                what: "new" | "changed" | "same" | "refused";
                            }[];
                        };
                        settings: {
                            /**
                             * @description Of pages that do not tell theirs.
                             * @enum {string}
                             */
                            audience: "internal" | "staff" | "public";
                            /** @description Whether readers see the pages at once; else they are work in progress. Takes knowledge.publish. */
                            is_published: boolean;
                        };
                        size_bytes: number;
                        /** @enum {string} */
                        state: "previewed" | "running" | "done" | "failed";
                        total: number;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "knowledge.import_show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The name of who sent it. */
                        by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        done: number;
                        failure: string | null;
                        file_name: string;
                        /** Format: uuid */
                        id: string;
                        /** @description Whether this person may show the pages to readers at once. */
                        may_publish: boolean;
                        report: {
                            counts: {
                                broken: number;
                                changed: number;
                                files: number;
                                links: number;
                                new: number;
                                refused: number;
                                same: number;
                            };
                            /** @description The first 500; broken links come first. */
                            remarks: {
                                detail: string;
                                /** @enum {string} */
                                kind: "broken-link" | "broken-image" | "embedded-page" | "liquid" | "html" | "front-matter" | "owner" | "tags" | "file" | "state" | "edited-here";
                                line: number;
                                path: string;
                            }[];
                            remarks_total: number;
                            /** @description The first 500; what is refused comes first. */
                            rows: {
                                /** Format: uuid */
                                article_id: string | null;
                                path: string;
                                reason: string | null;
                                title: string;
                                /** @enum {string} */
                                what: "new" | "changed" | "same" | "refused";
                            }[];
                        };
                        settings: {
                            /**
                             * @description Of pages that do not tell theirs.
                             * @enum {string}
                             */
                            audience: "internal" | "staff" | "public";
                            /** @description Whether readers see the pages at once; else they are work in progress. Takes knowledge.publish. */
                            is_published: boolean;
                        };
                        size_bytes: number;
                        /** @enum {string} */
                        state: "previewed" | "running" | "done" | "failed";
                        total: number;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "knowledge.import": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Of pages that do not tell theirs.
                     * @enum {string}
                     */
                    audience: "internal" | "staff" | "public";
                    /** @description Whether readers see the pages at once; else they are work in progress. Takes knowledge.publish. */
                    is_published: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The name of who sent it. */
                        by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        done: number;
                        failure: string | null;
                        file_name: string;
                        /** Format: uuid */
                        id: string;
                        /** @description Whether this person may show the pages to readers at once. */
                        may_publish: boolean;
                        report: {
                            counts: {
                                broken: number;
                                changed: number;
                                files: number;
                                links: number;
                                new: number;
                                refused: number;
                                same: number;
                            };
                            /** @description The first 500; broken links come first. */
                            remarks: {
                                detail: string;
                                /** @enum {string} */
                                kind: "broken-link" | "broken-image" | "embedded-page" | "liquid" | "html" | "front-matter" | "owner" | "tags" | "file" | "state" | "edited-here";
                                line: number;
                                path: string;
                            }[];
                            remarks_total: number;
                            /** @description The first 500; what is refused comes first. */
                            rows: {
                                /** Format: uuid */
                                article_id: string | null;
                                path: string;
                                reason: string | null;
                                title: string;
                                /** @enum {string} */
                                what: "new" | "changed" | "same" | "refused";
                            }[];
                        };
                        settings: {
                            /**
                             * @description Of pages that do not tell theirs.
                             * @enum {string}
                             */
                            audience: "internal" | "staff" | "public";
                            /** @description Whether readers see the pages at once; else they are work in progress. Takes knowledge.publish. */
                            is_published: boolean;
                        };
                        size_bytes: number;
                        /** @enum {string} */
                        state: "previewed" | "running" | "done" | "failed";
                        total: number;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "knowledge.measures": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                audience?: "internal" | "staff" | "public";
                is_least_first?: boolean;
                limit?: number;
                only?: "stale" | "unjudged" | "never_viewed";
                owner?: string;
                /** @description The most first. */
                sort?: "views" | "deflections" | "links" | "success" | "did_not_help" | "age" | "review";
                state?: "work_in_progress" | "not_validated" | "validated" | "archived";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        reopen_days: number;
                        rows: {
                            /** @enum {string} */
                            audience: "internal" | "staff" | "public";
                            /** Format: date-time */
                            computed_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** @description Possible ones: read at the request form, and the reader filed no ticket in the seven days after. */
                            deflections: number;
                            did_not_help: number;
                            form_reads: number;
                            /** Format: uuid */
                            id: string;
                            /** @description A day, or null when nobody ever read it. */
                            last_viewed_on: string | null;
                            /** @description Tickets that name it as what solved them. */
                            links: number;
                            number: number;
                            owner: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** Format: date-time */
                            review_at: string | null;
                            stale: ("review_overdue" | "not_viewed" | "success_falling")[];
                            /** @enum {string} */
                            state: "work_in_progress" | "not_validated" | "validated" | "archived";
                            success: {
                                high: number;
                                low: number;
                                n: number;
                                share: number;
                            } | null;
                            title: string;
                            views_90_days: number;
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.set_measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reopen_days: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reopen_days: number;
                    };
                };
            };
        };
    };
    "knowledge.list": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                application?: string;
                audience?: ("internal" | "staff" | "public")[];
                category?: string;
                /** @description For a role or the department of the person who asks. */
                is_for_me?: boolean;
                /** @description Waits to be validated; for writers. */
                is_waiting?: boolean;
                kind?: ("how_to" | "problem" | "known_error" | "downtime")[];
                limit?: number;
                owner?: string;
                review_before?: string;
                state?: ("work_in_progress" | "not_validated" | "validated" | "archived")[];
                tag?: string;
                topic?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rows: {
                            application: string | null;
                            /** @enum {string} */
                            article_kind: "how_to" | "problem" | "known_error" | "downtime";
                            /** @enum {string} */
                            audience: "internal" | "staff" | "public";
                            /** @enum {string} */
                            category: "waiting" | "active" | "paused" | "done";
                            /** Format: uuid */
                            category_id: string | null;
                            /** Format: date-time */
                            created_at: string;
                            department_ids: string[];
                            /** @description Told to writers only. */
                            has_unpublished_changes: boolean;
                            /** Format: uuid */
                            id: string;
                            /** @description A colleague has looked at the text that readers see. */
                            is_validated: boolean;
                            number: number;
                            owner: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** Format: date-time */
                            published_at: string | null;
                            /** Format: date-time */
                            review_at: string | null;
                            review_interval_days: number;
                            role_ids: string[];
                            /**
                             * @description Who reads it now; null while only writers do.
                             * @enum {string|null}
                             */
                            shown_to: "internal" | "staff" | "public" | null;
                            /** @description The number and the title, for addresses that people read. */
                            slug: string;
                            /** @enum {string} */
                            state: "work_in_progress" | "not_validated" | "validated" | "archived";
                            tags: string[];
                            title: string;
                            topic: string | null;
                            /** Format: date-time */
                            updated_at: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    application?: string | null;
                    /** @enum {string} */
                    article_kind?: "how_to" | "problem" | "known_error" | "downtime";
                    /** @enum {string} */
                    audience?: "internal" | "staff" | "public";
                    /** @description Markdown. */
                    body: string;
                    /** Format: uuid */
                    category_id?: string | null;
                    /** @description The departments that it is for. */
                    department_ids?: string[];
                    /** @description The ticket that it was written from: it is linked to the article. */
                    from_ticket?: {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        type: "solved_by" | "relates_to";
                    };
                    note?: string;
                    /** Format: uuid */
                    owner_id?: string;
                    /** Format: date-time */
                    review_at?: string | null;
                    review_interval_days?: number;
                    /** @description The roles that it is for; they find it first. */
                    role_ids?: string[];
                    tags?: string[];
                    title: string;
                    topic?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.show": {
        parameters: {
            query?: {
                /** @description The latest text instead of the published one; for writers. */
                draft?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        application: string | null;
                        /** @enum {string} */
                        article_kind: "how_to" | "problem" | "known_error" | "downtime";
                        /** @enum {string} */
                        audience: "internal" | "staff" | "public";
                        /** @description Markdown. */
                        body: string;
                        /** @enum {string} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        category_id: string | null;
                        /** Format: date-time */
                        created_at: string;
                        department_ids: string[];
                        /** @description Told to writers only. */
                        has_unpublished_changes: boolean;
                        helpful: {
                            mine: boolean | null;
                            my_comment: string | null;
                            no: number;
                            yes: number;
                        };
                        /** Format: uuid */
                        id: string;
                        /** @description A colleague has looked at the text that readers see. */
                        is_validated: boolean;
                        /** @description Told to writers only. */
                        latest_version: number | null;
                        may: string[];
                        number: number;
                        owner: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        /** Format: date-time */
                        published_at: string | null;
                        published_version: number | null;
                        /** Format: date-time */
                        review_at: string | null;
                        review_interval_days: number;
                        role_ids: string[];
                        /** Format: date-time */
                        shown_at: string;
                        /**
                         * @description Who reads it now; null while only writers do.
                         * @enum {string|null}
                         */
                        shown_to: "internal" | "staff" | "public" | null;
                        shown_version: number;
                        /** @description The number and the title, for addresses that people read. */
                        slug: string;
                        /** @enum {string} */
                        state: "work_in_progress" | "not_validated" | "validated" | "archived";
                        tags: string[];
                        /** @description The newest that it solved, of those this person may see. */
                        tickets: {
                            category: string;
                            /** Format: uuid */
                            id: string;
                            number: number;
                            state: string;
                            title: string;
                        }[];
                        title: string;
                        topic: string | null;
                        /** Format: date-time */
                        updated_at: string;
                        /** @description On how many tickets, of those this person may see. */
                        used: {
                            did_not_help: number;
                            solved: number;
                        };
                        validated_version: number | null;
                        version: number;
                        /** @description Told to writers only. */
                        views_30_days: number | null;
                        /**
                         * @description Why this person may not validate the latest text, when it waits for that.
                         * @enum {string|null}
                         */
                        why_not: "license" | "own_words" | null;
                    };
                };
            };
        };
    };
    "knowledge.answer_flag": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answer: string;
                    /** Format: uuid */
                    flag_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.archive": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.comment": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    /** @description For the department alone. */
                    is_internal?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        comment_id: string;
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.compare": {
        parameters: {
            query: {
                from: number;
                to: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: {
                            body: string;
                            /** Format: date-time */
                            created_at: string;
                            title: string;
                            version: number;
                        };
                        to: {
                            body: string;
                            /** Format: date-time */
                            created_at: string;
                            title: string;
                            version: number;
                        };
                    };
                };
            };
        };
    };
    "knowledge.did_not_help": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    ticket_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.edit": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    application?: string | null;
                    /** @enum {string} */
                    article_kind?: "how_to" | "problem" | "known_error" | "downtime";
                    /** @enum {string} */
                    audience?: "internal" | "staff" | "public";
                    body?: string;
                    /** Format: uuid */
                    category_id?: string | null;
                    /** @description The departments that it is for. */
                    department_ids?: string[];
                    /** @description What was changed and why. */
                    note?: string;
                    /** Format: uuid */
                    owner_id?: string;
                    /** Format: date-time */
                    review_at?: string | null;
                    review_interval_days?: number;
                    /** @description The roles that it is for; they find it first. */
                    role_ids?: string[];
                    tags?: string[];
                    title?: string;
                    topic?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        latest_version: number;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.flag": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body?: string;
                    /** @enum {string} */
                    reason: "wrong" | "outdated" | "unclear" | "duplicate" | "private_data";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        flag_id: string;
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.measure": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        computed_at: string | null;
                        /** @description Possible ones: read at the request form, and the reader filed no ticket in the seven days after. */
                        deflections: number;
                        did_not_help: number;
                        form_reads: number;
                        /** @description A day, or null when nobody ever read it. */
                        last_viewed_on: string | null;
                        /** @description Tickets that name it as what solved them. */
                        links: number;
                        reopen_days: number;
                        stale: ("review_overdue" | "not_viewed" | "success_falling")[];
                        success: {
                            high: number;
                            low: number;
                            n: number;
                            share: number;
                        } | null;
                        views_90_days: number;
                    };
                };
            };
        };
    };
    "knowledge.merge_into": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    into_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.publish": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    audience?: "internal" | "staff" | "public";
                    /** Format: date-time */
                    review_at?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        published_version: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.rate": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string;
                    is_helpful: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        is_helpful: boolean;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.remove_comment": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    comment_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.restore_version": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        latest_version: number;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.review": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        /** Format: date-time */
                        review_at: string;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.revive": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.send_back": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What is missing or wrong. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.submit": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.talk": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        comments: {
                            author: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            body: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            is_internal: boolean;
                            is_removed: boolean;
                            may_remove: boolean;
                            /** @enum {string} */
                            purpose: "comment" | "sent_back";
                        }[];
                        flags: {
                            answer: string | null;
                            /** Format: date-time */
                            answered_at: string | null;
                            answered_by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            body: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            may_answer: boolean;
                            /** @enum {string} */
                            reason: "wrong" | "outdated" | "unclear" | "duplicate" | "private_data";
                            reporter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.unpublish": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.validate": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    review_at?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        validated_version: number;
                        version: number;
                    };
                };
            };
        };
    };
    "knowledge.versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            author: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** Format: date-time */
                            created_at: string;
                            note: string;
                            title: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.show_by_slug": {
        parameters: {
            query?: {
                /** @description The latest text instead of the published one; for writers. */
                draft?: boolean;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        application: string | null;
                        /** @enum {string} */
                        article_kind: "how_to" | "problem" | "known_error" | "downtime";
                        /** @enum {string} */
                        audience: "internal" | "staff" | "public";
                        /** @description Markdown. */
                        body: string;
                        /** @enum {string} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        category_id: string | null;
                        /** Format: date-time */
                        created_at: string;
                        department_ids: string[];
                        /** @description Told to writers only. */
                        has_unpublished_changes: boolean;
                        helpful: {
                            mine: boolean | null;
                            my_comment: string | null;
                            no: number;
                            yes: number;
                        };
                        /** Format: uuid */
                        id: string;
                        /** @description A colleague has looked at the text that readers see. */
                        is_validated: boolean;
                        /** @description Told to writers only. */
                        latest_version: number | null;
                        may: string[];
                        number: number;
                        owner: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        /** Format: date-time */
                        published_at: string | null;
                        published_version: number | null;
                        /** Format: date-time */
                        review_at: string | null;
                        review_interval_days: number;
                        role_ids: string[];
                        /** Format: date-time */
                        shown_at: string;
                        /**
                         * @description Who reads it now; null while only writers do.
                         * @enum {string|null}
                         */
                        shown_to: "internal" | "staff" | "public" | null;
                        shown_version: number;
                        /** @description The number and the title, for addresses that people read. */
                        slug: string;
                        /** @enum {string} */
                        state: "work_in_progress" | "not_validated" | "validated" | "archived";
                        tags: string[];
                        /** @description The newest that it solved, of those this person may see. */
                        tickets: {
                            category: string;
                            /** Format: uuid */
                            id: string;
                            number: number;
                            state: string;
                            title: string;
                        }[];
                        title: string;
                        topic: string | null;
                        /** Format: date-time */
                        updated_at: string;
                        /** @description On how many tickets, of those this person may see. */
                        used: {
                            did_not_help: number;
                            solved: number;
                        };
                        validated_version: number | null;
                        version: number;
                        /** @description Told to writers only. */
                        views_30_days: number | null;
                        /**
                         * @description Why this person may not validate the latest text, when it waits for that.
                         * @enum {string|null}
                         */
                        why_not: "license" | "own_words" | null;
                    };
                };
            };
        };
    };
    "knowledge.from_ticket": {
        parameters: {
            query?: {
                kind?: "how_to" | "problem" | "known_error" | "downtime";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        body: string;
                        /** @enum {string} */
                        kind: "how_to" | "problem" | "known_error" | "downtime";
                        removed: {
                            date: number;
                            mail: number;
                            name: number;
                            number: number;
                            phone: number;
                        };
                        tags: string[];
                        title: string;
                    };
                };
            };
        };
    };
    "knowledge.licenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** @description How many articles are theirs, but for the archive. */
                            articles: number;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            license: "candidate" | "contributor" | "publisher" | "coach";
                            name: string;
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.of_ticket": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        may_write: boolean;
                        rows: {
                            audience: string;
                            /** Format: uuid */
                            id: string;
                            is_linked: boolean;
                            number: number;
                            state: string;
                            title: string;
                            /** @enum {string|null} */
                            verdict: "solved" | "did_not_help" | null;
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.public_setting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Articles for everybody are read without signing in. */
                        is_on: boolean;
                        /** @description Search engines may list them. */
                        may_index: boolean;
                    };
                };
            };
        };
    };
    "knowledge.set_public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Articles for everybody are read without signing in. */
                    is_on: boolean;
                    /** @description Search engines may list them. */
                    may_index: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Articles for everybody are read without signing in. */
                        is_on: boolean;
                        /** @description Search engines may list them. */
                        may_index: boolean;
                    };
                };
            };
        };
    };
    "knowledge.templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            body: string;
                            is_own: boolean;
                            /** @enum {string} */
                            kind: "how_to" | "problem" | "known_error" | "downtime";
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.set_template": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "how_to" | "problem" | "known_error" | "downtime";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Markdown; {{symptom}}, {{cause}} and {{steps}} are filled from a ticket. */
                    body: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        is_own: boolean;
                    };
                };
            };
        };
    };
    "knowledge.work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        flags: {
                            /** Format: date-time */
                            at: string;
                            /** Format: uuid */
                            flag_id: string;
                            /** Format: uuid */
                            id: string;
                            number: number;
                            /** @enum {string} */
                            reason: "wrong" | "outdated" | "unclear" | "duplicate" | "private_data";
                            title: string;
                        }[];
                        reviews: {
                            /** Format: date-time */
                            at: string;
                            /** Format: uuid */
                            id: string;
                            number: number;
                            title: string;
                        }[];
                        waiting: {
                            /** Format: date-time */
                            at: string;
                            /** Format: uuid */
                            id: string;
                            number: number;
                            title: string;
                        }[];
                    };
                };
            };
        };
    };
    "attachments.upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description An image that may be shown in the text. */
                        is_inline: boolean;
                        /** @description Name, type and content contradict each other: a download only. */
                        is_suspicious: boolean;
                        media_type: string;
                        name: string;
                        size_bytes: number;
                    };
                };
            };
        };
    };
    "attachments.link": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires_at: string;
                        url: string;
                    };
                };
            };
        };
    };
    "attachments.image": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    "audit.list": {
        parameters: {
            query?: {
                /** @description Whole names, or their beginnings with a dot, separated by commas: signed_in,people. */
                action?: string;
                /** @description The key `next` of the page before. */
                after?: string;
                from?: string;
                limit?: number;
                person_id?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rows: {
                            action: string;
                            actor: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            address: string | null;
                            /** Format: date-time */
                            at: string;
                            data: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                            /** @description The names behind the ids of the data, by the same keys. */
                            names: {
                                [key: string]: string;
                            };
                            record: {
                                /** Format: uuid */
                                id: string;
                                kind: string;
                                number: number;
                                title: string;
                            } | null;
                            /** Format: uuid */
                            record_id: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "audit.export": {
        parameters: {
            query?: {
                /** @description Whole names, or their beginnings with a dot, separated by commas: signed_in,people. */
                action?: string;
                from?: string;
                person_id?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "calendars.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** Format: date-time */
                            archived_at: string | null;
                            /** Format: uuid */
                            id: string;
                            is_default: boolean;
                            name: string;
                            rules: {
                                holidays: {
                                    date: string;
                                    from?: string;
                                    name: string;
                                    to?: string;
                                }[];
                                time_zone: string;
                                /** @description The spans of each day, Monday first. */
                                week: string[][][];
                            };
                            site_ids: string[];
                            team_ids: string[];
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "calendars.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    holidays: {
                        date: string;
                        from?: string;
                        name: string;
                        to?: string;
                    }[];
                    /** @description Whoever has no calendar works by this one. */
                    is_default?: boolean;
                    name: string;
                    site_ids?: string[];
                    team_ids?: string[];
                    time_zone: string;
                    /** @description The spans of each day, Monday first. */
                    week: string[][][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "calendars.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    holidays: {
                        date: string;
                        from?: string;
                        name: string;
                        to?: string;
                    }[];
                    /** @description Whoever has no calendar works by this one. */
                    is_default?: boolean;
                    name: string;
                    site_ids?: string[];
                    team_ids?: string[];
                    time_zone: string;
                    /** @description The spans of each day, Monday first. */
                    week: string[][][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        version: number;
                    };
                };
            };
        };
    };
    "calendars.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "calendars.read_holidays": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The content of the .ics file. */
                    text: string;
                    time_zone: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        holidays: {
                            date: string;
                            from?: string;
                            name: string;
                            to?: string;
                        }[];
                    };
                };
            };
        };
    };
    "departments.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** Format: uuid */
                    parent_id?: string | null;
                    /** Format: uuid */
                    site_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "departments.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_archived?: boolean;
                    name?: string;
                    /** Format: uuid */
                    parent_id?: string | null;
                    /** Format: uuid */
                    site_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "drafts.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        body: string;
                        /** Format: date-time */
                        updated_at: string | null;
                    };
                };
            };
        };
    };
    "drafts.save": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "drafts.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "factor.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        confirmed_at: string | null;
                        recovery_codes_left: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "factor.begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                        uri: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "factor.confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Six digits, or a recovery code. */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown this once. */
                        recovery_codes: string[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "factor.disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        is_on: false;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "factor.recovery_codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown this once. */
                        recovery_codes: string[];
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "hazards.list": {
        parameters: {
            query?: {
                state?: "open" | "controlled" | "accepted" | "closed" | "current";
                /** @description In any text of it, or a number. */
                words?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** @enum {string} */
                            category: "waiting" | "active" | "paused" | "done";
                            cause: string;
                            controls: {
                                body: string;
                                /** Format: date */
                                due_on: string | null;
                                /** Format: uuid */
                                id: string;
                                owner: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | null;
                                /** @enum {string} */
                                state: "existing" | "planned";
                            }[];
                            /** Format: date-time */
                            created_at: string;
                            effect: string;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            level: "low" | "medium" | "high" | "extreme";
                            /** @enum {string|null} */
                            level_after: "low" | "medium" | "high" | "extreme" | null;
                            likelihood: number;
                            likelihood_after: number | null;
                            number: number;
                            owner: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            reason: string | null;
                            records: {
                                /** Format: uuid */
                                id: string;
                                kind: string;
                                number: number;
                                state: string;
                                title: string;
                            }[];
                            severity: number;
                            severity_after: number | null;
                            /** @enum {string} */
                            state: "open" | "controlled" | "accepted" | "closed";
                            title: string;
                            /** Format: date-time */
                            updated_at: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "hazards.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cause: string;
                    effect: string;
                    likelihood: number;
                    record_ids?: string[];
                    severity: number;
                    title: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        category: "waiting" | "active" | "paused" | "done";
                        cause: string;
                        controls: {
                            body: string;
                            /** Format: date */
                            due_on: string | null;
                            /** Format: uuid */
                            id: string;
                            owner: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            state: "existing" | "planned";
                        }[];
                        /** Format: date-time */
                        created_at: string;
                        effect: string;
                        events: {
                            action: string;
                            actor: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** Format: date-time */
                            at: string;
                            data: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                        }[];
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        level: "low" | "medium" | "high" | "extreme";
                        /** @enum {string|null} */
                        level_after: "low" | "medium" | "high" | "extreme" | null;
                        likelihood: number;
                        likelihood_after: number | null;
                        moves: ("control" | "accept" | "close" | "reopen")[];
                        number: number;
                        owner: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        reason: string | null;
                        records: {
                            /** Format: uuid */
                            id: string;
                            kind: string;
                            number: number;
                            state: string;
                            title: string;
                        }[];
                        severity: number;
                        severity_after: number | null;
                        /** @enum {string} */
                        state: "open" | "controlled" | "accepted" | "closed";
                        title: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.accept": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.add_control": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    /** Format: date */
                    due_on?: string | null;
                    /** Format: uuid */
                    owner_id?: string | null;
                    /** @enum {string} */
                    state: "existing" | "planned";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        control_id: string;
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.close": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.control": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.edit": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cause?: string;
                    effect?: string;
                    likelihood?: number;
                    likelihood_after?: number | null;
                    severity?: number;
                    severity_after?: number | null;
                    title?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.edit_control": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body?: string;
                    /** Format: uuid */
                    control_id: string;
                    /** Format: date */
                    due_on?: string | null;
                    /** Format: uuid */
                    owner_id?: string | null;
                    /** @enum {string} */
                    state?: "existing" | "planned";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.link": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    record_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.remove_control": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    control_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.reopen": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.unlink": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    record_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "hazards.export": {
        parameters: {
            query?: {
                state?: "open" | "controlled" | "accepted" | "closed" | "current";
                /** @description In any text of it, or a number. */
                words?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description text/csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    "imports.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** Format: date-time */
                            created_at: string;
                            created_by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            file_name: string;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** @description Whether the file is still there to be run. */
                            has_file: boolean;
                            /** Format: uuid */
                            id: string;
                            /** @description It says that it runs, but nothing has been heard of it for minutes. */
                            is_stalled: boolean;
                            /** @enum {string} */
                            kind: "tickets" | "articles";
                            size_bytes: number;
                            /** Format: date-time */
                            started_at: string | null;
                            /** @enum {string} */
                            state: "uploaded" | "previewing" | "previewed" | "running" | "done" | "stopped" | "failed";
                            /** @description Tickets or articles. */
                            stored: number | null;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                    };
                };
            };
        };
    };
    "imports.upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        article_report: {
                            /** @description That the folder holds. */
                            articles: number;
                            /** @description Those written that have no text, and so are not published. */
                            drafts: number;
                            /** @description The first 200 of those that are not there yet; of a trial only. */
                            examples: {
                                path: string;
                                tags: string[];
                                title: string;
                            }[];
                            images: number;
                            is_dry: boolean;
                            /** @description That were there already and stay as they are. */
                            known: number;
                            /** @description From one article to another. */
                            links: number;
                            remark_count: number;
                            /** @description Broken links and what else was noticed; the first 200. */
                            remarks: {
                                path: string;
                                problem: string;
                            }[];
                            seconds: number;
                            /** @description That were, or would be, written by this run. */
                            stored: number;
                        } | null;
                        /** Format: date-time */
                        created_at: string;
                        created_by: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        failure: string | null;
                        file_name: string;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description Whether the file is still there to be run. */
                        has_file: boolean;
                        /** Format: uuid */
                        id: string;
                        /** @description Whether the file of bad rows and everything that came out of the file’s cells was removed. */
                        is_cleared: boolean;
                        /** @description It says that it runs, but nothing has been heard of it for minutes. */
                        is_stalled: boolean;
                        /** @enum {string} */
                        kind: "tickets" | "articles";
                        mapping: {
                            actor?: string;
                            columns: {
                                column: string;
                                field: string;
                                otherwise?: "keep" | "reject" | {
                                    use: string | number | null;
                                };
                                pattern?: string;
                                separator?: string;
                                values?: {
                                    [key: string]: string | number | null;
                                };
                            }[];
                            constants?: {
                                [key: string]: string | number;
                            };
                            dates: {
                                pattern: string;
                                whenUnclear?: "compatible" | "earlier" | "later" | "reject";
                                zone: string;
                            };
                            file?: {
                                delimiter?: "," | ";" | "\t" | "|";
                                encoding?: string;
                            };
                            finalColumns?: string[];
                            /** @enum {string} */
                            format: "wardline-import/1";
                            key: string;
                            message?: {
                                groupBy: string[];
                                joiner?: string;
                                sentenceOrder?: string;
                            };
                            missing?: {
                                assets?: {
                                    /** @enum {string} */
                                    do: "create";
                                } | {
                                    /** @enum {string} */
                                    do: "leave-empty";
                                } | {
                                    /** @enum {string} */
                                    do: "map-to";
                                    name: string;
                                };
                                categories?: {
                                    /** @enum {string} */
                                    do: "create";
                                } | {
                                    /** @enum {string} */
                                    do: "leave-empty";
                                } | {
                                    /** @enum {string} */
                                    do: "map-to";
                                    name: string;
                                };
                                people?: {
                                    /** @enum {string} */
                                    do: "create";
                                } | {
                                    /** @enum {string} */
                                    do: "leave-empty";
                                } | {
                                    /** @enum {string} */
                                    do: "map-to";
                                    name: string;
                                };
                                places?: {
                                    /** @enum {string} */
                                    do: "create";
                                } | {
                                    /** @enum {string} */
                                    do: "leave-empty";
                                } | {
                                    /** @enum {string} */
                                    do: "map-to";
                                    name: string;
                                };
                                teams?: {
                                    /** @enum {string} */
                                    do: "create";
                                } | {
                                    /** @enum {string} */
                                    do: "leave-empty";
                                } | {
                                    /** @enum {string} */
                                    do: "map-to";
                                    name: string;
                                };
                            };
                            name: string;
                            no?: string[];
                            notes?: string[];
                            origin: string;
                            rowsTogether?: boolean;
                            sequence?: string;
                            source: "snapshot" | "event-log" | "conversation";
                            time?: string;
                            titleTemplate?: string;
                            unknown?: string[];
                            yes?: string[];
                        } | null;
                        reconciliation: {
                            database: {
                                byPriority: {
                                    [key: string]: number;
                                };
                                byState: {
                                    [key: string]: number;
                                };
                                events: number;
                                messages: number;
                                publicMessages: number;
                                reassigned: number;
                                reopened: number;
                                tickets: number;
                            };
                            /** @description Empty when every count agrees. */
                            differences: {
                                actual: number;
                                count: string;
                                expected: number;
                            }[];
                            file: {
                                byPriority: {
                                    [key: string]: number;
                                };
                                byState: {
                                    [key: string]: number;
                                };
                                events: number;
                                messages: number;
                                publicMessages: number;
                                reassigned: number;
                                reopened: number;
                                tickets: number;
                            };
                        } | null;
                        report: {
                            /** @description The first 100; all of them are in the file of bad rows. */
                            bad_rows: {
                                column: string;
                                line: number;
                                reason: string;
                                value: string;
                            }[];
                            /** @description Tickets of which the file says something else than what was changed here; that stays. */
                            conflict_count: number;
                            /** @description The first 100. */
                            conflicts: {
                                fields: string[];
                                /** Format: uuid */
                                id: string;
                                key: string;
                                line: number;
                                number: number;
                            }[];
                            created: {
                                [key: string]: number;
                            };
                            events: number;
                            /** @description Those of them to which the file adds what happened since. */
                            extended: number;
                            /** Format: date-time */
                            first_at: string | null;
                            is_dry: boolean;
                            /** @description That were there already. */
                            known: number;
                            /** Format: date-time */
                            last_at: string | null;
                            messages: number;
                            names: {
                                assets: {
                                    examples: string[];
                                    missing: number;
                                    total: number;
                                };
                                categories: {
                                    examples: string[];
                                    missing: number;
                                    total: number;
                                };
                                people: {
                                    examples: string[];
                                    missing: number;
                                    total: number;
                                };
                                places: {
                                    examples: string[];
                                    missing: number;
                                    total: number;
                                };
                                teams: {
                                    examples: string[];
                                    missing: number;
                                    total: number;
                                };
                            };
                            note_counts: {
                                [key: string]: number;
                            };
                            notes: {
                                key: string;
                                line: number;
                                text: string;
                            }[];
                            /** @description Rows that lie before what was imported already: they come too late and are left out. */
                            rows_missed: number;
                            rows_read: number;
                            rows_rejected: number;
                            rows_repeated: number;
                            seconds: number;
                            /** @description That were written by this run. */
                            stored: number;
                            /** @description That the rows make up. */
                            tickets: number;
                        } | null;
                        rows_done: number;
                        rows_total: number;
                        settings: {
                            /** @enum {string} */
                            audience: "internal" | "staff" | "public";
                            /** @description Paths are unique within it: the same folder again doubles nothing. */
                            origin: string;
                            /** @description The site that the files come from: full links to it are links between articles. */
                            site_url: string | null;
                        } | null;
                        shape: {
                            columns: {
                                name: string;
                                samples: string[];
                            }[];
                            delimiter: string | null;
                            /** @description What to look at in the mapping that was guessed. */
                            doubts?: string[];
                            encoding: string;
                            format: string;
                            /** @description What was left out of an archive. */
                            problems?: {
                                path: string;
                                problem: string;
                            }[];
                        };
                        size_bytes: number;
                        /** Format: date-time */
                        started_at: string | null;
                        /** @enum {string} */
                        state: "uploaded" | "previewing" | "previewed" | "running" | "done" | "stopped" | "failed";
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "imports.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        article_report: {
                            /** @description That the folder holds. */
                            articles: number;
                            /** @description Those written that have no text, and so are not published. */
                            drafts: number;
                            /** @description The first 200 of those that are not there yet; of a trial only. */
                            examples: {
                                path: string;
                                tags: string[];
                                title: string;
                            }[];
                            images: number;
                            is_dry: boolean;
                            /** @description That were there already and stay as they are. */
                            known: number;
                            /** @description From one article to another. */
                            links: number;
                            remark_count: number;
                            /** @description Broken links and what else was noticed; the first 200. */
                            remarks: {
                                path: string;
                                problem: string;
                            }[];
                            seconds: number;
                            /** @description That were, or would be, written by this run. */
                            stored: number;
                        } | null;
                        /** Format: date-time */
                        created_at: string;
                        created_by: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        failure: string | null;
                        file_name: string;
                        /** Format: date-time */
                        finished_at: string | null;
                        /** @description Whether the file is still there to be run. */
                        has_file: boolean;
                        /** Format: uuid */
                        id: string;
                        /** @description Whether the file of bad rows and everything that came out of the file’s cells was removed. */
                        is_cleared: boolean;
                        /** @description It says that it runs, but nothing has been heard of it for minutes. */
                        is_stalled: boolean;
                        /** @enum {string} */
                        kind: "tickets" | "articles";
                        mapping: {
                            actor?: string;
                            columns: {
                                column: string;
                                field: string;
                                otherwise?: "keep" | "reject" | {
                                    use: string | number | null;
                                };
                                pattern?: string;
                                separator?: string;
                                values?: {
                                    [key: string]: string | number | null;
                                };
                            }[];
                            constants?: {
                                [key: string]: string | number;
                            };
                            dates: {
                                pattern: string;
                                whenUnclear?: "compatible" | "earlier" | "later" | "reject";
                                zone: string;
                            };
                            file?: {
                                delimiter?: "," | ";" | "\t" | "|";
                                encoding?: string;
                            };
                            finalColumns?: string[];
                            /** @enum {string} */
                            format: "wardline-import/1";
                            key: string;
                            message?: {
                                groupBy: string[];
                                joiner?: string;
                                sentenceOrder?: string;
                            };
                            missing?: {
                                assets?: {
                                    /** @enum {string} */
                                    do: "create";
                                } | {
                                    /** @enum {string} */
                                    do: "leave-empty";
                                } | {
                                    /** @enum {string} */
                                    do: "map-to";
                                    name: string;
                                };
                                categories?: {
                                    /** @enum {string} */
                                    do: "create";
                                } | {
                                    /** @enum {string} */
                                    do: "leave-empty";
                                } | {
                                    /** @enum {string} */
                                    do: "map-to";
                                    name: string;
                                };
                                people?: {
                                    /** @enum {string} */
                                    do: "create";
                                } | {
                                    /** @enum {string} */
                                    do: "leave-empty";
                                } | {
                                    /** @enum {string} */
                                    do: "map-to";
                                    name: string;
                                };
                                places?: {
                                    /** @enum {string} */
                                    do: "create";
                                } | {
                                    /** @enum {string} */
                                    do: "leave-empty";
                                } | {
                                    /** @enum {string} */
                                    do: "map-to";
                                    name: string;
                                };
                                teams?: {
                                    /** @enum {string} */
                                    do: "create";
                                } | {
                                    /** @enum {string} */
                                    do: "leave-empty";
                                } | {
                                    /** @enum {string} */
                                    do: "map-to";
                                    name: string;
                                };
                            };
                            name: string;
                            no?: string[];
                            notes?: string[];
                            origin: string;
                            rowsTogether?: boolean;
                            sequence?: string;
                            source: "snapshot" | "event-log" | "conversation";
                            time?: string;
                            titleTemplate?: string;
                            unknown?: string[];
                            yes?: string[];
                        } | null;
                        reconciliation: {
                            database: {
                                byPriority: {
                                    [key: string]: number;
                                };
                                byState: {
                                    [key: string]: number;
                                };
                                events: number;
                                messages: number;
                                publicMessages: number;
                                reassigned: number;
                                reopened: number;
                                tickets: number;
                            };
                            /** @description Empty when every count agrees. */
                            differences: {
                                actual: number;
                                count: string;
                                expected: number;
                            }[];
                            file: {
                                byPriority: {
                                    [key: string]: number;
                                };
                                byState: {
                                    [key: string]: number;
                                };
                                events: number;
                                messages: number;
                                publicMessages: number;
                                reassigned: number;
                                reopened: number;
                                tickets: number;
                            };
                        } | null;
                        report: {
                            /** @description The first 100; all of them are in the file of bad rows. */
                            bad_rows: {
                                column: string;
                                line: number;
                                reason: string;
                                value: string;
                            }[];
                            /** @description Tickets of which the file says something else than what was changed here; that stays. */
                            conflict_count: number;
                            /** @description The first 100. */
                            conflicts: {
                                fields: string[];
                                /** Format: uuid */
                                id: string;
                                key: string;
                                line: number;
                                number: number;
                            }[];
                            created: {
                                [key: string]: number;
                            };
                            events: number;
                            /** @description Those of them to which the file adds what happened since. */
                            extended: number;
                            /** Format: date-time */
                            first_at: string | null;
                            is_dry: boolean;
                            /** @description That were there already. */
                            known: number;
                            /** Format: date-time */
                            last_at: string | null;
                            messages: number;
                            names: {
                                assets: {
                                    examples: string[];
                                    missing: number;
                                    total: number;
                                };
                                categories: {
                                    examples: string[];
                                    missing: number;
                                    total: number;
                                };
                                people: {
                                    examples: string[];
                                    missing: number;
                                    total: number;
                                };
                                places: {
                                    examples: string[];
                                    missing: number;
                                    total: number;
                                };
                                teams: {
                                    examples: string[];
                                    missing: number;
                                    total: number;
                                };
                            };
                            note_counts: {
                                [key: string]: number;
                            };
                            notes: {
                                key: string;
                                line: number;
                                text: string;
                            }[];
                            /** @description Rows that lie before what was imported already: they come too late and are left out. */
                            rows_missed: number;
                            rows_read: number;
                            rows_rejected: number;
                            rows_repeated: number;
                            seconds: number;
                            /** @description That were written by this run. */
                            stored: number;
                            /** @description That the rows make up. */
                            tickets: number;
                        } | null;
                        rows_done: number;
                        rows_total: number;
                        settings: {
                            /** @enum {string} */
                            audience: "internal" | "staff" | "public";
                            /** @description Paths are unique within it: the same folder again doubles nothing. */
                            origin: string;
                            /** @description The site that the files come from: full links to it are links between articles. */
                            site_url: string | null;
                        } | null;
                        shape: {
                            columns: {
                                name: string;
                                samples: string[];
                            }[];
                            delimiter: string | null;
                            /** @description What to look at in the mapping that was guessed. */
                            doubts?: string[];
                            encoding: string;
                            format: string;
                            /** @description What was left out of an archive. */
                            problems?: {
                                path: string;
                                problem: string;
                            }[];
                        };
                        size_bytes: number;
                        /** Format: date-time */
                        started_at: string | null;
                        /** @enum {string} */
                        state: "uploaded" | "previewing" | "previewed" | "running" | "done" | "stopped" | "failed";
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "imports.bad_rows": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description text/csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    "imports.discard": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        state: "uploaded" | "previewing" | "previewed" | "running" | "done" | "stopped" | "failed";
                    };
                };
            };
        };
    };
    "imports.preview": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    articles?: {
                        /** @enum {string} */
                        audience: "internal" | "staff" | "public";
                        /** @description Paths are unique within it: the same folder again doubles nothing. */
                        origin: string;
                        /** @description The site that the files come from: full links to it are links between articles. */
                        site_url: string | null;
                    };
                    mapping?: {
                        actor?: string;
                        columns: {
                            column: string;
                            field: string;
                            otherwise?: "keep" | "reject" | {
                                use: string | number | null;
                            };
                            pattern?: string;
                            separator?: string;
                            values?: {
                                [key: string]: string | number | null;
                            };
                        }[];
                        constants?: {
                            [key: string]: string | number;
                        };
                        dates: {
                            pattern: string;
                            whenUnclear?: "compatible" | "earlier" | "later" | "reject";
                            zone: string;
                        };
                        file?: {
                            delimiter?: "," | ";" | "\t" | "|";
                            encoding?: string;
                        };
                        finalColumns?: string[];
                        /** @enum {string} */
                        format: "wardline-import/1";
                        key: string;
                        message?: {
                            groupBy: string[];
                            joiner?: string;
                            sentenceOrder?: string;
                        };
                        missing?: {
                            assets?: {
                                /** @enum {string} */
                                do: "create";
                            } | {
                                /** @enum {string} */
                                do: "leave-empty";
                            } | {
                                /** @enum {string} */
                                do: "map-to";
                                name: string;
                            };
                            categories?: {
                                /** @enum {string} */
                                do: "create";
                            } | {
                                /** @enum {string} */
                                do: "leave-empty";
                            } | {
                                /** @enum {string} */
                                do: "map-to";
                                name: string;
                            };
                            people?: {
                                /** @enum {string} */
                                do: "create";
                            } | {
                                /** @enum {string} */
                                do: "leave-empty";
                            } | {
                                /** @enum {string} */
                                do: "map-to";
                                name: string;
                            };
                            places?: {
                                /** @enum {string} */
                                do: "create";
                            } | {
                                /** @enum {string} */
                                do: "leave-empty";
                            } | {
                                /** @enum {string} */
                                do: "map-to";
                                name: string;
                            };
                            teams?: {
                                /** @enum {string} */
                                do: "create";
                            } | {
                                /** @enum {string} */
                                do: "leave-empty";
                            } | {
                                /** @enum {string} */
                                do: "map-to";
                                name: string;
                            };
                        };
                        name: string;
                        no?: string[];
                        notes?: string[];
                        origin: string;
                        rowsTogether?: boolean;
                        sequence?: string;
                        source: "snapshot" | "event-log" | "conversation";
                        time?: string;
                        titleTemplate?: string;
                        unknown?: string[];
                        yes?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        state: "uploaded" | "previewing" | "previewed" | "running" | "done" | "stopped" | "failed";
                    };
                };
            };
        };
    };
    "imports.run": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    articles?: {
                        /** @enum {string} */
                        audience: "internal" | "staff" | "public";
                        /** @description Paths are unique within it: the same folder again doubles nothing. */
                        origin: string;
                        /** @description The site that the files come from: full links to it are links between articles. */
                        site_url: string | null;
                    };
                    mapping?: {
                        actor?: string;
                        columns: {
                            column: string;
                            field: string;
                            otherwise?: "keep" | "reject" | {
                                use: string | number | null;
                            };
                            pattern?: string;
                            separator?: string;
                            values?: {
                                [key: string]: string | number | null;
                            };
                        }[];
                        constants?: {
                            [key: string]: string | number;
                        };
                        dates: {
                            pattern: string;
                            whenUnclear?: "compatible" | "earlier" | "later" | "reject";
                            zone: string;
                        };
                        file?: {
                            delimiter?: "," | ";" | "\t" | "|";
                            encoding?: string;
                        };
                        finalColumns?: string[];
                        /** @enum {string} */
                        format: "wardline-import/1";
                        key: string;
                        message?: {
                            groupBy: string[];
                            joiner?: string;
                            sentenceOrder?: string;
                        };
                        missing?: {
                            assets?: {
                                /** @enum {string} */
                                do: "create";
                            } | {
                                /** @enum {string} */
                                do: "leave-empty";
                            } | {
                                /** @enum {string} */
                                do: "map-to";
                                name: string;
                            };
                            categories?: {
                                /** @enum {string} */
                                do: "create";
                            } | {
                                /** @enum {string} */
                                do: "leave-empty";
                            } | {
                                /** @enum {string} */
                                do: "map-to";
                                name: string;
                            };
                            people?: {
                                /** @enum {string} */
                                do: "create";
                            } | {
                                /** @enum {string} */
                                do: "leave-empty";
                            } | {
                                /** @enum {string} */
                                do: "map-to";
                                name: string;
                            };
                            places?: {
                                /** @enum {string} */
                                do: "create";
                            } | {
                                /** @enum {string} */
                                do: "leave-empty";
                            } | {
                                /** @enum {string} */
                                do: "map-to";
                                name: string;
                            };
                            teams?: {
                                /** @enum {string} */
                                do: "create";
                            } | {
                                /** @enum {string} */
                                do: "leave-empty";
                            } | {
                                /** @enum {string} */
                                do: "map-to";
                                name: string;
                            };
                        };
                        name: string;
                        no?: string[];
                        notes?: string[];
                        origin: string;
                        rowsTogether?: boolean;
                        sequence?: string;
                        source: "snapshot" | "event-log" | "conversation";
                        time?: string;
                        titleTemplate?: string;
                        unknown?: string[];
                        yes?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        state: "uploaded" | "previewing" | "previewed" | "running" | "done" | "stopped" | "failed";
                    };
                };
            };
        };
    };
    "imports.stop": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        state: "uploaded" | "previewing" | "previewed" | "running" | "done" | "stopped" | "failed";
                    };
                };
            };
        };
    };
    "imports.mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fields: {
                            name: string;
                            type: string;
                            words: string[];
                        }[];
                        rows: {
                            key: string;
                            mapping: {
                                actor?: string;
                                columns: {
                                    column: string;
                                    field: string;
                                    otherwise?: "keep" | "reject" | {
                                        use: string | number | null;
                                    };
                                    pattern?: string;
                                    separator?: string;
                                    values?: {
                                        [key: string]: string | number | null;
                                    };
                                }[];
                                constants?: {
                                    [key: string]: string | number;
                                };
                                dates: {
                                    pattern: string;
                                    whenUnclear?: "compatible" | "earlier" | "later" | "reject";
                                    zone: string;
                                };
                                file?: {
                                    delimiter?: "," | ";" | "\t" | "|";
                                    encoding?: string;
                                };
                                finalColumns?: string[];
                                /** @enum {string} */
                                format: "wardline-import/1";
                                key: string;
                                message?: {
                                    groupBy: string[];
                                    joiner?: string;
                                    sentenceOrder?: string;
                                };
                                missing?: {
                                    assets?: {
                                        /** @enum {string} */
                                        do: "create";
                                    } | {
                                        /** @enum {string} */
                                        do: "leave-empty";
                                    } | {
                                        /** @enum {string} */
                                        do: "map-to";
                                        name: string;
                                    };
                                    categories?: {
                                        /** @enum {string} */
                                        do: "create";
                                    } | {
                                        /** @enum {string} */
                                        do: "leave-empty";
                                    } | {
                                        /** @enum {string} */
                                        do: "map-to";
                                        name: string;
                                    };
                                    people?: {
                                        /** @enum {string} */
                                        do: "create";
                                    } | {
                                        /** @enum {string} */
                                        do: "leave-empty";
                                    } | {
                                        /** @enum {string} */
                                        do: "map-to";
                                        name: string;
                                    };
                                    places?: {
                                        /** @enum {string} */
                                        do: "create";
                                    } | {
                                        /** @enum {string} */
                                        do: "leave-empty";
                                    } | {
                                        /** @enum {string} */
                                        do: "map-to";
                                        name: string;
                                    };
                                    teams?: {
                                        /** @enum {string} */
                                        do: "create";
                                    } | {
                                        /** @enum {string} */
                                        do: "leave-empty";
                                    } | {
                                        /** @enum {string} */
                                        do: "map-to";
                                        name: string;
                                    };
                                };
                                name: string;
                                no?: string[];
                                notes?: string[];
                                origin: string;
                                rowsTogether?: boolean;
                                sequence?: string;
                                source: "snapshot" | "event-log" | "conversation";
                                time?: string;
                                titleTemplate?: string;
                                unknown?: string[];
                                yes?: string[];
                            };
                        }[];
                    };
                };
            };
        };
    };
    "incidents.list": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                limit?: number;
                show?: "open" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rows: {
                            applications: string[];
                            /** Format: date-time */
                            began_at: string;
                            category: string;
                            commander: string | null;
                            /** Format: date-time */
                            declared_at: string | null;
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            next_update_at: string | null;
                            number: number;
                            /** Format: date-time */
                            resolved_at: string | null;
                            /** @enum {string} */
                            state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                            tickets: number;
                            title: string;
                        }[];
                    };
                };
            };
        };
    };
    "incidents.propose": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applications?: string[];
                    /** Format: uuid */
                    category_id?: string;
                    place_ids?: string[];
                    /** Format: uuid */
                    ticket_id?: string;
                    title: string;
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actions: {
                            declined_why: string | null;
                            due_on: string | null;
                            /** Format: uuid */
                            id: string;
                            owner: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            ticket: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                                state: string;
                            } | null;
                            title: string;
                        }[];
                        applications: string[];
                        /** Format: date-time */
                        began_at: string;
                        bridge_url: string | null;
                        by_place: {
                            open: number;
                            place: string | null;
                            /** Format: uuid */
                            place_id: string | null;
                            tickets: number;
                        }[];
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        category_id: string | null;
                        /** Format: date-time */
                        closed_at: string | null;
                        counts: {
                            followers: number;
                            open: number;
                            /** @description Tickets that were reopened after the incident was resolved. */
                            recurring: number;
                            tickets: number;
                        };
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        declared_at: string | null;
                        duties: {
                            /** Format: date-time */
                            began_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            given_by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            role: "commander" | "communications" | "technical" | "scribe";
                        }[];
                        ended_why: string | null;
                        /** @description Newest first; links to tickets are left out. */
                        entries: {
                            action: string;
                            /** Format: date-time */
                            at: string;
                            body: string | null;
                            by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            data: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            message_id: string | null;
                            reporter_body: string | null;
                        }[];
                        /** Format: uuid */
                        id: string;
                        impact: string;
                        kind: string;
                        may: string[];
                        /** Format: date-time */
                        next_update_at: string | null;
                        number: number;
                        places: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        proposed_by: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        resolved_at: string | null;
                        rounds: {
                            /** Format: date-time */
                            at: string;
                            code: string | null;
                            done: number;
                            /** Format: uuid */
                            id: string;
                            refused: number;
                            tickets: number;
                        }[];
                        /** @enum {string} */
                        state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                        title: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                        went_well: string;
                        what_happened: string;
                        why: string;
                    };
                };
            };
        };
    };
    "incidents.add_action": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    due_on?: string | null;
                    /** Format: uuid */
                    owner_id: string;
                    title: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        action_id: string;
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.alike": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            application: string | null;
                            because: ("application" | "category" | "place" | "words")[];
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            number: number;
                            place: string | null;
                            state: string;
                            title: string;
                        }[];
                    };
                };
            };
        };
    };
    "incidents.cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.close": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.declare": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applications?: string[];
                    /** Format: date-time */
                    next_update_at?: string;
                    place_ids?: string[];
                    /** @description What all staff read. No names of people or patients. */
                    title: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.decline": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.decline_action": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    action_id: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.edit": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applications?: string[];
                    bridge_url?: string | null;
                    /** Format: uuid */
                    category_id?: string | null;
                    /** Format: date-time */
                    next_update_at?: string | null;
                    place_ids?: string[];
                    title?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.file_action": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    action_id: string;
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: uuid */
                        ticket_id: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.follow": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.give_duty": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    person_id: string;
                    /** @enum {string} */
                    role: "commander" | "communications" | "technical" | "scribe";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.link_tickets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ticket_ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: {
                            /** Format: uuid */
                            id: string;
                            ok: boolean;
                            problem?: {
                                /** @description On a conflict, what is stored now. */
                                current?: unknown;
                                /** @description What happened and what to do, in the words of the user. */
                                detail?: string;
                                errors?: {
                                    detail: string;
                                    /** @description JSON pointer to the field, e.g. #/title. */
                                    pointer: string;
                                }[];
                                /** @description The reference to give to support. */
                                instance?: string;
                                status: number;
                                title: string;
                                /** @description The code of the problem, e.g. not-found. */
                                type: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "incidents.note": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    is_decision?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        /** Format: uuid */
                        message_id: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.publish": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What all staff read. */
                    body: string;
                    /** Format: date-time */
                    next_update_at?: string | null;
                    /** @description What those read who reported it; the same where it is left out. */
                    reporter_body?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        tickets: number;
                        /** Format: uuid */
                        update_id: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.redact": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action_field?: "title" | "declined_why";
                    /** Format: uuid */
                    action_id?: string;
                    /** @enum {string} */
                    field?: "why" | "ended_why" | "what_happened" | "impact" | "went_well";
                    /** Format: uuid */
                    message_id?: string;
                    /** Format: uuid */
                    round_id?: string;
                    /** @description What is taken out; all where it is left out. */
                    text?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.reopen": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What all staff read. */
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.resolve": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What all staff read. */
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.resolve_tickets": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    /** @enum {string} */
                    code: "fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined";
                    is_all?: boolean;
                    ticket_ids?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        tickets: number;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.review": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.tickets": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rows: {
                            category: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            linked_at: string;
                            number: number;
                            place: string | null;
                            reopened_count: number;
                            requester: string | null;
                            /** Format: date-time */
                            resolved_at: string | null;
                            state: string;
                            title: string;
                        }[];
                    };
                };
            };
        };
    };
    "incidents.unfollow": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.unlink_tickets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ticket_ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: {
                            /** Format: uuid */
                            id: string;
                            ok: boolean;
                            problem?: {
                                /** @description On a conflict, what is stored now. */
                                current?: unknown;
                                /** @description What happened and what to do, in the words of the user. */
                                detail?: string;
                                errors?: {
                                    detail: string;
                                    /** @description JSON pointer to the field, e.g. #/title. */
                                    pointer: string;
                                }[];
                                /** @description The reference to give to support. */
                                instance?: string;
                                status: number;
                                title: string;
                                /** @description The code of the problem, e.g. not-found. */
                                type: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "incidents.write_review": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    impact?: string;
                    went_well?: string;
                    what_happened?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "ladders.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bridge_link: string | null;
                        /** @description Of the teams, skills and people that steps go to, by id. */
                        names: {
                            [key: string]: string;
                        };
                        rows: {
                            /** Format: uuid */
                            id: string;
                            rules: {
                                name: string;
                                steps: {
                                    /** @enum {string} */
                                    deed: "notify" | "page" | "pass" | "raise" | "bridge";
                                    /**
                                     * Format: uuid
                                     * @description Of a step that is there already.
                                     */
                                    id?: string;
                                    to: {
                                        /** Format: uuid */
                                        id: string | null;
                                        /** @enum {string} */
                                        kind: "next_tier" | "skill" | "manager" | "on_call" | "person";
                                    } | null;
                                    when: {
                                        /** @enum {string|null} */
                                        clock: "first_response" | "next_response" | "resolution" | null;
                                        /** @description Only while nobody has taken the ticket. */
                                        is_untaken_only: boolean;
                                        /** @description Minutes of the ticket’s calendar, not of the clock. */
                                        is_working_time: boolean;
                                        minutes: number | null;
                                        /** @enum {string} */
                                        on: "after_filed" | "after_team" | "warned" | "breached" | "unanswered" | "reopened" | "by_hand";
                                    };
                                }[];
                                when: {
                                    applications: string[];
                                    category_ids: string[];
                                    department_ids: string[];
                                    kinds: ("incident" | "service_request" | "question" | "problem")[];
                                    priorities: number[];
                                    role_ids: string[];
                                    team_ids: string[];
                                };
                            };
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "ladders.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    steps: {
                        /** @enum {string} */
                        deed: "notify" | "page" | "pass" | "raise" | "bridge";
                        /**
                         * Format: uuid
                         * @description Of a step that is there already.
                         */
                        id?: string;
                        to: {
                            /** Format: uuid */
                            id: string | null;
                            /** @enum {string} */
                            kind: "next_tier" | "skill" | "manager" | "on_call" | "person";
                        } | null;
                        when: {
                            /** @enum {string|null} */
                            clock: "first_response" | "next_response" | "resolution" | null;
                            /** @description Only while nobody has taken the ticket. */
                            is_untaken_only: boolean;
                            /** @description Minutes of the ticket’s calendar, not of the clock. */
                            is_working_time: boolean;
                            minutes: number | null;
                            /** @enum {string} */
                            on: "after_filed" | "after_team" | "warned" | "breached" | "unanswered" | "reopened" | "by_hand";
                        };
                    }[];
                    when: {
                        applications: string[];
                        category_ids: string[];
                        department_ids: string[];
                        kinds: ("incident" | "service_request" | "question" | "problem")[];
                        priorities: number[];
                        role_ids: string[];
                        team_ids: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "ladders.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    steps: {
                        /** @enum {string} */
                        deed: "notify" | "page" | "pass" | "raise" | "bridge";
                        /**
                         * Format: uuid
                         * @description Of a step that is there already.
                         */
                        id?: string;
                        to: {
                            /** Format: uuid */
                            id: string | null;
                            /** @enum {string} */
                            kind: "next_tier" | "skill" | "manager" | "on_call" | "person";
                        } | null;
                        when: {
                            /** @enum {string|null} */
                            clock: "first_response" | "next_response" | "resolution" | null;
                            /** @description Only while nobody has taken the ticket. */
                            is_untaken_only: boolean;
                            /** @description Minutes of the ticket’s calendar, not of the clock. */
                            is_working_time: boolean;
                            minutes: number | null;
                            /** @enum {string} */
                            on: "after_filed" | "after_team" | "warned" | "breached" | "unanswered" | "reopened" | "by_hand";
                        };
                    }[];
                    when: {
                        applications: string[];
                        category_ids: string[];
                        department_ids: string[];
                        kinds: ("incident" | "service_request" | "question" | "problem")[];
                        priorities: number[];
                        role_ids: string[];
                        team_ids: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        version: number;
                    };
                };
            };
        };
    };
    "ladders.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "ladders.set_bridge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    link: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        link: string | null;
                    };
                };
            };
        };
    };
    "ladders.order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ids: string[];
                    };
                };
            };
        };
    };
    "live.listen": {
        parameters: {
            query?: never;
            header?: {
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/event-stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "notifications.list": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                is_unread?: boolean;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rows: {
                            by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            read_at: string | null;
                            /** @enum {string} */
                            reason: "filed" | "reply" | "note" | "mention" | "assigned" | "resolved" | "reopened" | "escalated" | "handed_back" | "participant" | "watching" | "target_warned" | "target_breached" | "paged" | "page_acknowledged" | "page_unanswered" | "swap_asked" | "swap_answered" | "incident_proposed" | "incident_duty" | "incident_update" | "incident_update_due" | "incident_recurs" | "safety_reported" | "safety_late" | "rule" | "rule_stopped" | "ladder" | "nobody_fits" | "p1_proposed" | "article_sent_back" | "article_review" | "article_comment" | "article_flagged" | "flag_answered";
                            record: {
                                /** Format: uuid */
                                id: string;
                                kind: string;
                                number: number;
                                state: string;
                                title: string;
                            } | null;
                        }[];
                    };
                };
            };
        };
    };
    "notifications.count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        unread: number;
                    };
                };
            };
        };
    };
    "notifications.read": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: string[];
                    /** Format: uuid */
                    record_id?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        unread: number;
                    };
                };
            };
        };
    };
    "on_call.devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The server’s public key, for the browser’s push service. */
                        key: string;
                        rows: {
                            /** Format: date-time */
                            created_at: string;
                            endpoint: string;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** Format: date-time */
                            rung_at: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "on_call.add_device": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    auth: string;
                    endpoint: string;
                    name: string;
                    p256dh: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "on_call.remove_device": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "on_call.try_device": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "on_call.make_feed": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                    };
                };
            };
        };
    };
    "on_call.revoke_feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "on_call.mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description A calendar link was made and not revoked. */
                        has_feed: boolean;
                        shifts: {
                            /** Format: date-time */
                            from: string;
                            layer: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: uuid */
                            layer_id: string;
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            to: string;
                        }[];
                        swaps: {
                            asked: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            asker: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /**
                             * Format: date-time
                             * @description The shift that the asker takes in return, if one is named.
                             */
                            back_from: string | null;
                            /** Format: date-time */
                            back_to: string | null;
                            /** Format: date-time */
                            from: string;
                            /** Format: uuid */
                            id: string;
                            layer: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            to: string;
                        }[];
                    };
                };
            };
        };
    };
    "on_call.now": {
        parameters: {
            query?: {
                team_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /**
                             * Format: date-time
                             * @description When somebody is missing for the next time, in the next four weeks.
                             */
                            gap: string | null;
                            layers: {
                                because: string | null;
                                layer: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                next: {
                                    /** Format: date-time */
                                    from: string;
                                    person: {
                                        /** Format: uuid */
                                        id: string;
                                        name: string;
                                    };
                                } | null;
                                person: {
                                    /** Format: uuid */
                                    id: string;
                                    is_there: boolean;
                                    name: string;
                                    phone: string | null;
                                } | null;
                                /**
                                 * Format: date-time
                                 * @description When the shift of this person ends.
                                 */
                                until: string | null;
                            }[];
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "on_call.pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            called_at: string;
                            /** Format: date-time */
                            due_at: string | null;
                            /** Format: uuid */
                            id: string;
                            record: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                                title: string;
                            };
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "organization.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        language: string;
                        name: string;
                        /** @enum {string} */
                        second_factor: "optional" | "privileged";
                        slug: string;
                        time_zone: string;
                    };
                };
            };
        };
    };
    "organization.edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    language?: "en" | "es";
                    name?: string;
                    time_zone?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "organization.set_second_factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    second_factor: "optional" | "privileged";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "organization.structure": {
        parameters: {
            query?: {
                /** @description Also what is not offered any more. */
                with_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        departments: {
                            /** Format: date-time */
                            archived_at: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** Format: uuid */
                            parent_id: string | null;
                            /** Format: uuid */
                            site_id: string | null;
                        }[];
                        places: {
                            /** Format: date-time */
                            archived_at: string | null;
                            /** Format: uuid */
                            department_id: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** Format: uuid */
                            site_id: string | null;
                        }[];
                        roles: {
                            /** Format: date-time */
                            archived_at: string | null;
                            /** Format: uuid */
                            id: string;
                            key: string;
                            name: string;
                        }[];
                        sites: {
                            /** Format: date-time */
                            archived_at: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        skills: {
                            /** Format: date-time */
                            archived_at: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        /** @description Empty for those who may not read the directory, as are skills and roles. */
                        teams: {
                            /** Format: date-time */
                            archived_at: string | null;
                            /** Format: uuid */
                            id: string;
                            members: number;
                            name: string;
                            tier: number;
                        }[];
                    };
                };
            };
        };
    };
    "outbox.list": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                limit?: number;
                state?: "queued" | "sent" | "held" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rows: {
                            /** @description Empty when it held a link and was sent, or the link has expired. */
                            body: string;
                            /** Format: date-time */
                            created_at: string;
                            /** @enum {string|null} */
                            hidden_because: "confirm" | "mail_server" | "permission" | null;
                            /** Format: uuid */
                            id: string;
                            last_error: string | null;
                            /** Format: date-time */
                            next_try_at: string | null;
                            /** Format: date-time */
                            sent_at: string | null;
                            /** @enum {string} */
                            state: "queued" | "sent" | "held" | "failed";
                            subject: string;
                            to: string;
                            tries: number;
                        }[];
                    };
                };
            };
        };
    };
    "outbox.send_again": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        state: string;
                    };
                };
            };
        };
    };
    "people.list": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                department_id?: string;
                /** @description True unless given. */
                is_active?: boolean;
                limit?: number;
                /** @description Beginnings of name, address or phone; typing errors are forgiven. */
                q?: string;
                role_id?: string;
                team_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rows: {
                            department: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            email: string | null;
                            /** Format: uuid */
                            id: string;
                            is_active: boolean;
                            kind: string;
                            name: string;
                            phone: string | null;
                            site: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            teams: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            }[];
                            title: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "people.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    custodian_id?: string | null;
                    /** Format: uuid */
                    department_id?: string | null;
                    email?: string | null;
                    external_key?: string | null;
                    is_invited?: boolean;
                    /** @enum {string} */
                    kind?: "staff" | "patient_learner" | "contact" | "service";
                    /** @enum {string|null} */
                    language?: "en" | "es" | null;
                    /** Format: uuid */
                    manager_id?: string | null;
                    name: string;
                    phone?: string | null;
                    /** Format: uuid */
                    place_id?: string | null;
                    /** Format: uuid */
                    site_id?: string | null;
                    title?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description queued or held */
                        invitation: string | null;
                    };
                };
            };
        };
    };
    "people.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        custodian: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        department: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        email: string | null;
                        external_key: string | null;
                        has_factor: boolean;
                        has_password: boolean;
                        /** Format: uuid */
                        id: string;
                        is_active: boolean;
                        kind: string;
                        language: string | null;
                        manager: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        /** @description The actions that are open to the reader. */
                        may: string[];
                        merged_into: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        name: string;
                        phone: string | null;
                        place: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        roles: {
                            /** Format: uuid */
                            assignment_id: string;
                            department: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            key: string;
                            /** Format: uuid */
                            role_id: string;
                            title: string;
                            /** Format: date-time */
                            valid_from: string;
                            /** Format: date-time */
                            valid_to: string | null;
                        }[];
                        site: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        skills: {
                            /** Format: uuid */
                            id: string;
                            level: number;
                            name: string;
                        }[];
                        teams: {
                            /** Format: uuid */
                            id: string;
                            is_lead: boolean;
                            name: string;
                            tier: number;
                        }[];
                        title: string | null;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "people.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    custodian_id?: string | null;
                    /** Format: uuid */
                    department_id?: string | null;
                    email?: string | null;
                    external_key?: string | null;
                    /** @enum {string|null} */
                    language?: "en" | "es" | null;
                    /** Format: uuid */
                    manager_id?: string | null;
                    name?: string;
                    phone?: string | null;
                    /** Format: uuid */
                    place_id?: string | null;
                    /** Format: uuid */
                    site_id?: string | null;
                    title?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "people.deactivate": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        is_active: boolean;
                    };
                };
            };
        };
    };
    "people.invite": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description queued or held */
                        mail: string;
                    };
                };
            };
        };
    };
    "people.merge": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    into_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        records: number;
                        rows: number;
                    };
                };
            };
        };
    };
    "people.reactivate": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        is_active: boolean;
                    };
                };
            };
        };
    };
    "people.reset_factor": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** @enum {string} */
                    verified_by: "call_back" | "manager" | "in_person";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "people.reset_password": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** @enum {string} */
                    verified_by: "call_back" | "manager" | "in_person";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description queued or held */
                        mail: string;
                    };
                };
            };
        };
    };
    "roles.assign": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    department_id?: string | null;
                    /** Format: uuid */
                    role_id: string;
                    /** Format: date-time */
                    valid_from?: string;
                    /** Format: date-time */
                    valid_to?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        assignment_id: string;
                    };
                };
            };
        };
    };
    "roles.unassign": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    assignment_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        assignment_id: string;
                    };
                };
            };
        };
    };
    "people.set_skill": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    level: number;
                    /** Format: uuid */
                    skill_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "people.import_preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For a header the field that it holds, or an empty word for none. */
                    mapping?: {
                        [key: string]: string;
                    };
                    /** @description The file, at most 5 MB. */
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        columns: {
                            field: ("name" | "first_name" | "last_name" | "email" | "phone" | "title" | "department" | "site" | "manager_email" | "language" | "external_key") | null;
                            header: string;
                        }[];
                        created: number;
                        delimiter: string;
                        /** @description Those that are made. */
                        departments: string[];
                        /** @description The first 100; all of them stand in the report. */
                        errors: {
                            column: string;
                            detail: string;
                            line: number;
                        }[];
                        /** @description To be sent with the run, which then does what this preview showed. */
                        hash: string;
                        refused: number;
                        /** @description All refused rows with their reasons, safe to open in a spreadsheet. */
                        report_csv: string;
                        /** @description The first 100. */
                        rows: {
                            changes: string[];
                            email: string | null;
                            line: number;
                            name: string;
                            /** @enum {string} */
                            what: "create" | "update" | "unchanged";
                        }[];
                        /** @description Those that are made. */
                        sites: string[];
                        unchanged: number;
                        updated: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "people.import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    hash: string;
                    /** @description For a header the field that it holds, or an empty word for none. */
                    mapping?: {
                        [key: string]: string;
                    };
                    /** @description The file, at most 5 MB. */
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        columns: {
                            field: ("name" | "first_name" | "last_name" | "email" | "phone" | "title" | "department" | "site" | "manager_email" | "language" | "external_key") | null;
                            header: string;
                        }[];
                        created: number;
                        delimiter: string;
                        /** @description Those that are made. */
                        departments: string[];
                        /** @description The first 100; all of them stand in the report. */
                        errors: {
                            column: string;
                            detail: string;
                            line: number;
                        }[];
                        /** @description To be sent with the run, which then does what this preview showed. */
                        hash: string;
                        refused: number;
                        /** @description All refused rows with their reasons, safe to open in a spreadsheet. */
                        report_csv: string;
                        /** @description The first 100. */
                        rows: {
                            changes: string[];
                            email: string | null;
                            line: number;
                            name: string;
                            /** @enum {string} */
                            what: "create" | "update" | "unchanged";
                        }[];
                        /** @description Those that are made. */
                        sites: string[];
                        unchanged: number;
                        updated: number;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "places.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    department_id?: string | null;
                    name: string;
                    /** Format: uuid */
                    site_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "places.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    department_id?: string | null;
                    is_archived?: boolean;
                    name?: string;
                    /** Format: uuid */
                    site_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "policies.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many imported tickets have ended. */
                        imported: number;
                        /** @description The last run through the imported tickets that have ended. */
                        reckoning: {
                            changed: number;
                            done: number;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** Format: date-time */
                            started_at: string;
                            total: number;
                        } | null;
                        recount: {
                            changed: number;
                            done: number;
                            /** Format: date-time */
                            finished_at: string | null;
                            /** Format: date-time */
                            started_at: string;
                            total: number;
                        } | null;
                        rows: {
                            /** Format: uuid */
                            id: string;
                            rules: {
                                /** Format: uuid */
                                calendar_id: string | null;
                                name: string;
                                pausing_states: ("new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled")[];
                                targets: {
                                    /** @description Working minutes; null promises nothing. */
                                    first_response: number | null;
                                    /** @description Working minutes; null promises nothing. */
                                    next_response: number | null;
                                    /** @description Working minutes; null promises nothing. */
                                    resolution: number | null;
                                };
                                warn_percent: number | null;
                                when: {
                                    applications: string[];
                                    category_ids: string[];
                                    department_ids: string[];
                                    kinds: ("incident" | "service_request" | "question" | "problem")[];
                                    priorities: number[];
                                    role_ids: string[];
                                    team_ids: string[];
                                };
                            };
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "policies.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    calendar_id: string | null;
                    name: string;
                    pausing_states: ("new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled")[];
                    targets: {
                        /** @description Working minutes; null promises nothing. */
                        first_response: number | null;
                        /** @description Working minutes; null promises nothing. */
                        next_response: number | null;
                        /** @description Working minutes; null promises nothing. */
                        resolution: number | null;
                    };
                    warn_percent: number | null;
                    when: {
                        applications: string[];
                        category_ids: string[];
                        department_ids: string[];
                        kinds: ("incident" | "service_request" | "question" | "problem")[];
                        priorities: number[];
                        role_ids: string[];
                        team_ids: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "policies.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    calendar_id: string | null;
                    name: string;
                    pausing_states: ("new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled")[];
                    targets: {
                        /** @description Working minutes; null promises nothing. */
                        first_response: number | null;
                        /** @description Working minutes; null promises nothing. */
                        next_response: number | null;
                        /** @description Working minutes; null promises nothing. */
                        resolution: number | null;
                    };
                    warn_percent: number | null;
                    when: {
                        applications: string[];
                        category_ids: string[];
                        department_ids: string[];
                        kinds: ("incident" | "service_request" | "question" | "problem")[];
                        priorities: number[];
                        role_ids: string[];
                        team_ids: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        version: number;
                    };
                };
            };
        };
    };
    "policies.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "policies.order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ids: string[];
                    };
                };
            };
        };
    };
    "policies.reckon": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "policies.recount": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "policies.try": {
        parameters: {
            query: {
                number: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string|null} */
                        calendar_by: "policy" | "team" | "site" | "organization" | null;
                        /** Format: uuid */
                        calendar_id: string | null;
                        /** Format: uuid */
                        policy_id: string | null;
                        rows: {
                            /** Format: uuid */
                            id: string;
                            misfits: ("kinds" | "priorities" | "category_ids" | "applications" | "team_ids" | "department_ids" | "role_ids")[];
                            name: string;
                        }[];
                        ticket: {
                            /** Format: uuid */
                            id: string;
                            number: number;
                            title: string;
                        };
                    };
                };
            };
        };
    };
    "tickets.portal_home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            open: number;
                            /** @description Resolved and not closed yet: still to be confirmed or rated. */
                            resolved: number;
                            waiting_on_me: number;
                        };
                        rows: {
                            application: string | null;
                            /** @enum {string} */
                            category: "waiting" | "active" | "paused" | "done";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            due_at: string | null;
                            /**
                             * @description Which target is due then; kept from who sees the ticket from outside.
                             * @enum {string|null}
                             */
                            due_target: "first_response" | "next_response" | "resolution" | null;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "incident" | "service_request" | "question" | "problem";
                            /** Format: date-time */
                            last_word_at: string | null;
                            last_word_is_requester: boolean;
                            number: number;
                            owner: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            place: string | null;
                            priority: number | null;
                            requester: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            state: "new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged";
                            subject: string | null;
                            tags: string[];
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            title: string;
                            /** Format: date-time */
                            updated_at: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "priority.rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        built_in: {
                            answers: {
                                desk: {
                                    en: string;
                                    es: string;
                                };
                                /** @description Above 0 raises the level, below 0 lowers it. */
                                impact: number;
                                key: string;
                                portal: {
                                    en: string;
                                    es: string;
                                };
                                /** @description Above 0 raises the level, below 0 lowers it. */
                                urgency: number;
                            }[];
                            desk: {
                                en: string;
                                es: string;
                            };
                            key: string;
                            portal: {
                                en: string;
                                es: string;
                            };
                        }[];
                        rules: {
                            applications: {
                                name: string;
                                /** @description Above 0 raises the level, below 0 lowers it. */
                                points: number;
                            }[];
                            /** @description The priority by impact (rows, from 1) and urgency (columns, from 1). */
                            matrix: (1 | 2 | 3 | 4)[][];
                            places: {
                                /** Format: uuid */
                                place_id: string;
                                /** @description Above 0 raises the level, below 0 lowers it. */
                                points: number;
                            }[];
                            sets: {
                                /** Format: uuid */
                                category_id: string | null;
                                questions: {
                                    answers: {
                                        desk: {
                                            en: string;
                                            es: string;
                                        };
                                        /** @description Above 0 raises the level, below 0 lowers it. */
                                        impact: number;
                                        key: string;
                                        portal: {
                                            en: string;
                                            es: string;
                                        };
                                        /** @description Above 0 raises the level, below 0 lowers it. */
                                        urgency: number;
                                    }[];
                                    desk: {
                                        en: string;
                                        es: string;
                                    };
                                    key: string;
                                    portal: {
                                        en: string;
                                        es: string;
                                    };
                                }[];
                            }[];
                        };
                        /** @description 0 is what ships with the product. */
                        version: number;
                        versions: {
                            /** Format: date-time */
                            saved_at: string;
                            saved_by: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "priority.save_rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rules: {
                        applications: {
                            name: string;
                            /** @description Above 0 raises the level, below 0 lowers it. */
                            points: number;
                        }[];
                        /** @description The priority by impact (rows, from 1) and urgency (columns, from 1). */
                        matrix: (1 | 2 | 3 | 4)[][];
                        places: {
                            /** Format: uuid */
                            place_id: string;
                            /** @description Above 0 raises the level, below 0 lowers it. */
                            points: number;
                        }[];
                        sets: {
                            /** Format: uuid */
                            category_id: string | null;
                            questions: {
                                answers: {
                                    desk: {
                                        en: string;
                                        es: string;
                                    };
                                    /** @description Above 0 raises the level, below 0 lowers it. */
                                    impact: number;
                                    key: string;
                                    portal: {
                                        en: string;
                                        es: string;
                                    };
                                    /** @description Above 0 raises the level, below 0 lowers it. */
                                    urgency: number;
                                }[];
                                desk: {
                                    en: string;
                                    es: string;
                                };
                                key: string;
                                portal: {
                                    en: string;
                                    es: string;
                                };
                            }[];
                        }[];
                    };
                    /** @description The version that was changed; a newer one is a conflict. */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
        };
    };
    "priority.rules_before": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: {
                            applications: {
                                name: string;
                                /** @description Above 0 raises the level, below 0 lowers it. */
                                points: number;
                            }[];
                            /** @description The priority by impact (rows, from 1) and urgency (columns, from 1). */
                            matrix: (1 | 2 | 3 | 4)[][];
                            places: {
                                /** Format: uuid */
                                place_id: string;
                                /** @description Above 0 raises the level, below 0 lowers it. */
                                points: number;
                            }[];
                            sets: {
                                /** Format: uuid */
                                category_id: string | null;
                                questions: {
                                    answers: {
                                        desk: {
                                            en: string;
                                            es: string;
                                        };
                                        /** @description Above 0 raises the level, below 0 lowers it. */
                                        impact: number;
                                        key: string;
                                        portal: {
                                            en: string;
                                            es: string;
                                        };
                                        /** @description Above 0 raises the level, below 0 lowers it. */
                                        urgency: number;
                                    }[];
                                    desk: {
                                        en: string;
                                        es: string;
                                    };
                                    key: string;
                                    portal: {
                                        en: string;
                                        es: string;
                                    };
                                }[];
                            }[];
                        };
                        version: number;
                    };
                };
            };
        };
    };
    "people.edit_own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string|null} */
                    language?: "en" | "es" | null;
                    phone?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "reports.flow": {
        parameters: {
            query?: {
                /** @description How many days up to `to`; 28. */
                days?: number;
                from?: string;
                place?: string;
                subject?: string;
                team?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What is undone now by its age, whatever the period. */
                        backlog: {
                            active: number;
                            /** @enum {string} */
                            age: "day" | "three_days" | "week" | "month" | "quarter" | "older";
                            /** Format: date-time */
                            created_from: string | null;
                            /** Format: date-time */
                            created_to: string | null;
                            paused: number;
                            waiting: number;
                        }[];
                        /** @enum {string} */
                        by: "day" | "week";
                        came_in: number;
                        first_day: string;
                        /** Format: date-time */
                        from: string;
                        /** @description Seven days from Monday, each with 24 hours: what came in. */
                        hours: number[][];
                        last_day: string;
                        places: {
                            others: number;
                            rows: {
                                count: number;
                                /**
                                 * Format: uuid
                                 * @description Null for tickets without one.
                                 */
                                id: string | null;
                                name: string | null;
                            }[];
                        };
                        resolution: {
                            count: number;
                            median_s: number | null;
                            p90_s: number | null;
                        };
                        response: {
                            count: number;
                            median_s: number | null;
                            p90_s: number | null;
                        };
                        steps: {
                            came_in: number;
                            /** @description Its first day. */
                            day: string;
                            /** Format: date-time */
                            from: string;
                            resolution: {
                                count: number;
                                median_s: number | null;
                                p90_s: number | null;
                            };
                            response: {
                                count: number;
                                median_s: number | null;
                                p90_s: number | null;
                            };
                            /** Format: date-time */
                            to: string;
                            went_out: number;
                        }[];
                        subjects: {
                            others: number;
                            rows: {
                                count: number;
                                /**
                                 * Format: uuid
                                 * @description Null for tickets without one.
                                 */
                                id: string | null;
                                name: string | null;
                            }[];
                        };
                        teams: {
                            others: number;
                            rows: {
                                count: number;
                                /**
                                 * Format: uuid
                                 * @description Null for tickets without one.
                                 */
                                id: string | null;
                                name: string | null;
                            }[];
                        };
                        time_zone: string;
                        /** Format: date-time */
                        to: string;
                        went_out: number;
                    };
                };
            };
        };
    };
    "reports.overrides": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                days?: number;
                from?: string;
                limit?: number;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: date-time */
                        from: string;
                        lowered: number;
                        next: string | null;
                        raised: number;
                        rows: {
                            /**
                             * @description 1 is the highest.
                             * @enum {integer}
                             */
                            answered: 1 | 2 | 3 | 4;
                            /** Format: date-time */
                            at: string;
                            by: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            /** Format: uuid */
                            id: string;
                            number: number;
                            /**
                             * @description 1 is the highest.
                             * @enum {integer}
                             */
                            priority: 1 | 2 | 3 | 4;
                            /** Format: uuid */
                            ticket_id: string;
                            title: string;
                        }[];
                        /** Format: date-time */
                        to: string;
                    };
                };
            };
        };
    };
    "reports.targets": {
        parameters: {
            query?: {
                /** @description How many days up to `to`; 28. */
                days?: number;
                from?: string;
                target?: "first_response" | "next_response" | "resolution";
                team?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        first_day: string;
                        /** Format: date-time */
                        from: string;
                        /** @description Seven days from Monday, each with 24 hours: when it was decided. */
                        hours: {
                            met: number[][];
                            missed: number[][];
                        };
                        kinds: {
                            /** @enum {string} */
                            kind: "first_response" | "next_response" | "resolution";
                            met: number;
                            missed: number;
                        }[];
                        last_day: string;
                        met: number;
                        missed: number;
                        policies: {
                            /** Format: uuid */
                            id: string | null;
                            met: number;
                            missed: number;
                            name: string | null;
                        }[];
                        teams: {
                            /** Format: uuid */
                            id: string | null;
                            met: number;
                            missed: number;
                            name: string | null;
                        }[];
                        time_zone: string;
                        /** Format: date-time */
                        to: string;
                    };
                };
            };
        };
    };
    "reports.duty": {
        parameters: {
            query?: {
                /** @description How many days up to `to`; 28. */
                days?: number;
                from?: string;
                target?: "first_response" | "next_response" | "resolution";
                team?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bounces: {
                            count: number;
                            from: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            to: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                        }[];
                        calls: {
                            /** @description Calls that this person acknowledged. */
                            acknowledged: number;
                            /** @description The median of those, in seconds. */
                            acknowledged_after_s: number | null;
                            /** @description Of them, tickets with a call between 22:00 and 6:00. */
                            at_night: number;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            tickets: number;
                        }[];
                        first_day: string;
                        /** Format: date-time */
                        from: string;
                        last_day: string;
                        time_zone: string;
                        /** Format: date-time */
                        to: string;
                    };
                };
            };
        };
    };
    "reports.imported_targets": {
        parameters: {
            query?: {
                target?: "first_response" | "next_response" | "resolution";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cells: {
                            count: number;
                            /** @description From beginning to end, in the middle of them. */
                            elapsed_minutes: number | null;
                            /** @enum {string} */
                            ours: "met" | "missed" | "none";
                            /** @enum {string} */
                            theirs: "met" | "missed";
                            /** @description Of that, what counted, in the middle of them. */
                            worked_minutes: number | null;
                        }[];
                        priorities: {
                            count: number;
                            /** @enum {string} */
                            ours: "met" | "missed" | "none";
                            priority: number | null;
                            /** @enum {string} */
                            theirs: "met" | "missed";
                        }[];
                        reasons: {
                            count: number;
                            /** @enum {string} */
                            ours: "met" | "missed" | "none";
                            /** @enum {string} */
                            reason: "no_policy" | "still_open" | "reopened" | "priority_changed" | "shorter_there" | "longer_there" | "paused_here" | "hours_here";
                            /** @enum {string} */
                            theirs: "met" | "missed";
                        }[];
                        /** @enum {string} */
                        target: "first_response" | "next_response" | "resolution";
                        total: number;
                    };
                };
            };
        };
    };
    "reports.misses": {
        parameters: {
            query?: {
                /** @description How many days up to `to`; 28. */
                days?: number;
                from?: string;
                target?: "first_response" | "next_response" | "resolution";
                team?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        first_day: string;
                        /** Format: date-time */
                        from: string;
                        last: {
                            /** @description How often it had passed from team to team. */
                            hands: number;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "first_response" | "next_response" | "resolution";
                            /** Format: date-time */
                            missed_at: string;
                            number: number;
                            policy: string | null;
                            signs: ("unassigned" | "untouched" | "passed_on" | "bounced" | "waited" | "outside_hours" | "none")[];
                            team: string | null;
                            title: string;
                            /** @description How long nobody had it between its beginning and the miss. */
                            unassigned_minutes: number;
                        }[];
                        last_day: string;
                        missed: number;
                        signs: {
                            count: number;
                            /** @enum {string} */
                            sign: "unassigned" | "untouched" | "passed_on" | "bounced" | "waited" | "outside_hours" | "none";
                        }[];
                        time_zone: string;
                        /** Format: date-time */
                        to: string;
                    };
                };
            };
        };
    };
    "reports.teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** @description For each of the last 14 days, the present one last. */
                            came_in: number[];
                            /** Format: uuid */
                            id: string | null;
                            is_mine: boolean;
                            name: string;
                            /** Format: date-time */
                            oldest_at: string | null;
                            open: number;
                            overdue: number;
                            tier: number;
                            unassigned: number;
                        }[];
                    };
                };
            };
        };
    };
    "roles.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description All that there are, to choose from. */
                        permissions: string[];
                        rows: {
                            /** Format: date-time */
                            archived_at: string | null;
                            duties: unknown[];
                            family: string;
                            /** @description How many active people hold it now. */
                            holders: number;
                            home: string;
                            /** Format: uuid */
                            id: string;
                            idle_minutes: number | null;
                            is_builtin: boolean;
                            key: string;
                            permissions: string[];
                            summary: string;
                            title: string;
                        }[];
                    };
                };
            };
        };
    };
    "roles.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    home?: "portal" | "desk" | "flow" | "knowledge" | "organization";
                    idle_minutes?: number | null;
                    permissions?: string[];
                    summary?: string;
                    title: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                    };
                };
            };
        };
    };
    "roles.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        archived_at: string | null;
                        duties: unknown[];
                        family: string;
                        /** @description How many active people hold it now. */
                        holders: number;
                        home: string;
                        /** Format: uuid */
                        id: string;
                        idle_minutes: number | null;
                        is_builtin: boolean;
                        key: string;
                        people: {
                            department: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        permissions: string[];
                        summary: string;
                        title: string;
                    };
                };
            };
        };
    };
    "roles.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    home?: "portal" | "desk" | "flow" | "knowledge" | "organization";
                    idle_minutes?: number | null;
                    is_archived?: boolean;
                    permissions?: string[];
                    summary?: string;
                    title?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "rules.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        rows: {
                            breaks: string[];
                            /** Format: date-time */
                            fired_at: string | null;
                            /** Format: uuid */
                            id: string;
                            is_on: boolean;
                            keeper: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            statement: {
                                actions: {
                                    /** Format: uuid */
                                    category_id?: string;
                                    /** @enum {string} */
                                    code?: "fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined";
                                    /** @enum {string} */
                                    do: "assign" | "set_priority" | "set_category" | "set_kind" | "add_tags" | "remove_tags" | "note" | "reply" | "escalate" | "watch" | "notify" | "move";
                                    /** @enum {string} */
                                    kind?: "incident" | "service_request" | "question" | "problem";
                                    /** @enum {string} */
                                    move?: "start" | "ask" | "wait_vendor" | "resume" | "resolve" | "close" | "cancel";
                                    /** Format: uuid */
                                    person_id?: string;
                                    priority?: number;
                                    tags?: string[];
                                    /** Format: uuid */
                                    team_id?: string;
                                    text?: string;
                                    /** @enum {string} */
                                    to?: "owner" | "team" | "lead" | "person";
                                }[];
                                hour_max: number;
                                if: {
                                    conditions: {
                                        /** @enum {string} */
                                        field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                                        /** @enum {string} */
                                        is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                                        values: string[];
                                    }[];
                                    groups: {
                                        conditions: {
                                            /** @enum {string} */
                                            field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                                            /** @enum {string} */
                                            is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                                            values: string[];
                                        }[];
                                        /** @enum {string} */
                                        match: "all" | "any";
                                    }[];
                                    /** @enum {string} */
                                    match: "all" | "any";
                                };
                                is_for_all: boolean;
                                name: string;
                                ticket_hour_max: number;
                                when: {
                                    /** @enum {string} */
                                    field?: "priority" | "team" | "owner" | "tags" | "title" | "requester" | "kind" | "category" | "application" | "place";
                                    minutes?: number;
                                    /** @enum {string} */
                                    on: "created" | "replied_by_requester" | "replied_by_staff" | "changed" | "moved" | "escalated" | "reopened" | "warned" | "breached" | "after" | "daily";
                                    /** @enum {string} */
                                    since?: "created" | "replied_by_requester" | "replied_by_staff" | "moved" | "escalated" | "reopened";
                                    /** @enum {string} */
                                    state?: "new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged";
                                    /** @description In the organization’s time zone. */
                                    time?: string;
                                };
                            };
                            /** Format: date-time */
                            stopped_at: string | null;
                            /** @enum {string|null} */
                            stopped_because: "ticket" | "organization" | null;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "rules.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    actions: {
                        /** Format: uuid */
                        category_id?: string;
                        /** @enum {string} */
                        code?: "fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined";
                        /** @enum {string} */
                        do: "assign" | "set_priority" | "set_category" | "set_kind" | "add_tags" | "remove_tags" | "note" | "reply" | "escalate" | "watch" | "notify" | "move";
                        /** @enum {string} */
                        kind?: "incident" | "service_request" | "question" | "problem";
                        /** @enum {string} */
                        move?: "start" | "ask" | "wait_vendor" | "resume" | "resolve" | "close" | "cancel";
                        /** Format: uuid */
                        person_id?: string;
                        priority?: number;
                        tags?: string[];
                        /** Format: uuid */
                        team_id?: string;
                        text?: string;
                        /** @enum {string} */
                        to?: "owner" | "team" | "lead" | "person";
                    }[];
                    hour_max: number;
                    if: {
                        conditions: {
                            /** @enum {string} */
                            field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                            /** @enum {string} */
                            is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                            values: string[];
                        }[];
                        groups: {
                            conditions: {
                                /** @enum {string} */
                                field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                                /** @enum {string} */
                                is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                                values: string[];
                            }[];
                            /** @enum {string} */
                            match: "all" | "any";
                        }[];
                        /** @enum {string} */
                        match: "all" | "any";
                    };
                    is_for_all: boolean;
                    name: string;
                    ticket_hour_max: number;
                    when: {
                        /** @enum {string} */
                        field?: "priority" | "team" | "owner" | "tags" | "title" | "requester" | "kind" | "category" | "application" | "place";
                        minutes?: number;
                        /** @enum {string} */
                        on: "created" | "replied_by_requester" | "replied_by_staff" | "changed" | "moved" | "escalated" | "reopened" | "warned" | "breached" | "after" | "daily";
                        /** @enum {string} */
                        since?: "created" | "replied_by_requester" | "replied_by_staff" | "moved" | "escalated" | "reopened";
                        /** @enum {string} */
                        state?: "new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged";
                        /** @description In the organization’s time zone. */
                        time?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "rules.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    actions: {
                        /** Format: uuid */
                        category_id?: string;
                        /** @enum {string} */
                        code?: "fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined";
                        /** @enum {string} */
                        do: "assign" | "set_priority" | "set_category" | "set_kind" | "add_tags" | "remove_tags" | "note" | "reply" | "escalate" | "watch" | "notify" | "move";
                        /** @enum {string} */
                        kind?: "incident" | "service_request" | "question" | "problem";
                        /** @enum {string} */
                        move?: "start" | "ask" | "wait_vendor" | "resume" | "resolve" | "close" | "cancel";
                        /** Format: uuid */
                        person_id?: string;
                        priority?: number;
                        tags?: string[];
                        /** Format: uuid */
                        team_id?: string;
                        text?: string;
                        /** @enum {string} */
                        to?: "owner" | "team" | "lead" | "person";
                    }[];
                    hour_max: number;
                    if: {
                        conditions: {
                            /** @enum {string} */
                            field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                            /** @enum {string} */
                            is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                            values: string[];
                        }[];
                        groups: {
                            conditions: {
                                /** @enum {string} */
                                field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                                /** @enum {string} */
                                is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                                values: string[];
                            }[];
                            /** @enum {string} */
                            match: "all" | "any";
                        }[];
                        /** @enum {string} */
                        match: "all" | "any";
                    };
                    is_for_all: boolean;
                    name: string;
                    ticket_hour_max: number;
                    when: {
                        /** @enum {string} */
                        field?: "priority" | "team" | "owner" | "tags" | "title" | "requester" | "kind" | "category" | "application" | "place";
                        minutes?: number;
                        /** @enum {string} */
                        on: "created" | "replied_by_requester" | "replied_by_staff" | "changed" | "moved" | "escalated" | "reopened" | "warned" | "breached" | "after" | "daily";
                        /** @enum {string} */
                        since?: "created" | "replied_by_requester" | "replied_by_staff" | "moved" | "escalated" | "reopened";
                        /** @enum {string} */
                        state?: "new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged";
                        /** @description In the organization’s time zone. */
                        time?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        version: number;
                    };
                };
            };
        };
    };
    "rules.archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "rules.firings": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        people: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        rows: {
                            deeds: {
                                /** @enum {string} */
                                outcome: "done" | "refused";
                                position: number;
                                why: string | null;
                            }[];
                            /** Format: date-time */
                            finished_at: string | null;
                            /** Format: date-time */
                            fired_at: string;
                            /** @description E.g. created, changed:priority, moved:open, after, daily. */
                            happened: string;
                            held: number[];
                            /** Format: uuid */
                            id: string;
                            rule: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                version: number;
                            };
                            statement: {
                                actions: {
                                    /** Format: uuid */
                                    category_id?: string;
                                    /** @enum {string} */
                                    code?: "fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined";
                                    /** @enum {string} */
                                    do: "assign" | "set_priority" | "set_category" | "set_kind" | "add_tags" | "remove_tags" | "note" | "reply" | "escalate" | "watch" | "notify" | "move";
                                    /** @enum {string} */
                                    kind?: "incident" | "service_request" | "question" | "problem";
                                    /** @enum {string} */
                                    move?: "start" | "ask" | "wait_vendor" | "resume" | "resolve" | "close" | "cancel";
                                    /** Format: uuid */
                                    person_id?: string;
                                    priority?: number;
                                    tags?: string[];
                                    /** Format: uuid */
                                    team_id?: string;
                                    text?: string;
                                    /** @enum {string} */
                                    to?: "owner" | "team" | "lead" | "person";
                                }[];
                                hour_max: number;
                                if: {
                                    conditions: {
                                        /** @enum {string} */
                                        field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                                        /** @enum {string} */
                                        is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                                        values: string[];
                                    }[];
                                    groups: {
                                        conditions: {
                                            /** @enum {string} */
                                            field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                                            /** @enum {string} */
                                            is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                                            values: string[];
                                        }[];
                                        /** @enum {string} */
                                        match: "all" | "any";
                                    }[];
                                    /** @enum {string} */
                                    match: "all" | "any";
                                };
                                is_for_all: boolean;
                                name: string;
                                ticket_hour_max: number;
                                when: {
                                    /** @enum {string} */
                                    field?: "priority" | "team" | "owner" | "tags" | "title" | "requester" | "kind" | "category" | "application" | "place";
                                    minutes?: number;
                                    /** @enum {string} */
                                    on: "created" | "replied_by_requester" | "replied_by_staff" | "changed" | "moved" | "escalated" | "reopened" | "warned" | "breached" | "after" | "daily";
                                    /** @enum {string} */
                                    since?: "created" | "replied_by_requester" | "replied_by_staff" | "moved" | "escalated" | "reopened";
                                    /** @enum {string} */
                                    state?: "new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged";
                                    /** @description In the organization’s time zone. */
                                    time?: string;
                                };
                            };
                            ticket: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                                title: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "rules.switch": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_on: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        is_on: boolean;
                    };
                };
            };
        };
    };
    "rules.order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ids: string[];
                    };
                };
            };
        };
    };
    "rules.trial": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        done: number;
                        /** Format: date-time */
                        finished_at: string | null;
                        firings: number;
                        hits: {
                            /** Format: date-time */
                            at: string;
                            deeds: ("would" | "nothing" | "refused")[];
                            ticket: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                                title: string;
                            };
                        }[];
                        /** Format: date-time */
                        since: string;
                        /** Format: date-time */
                        started_at: string;
                        tickets: number;
                        total: number;
                    };
                };
            };
        };
    };
    "rules.try": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    rule_id?: string;
                    statement: {
                        actions: {
                            /** Format: uuid */
                            category_id?: string;
                            /** @enum {string} */
                            code?: "fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined";
                            /** @enum {string} */
                            do: "assign" | "set_priority" | "set_category" | "set_kind" | "add_tags" | "remove_tags" | "note" | "reply" | "escalate" | "watch" | "notify" | "move";
                            /** @enum {string} */
                            kind?: "incident" | "service_request" | "question" | "problem";
                            /** @enum {string} */
                            move?: "start" | "ask" | "wait_vendor" | "resume" | "resolve" | "close" | "cancel";
                            /** Format: uuid */
                            person_id?: string;
                            priority?: number;
                            tags?: string[];
                            /** Format: uuid */
                            team_id?: string;
                            text?: string;
                            /** @enum {string} */
                            to?: "owner" | "team" | "lead" | "person";
                        }[];
                        hour_max: number;
                        if: {
                            conditions: {
                                /** @enum {string} */
                                field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                                /** @enum {string} */
                                is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                                values: string[];
                            }[];
                            groups: {
                                conditions: {
                                    /** @enum {string} */
                                    field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                                    /** @enum {string} */
                                    is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                                    values: string[];
                                }[];
                                /** @enum {string} */
                                match: "all" | "any";
                            }[];
                            /** @enum {string} */
                            match: "all" | "any";
                        };
                        is_for_all: boolean;
                        name: string;
                        ticket_hour_max: number;
                        when: {
                            /** @enum {string} */
                            field?: "priority" | "team" | "owner" | "tags" | "title" | "requester" | "kind" | "category" | "application" | "place";
                            minutes?: number;
                            /** @enum {string} */
                            on: "created" | "replied_by_requester" | "replied_by_staff" | "changed" | "moved" | "escalated" | "reopened" | "warned" | "breached" | "after" | "daily";
                            /** @enum {string} */
                            since?: "created" | "replied_by_requester" | "replied_by_staff" | "moved" | "escalated" | "reopened";
                            /** @enum {string} */
                            state?: "new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged";
                            /** @description In the organization’s time zone. */
                            time?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "safety.list": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                limit?: number;
                state?: "reported" | "assessing" | "acting" | "watching" | "closed" | "not_safety" | "open";
                /** @description In the title or a text, or a number. */
                words?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rows: {
                            /** Format: date-time */
                            assessed_at: string | null;
                            /** @enum {string} */
                            category: "waiting" | "active" | "paused" | "done";
                            /** Format: date-time */
                            due_at: string;
                            /** Format: uuid */
                            id: string;
                            /** @description The first assessment was late, or is. */
                            is_late: boolean;
                            /** @enum {string|null} */
                            level: "low" | "medium" | "high" | "extreme" | null;
                            likelihood: number | null;
                            number: number;
                            /** @enum {string} */
                            outcome: "severe_harm" | "harm" | "near_miss";
                            owner: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** Format: date-time */
                            reported_at: string;
                            severity: number | null;
                            /** @enum {string} */
                            state: "reported" | "assessing" | "acting" | "watching" | "closed" | "not_safety";
                            title: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "safety.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        assessed_at: string | null;
                        /** @enum {string} */
                        category: "waiting" | "active" | "paused" | "done";
                        description: string;
                        /** Format: date-time */
                        due_at: string;
                        events: {
                            action: string;
                            actor: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** Format: date-time */
                            at: string;
                            data: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                        }[];
                        findings: string | null;
                        hazards: {
                            /** Format: uuid */
                            id: string;
                            number: number;
                            /** @enum {string} */
                            state: "open" | "controlled" | "accepted" | "closed";
                            title: string;
                        }[];
                        /** Format: uuid */
                        id: string;
                        /** @description The first assessment was late, or is. */
                        is_late: boolean;
                        /** @enum {string|null} */
                        level: "low" | "medium" | "high" | "extreme" | null;
                        likelihood: number | null;
                        moves: ("take" | "act" | "watch" | "close" | "dismiss" | "reopen")[];
                        notes: {
                            author: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            body: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                        }[];
                        number: number;
                        /** @enum {string} */
                        outcome: "severe_harm" | "harm" | "near_miss";
                        owner: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        /** @description Who has read this page, the latest first. */
                        readings: {
                            /** Format: date-time */
                            at: string;
                            by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            times: number;
                        }[];
                        reason: string | null;
                        /** Format: date-time */
                        reported_at: string;
                        reporter: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        };
                        severity: number | null;
                        /** @enum {string} */
                        state: "reported" | "assessing" | "acting" | "watching" | "closed" | "not_safety";
                        ticket: {
                            /** Format: uuid */
                            id: string;
                            number: number;
                            title: string;
                        } | null;
                        title: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.act": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.assess": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    findings: string;
                    likelihood: number;
                    severity: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.assign": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    owner_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.close": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.dismiss": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.note": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        /** Format: uuid */
                        note_id: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.rename": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.reopen": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.take": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.watch": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "safety.settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        hours: {
                            harm: number;
                            near_miss: number;
                            severe_harm: number;
                        };
                        matrix: ("low" | "medium" | "high" | "extreme")[][];
                        /** @description Everybody who may work on patient safety now. */
                        officers: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        /** Format: uuid */
                        owner_id: string | null;
                        /** @description 0 as long as nothing was changed. */
                        version: number;
                    };
                };
            };
        };
    };
    "safety.edit_settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    hours: {
                        harm: number;
                        near_miss: number;
                        severe_harm: number;
                    };
                    matrix: ("low" | "medium" | "high" | "extreme")[][];
                    /** Format: uuid */
                    owner_id: string | null;
                    version: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
        };
    };
    "search.find": {
        parameters: {
            query: {
                from?: string;
                in?: "everything" | "titles";
                kind?: string[];
                limit?: number;
                q: string;
                state?: string[];
                team?: string[];
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did_you_mean: string | null;
                        groups: {
                            has_more: boolean;
                            /** @description False when the search stopped before it had seen everything. */
                            is_complete: boolean;
                            kind: string;
                            /** @enum {string} */
                            order: "best" | "newest";
                            rows: {
                                /** Format: date-time */
                                at: string;
                                category: string;
                                /** @description The message that matched; the record itself when its title or first text did. */
                                entry_id: string;
                                /** Format: uuid */
                                id: string;
                                is_internal: boolean;
                                kind: string;
                                number: number;
                                snippet: {
                                    /** @description Where the text matched: from and to (exclusive), in UTF-16 units as in JavaScript. */
                                    marks: number[][];
                                    text: string;
                                };
                                state: string;
                                title: {
                                    /** @description Where the text matched: from and to (exclusive), in UTF-16 units as in JavaScript. */
                                    marks: number[][];
                                    text: string;
                                };
                                /** Format: date-time */
                                updated_at: string;
                            }[];
                        }[];
                        jump: {
                            /** Format: uuid */
                            id: string;
                            kind: string;
                            number: number;
                            state: string;
                            title: string;
                        } | null;
                        people: {
                            email: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            title: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.suggest": {
        parameters: {
            query: {
                text: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            audience: string;
                            /** Format: uuid */
                            id: string;
                            number: number;
                            sentence: {
                                /** @description Where the text matched: from and to (exclusive), in UTF-16 units as in JavaScript. */
                                marks: number[][];
                                text: string;
                            };
                            slug: string;
                            title: string;
                        }[];
                    };
                };
            };
        };
    };
    "session.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string | null;
                        has_factor: boolean;
                        home: string;
                        idle_minutes: number;
                        /** @description Privileged actions need a second step, and none is set up. */
                        is_factor_wanted: boolean;
                        language: string;
                        name: string;
                        /** @description The second step of signing in is still to come. */
                        needs_factor: boolean;
                        organization: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            slug: string;
                        };
                        permissions: string[];
                        /** Format: uuid */
                        person_id: string;
                        teams: {
                            /** Format: uuid */
                            id: string;
                            is_lead: boolean;
                            name: string;
                            tier: number;
                        }[];
                        time_zone: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    organization?: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        needs_factor: boolean;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.choose_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What stands after the # of the link. */
                    link: string;
                    password: string;
                    /** @enum {string} */
                    purpose: "invitation" | "reset";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Six digits, or a recovery code. */
                    code?: string;
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        confirmed_at: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Six digits, or a recovery code. */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        needs_factor: false;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What stands after the # of the link. */
                    link: string;
                    /** @enum {string} */
                    purpose: "invitation" | "reset";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        /** Format: date-time */
                        expires_at: string;
                        length_min: number;
                        name: string;
                        organization: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.change_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    new_password: string;
                    old_password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed_at: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    organization?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        is_sent: boolean;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sessions.list": {
        parameters: {
            query?: {
                person_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            address: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** Format: uuid */
                            id: string;
                            idle_minutes: number;
                            /** @description The session of this request. */
                            is_this: boolean;
                            /** Format: date-time */
                            last_active_at: string;
                            user_agent: string;
                        }[];
                    };
                };
            };
        };
    };
    "sessions.revoke": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "sessions.revoke_others": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: number;
                    };
                };
            };
        };
    };
    "setup.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        isNeeded: boolean;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "setup.run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    admin?: {
                        email: string;
                        name: string;
                        password: string;
                    };
                    /** @description The code that the terminal shows. */
                    code: string;
                    /** @description Load the demo hospital instead. */
                    demo?: boolean;
                    organization?: {
                        /** @enum {string} */
                        language: "en" | "es";
                        name: string;
                        /** @description The short name in addresses. */
                        slug: string;
                        time_zone: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        isNeeded: false;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sites.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "sites.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_archived?: boolean;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "skills.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "skills.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_archived?: boolean;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "status.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        before: {
                            applications: string[];
                            /** Format: date-time */
                            declared_at: string;
                            /** Format: uuid */
                            id: string;
                            is_followed: boolean;
                            /** Format: date-time */
                            next_update_at: string | null;
                            number: number;
                            /** @description One’s own requests that are part of it. */
                            own_tickets: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                            }[];
                            places: string[];
                            /** Format: date-time */
                            resolved_at: string | null;
                            /** @enum {string} */
                            state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                            title: string;
                            /** @description Newest first. */
                            updates: {
                                /** Format: date-time */
                                at: string;
                                body: string;
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                            }[];
                        }[];
                        now: {
                            applications: string[];
                            /** Format: date-time */
                            declared_at: string;
                            /** Format: uuid */
                            id: string;
                            is_followed: boolean;
                            /** Format: date-time */
                            next_update_at: string | null;
                            number: number;
                            /** @description One’s own requests that are part of it. */
                            own_tickets: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                            }[];
                            places: string[];
                            /** Format: date-time */
                            resolved_at: string | null;
                            /** @enum {string} */
                            state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                            title: string;
                            /** @description Newest first. */
                            updates: {
                                /** Format: date-time */
                                at: string;
                                body: string;
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    "status.of_incident": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        applications: string[];
                        /** Format: date-time */
                        declared_at: string;
                        /** Format: uuid */
                        id: string;
                        is_followed: boolean;
                        /** Format: date-time */
                        next_update_at: string | null;
                        number: number;
                        /** @description One’s own requests that are part of it. */
                        own_tickets: {
                            /** Format: uuid */
                            id: string;
                            number: number;
                        }[];
                        places: string[];
                        /** Format: date-time */
                        resolved_at: string | null;
                        /** @enum {string} */
                        state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                        title: string;
                        /** @description Newest first. */
                        updates: {
                            /** Format: date-time */
                            at: string;
                            body: string;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                        }[];
                    };
                };
            };
        };
    };
    "synonyms.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** Format: uuid */
                            id: string;
                            words: string[];
                        }[];
                        shipped: {
                            /** @description True when a group of the organization’s own names one of the words and stands instead. */
                            is_replaced: boolean;
                            words: string[];
                        }[];
                    };
                };
            };
        };
    };
    "synonyms.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Words or short phrases that mean the same. Letter case does not matter. */
                    words: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        words: string[];
                    };
                };
            };
        };
    };
    "synonyms.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "synonyms.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Words or short phrases that mean the same. Letter case does not matter. */
                    words: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        words: string[];
                    };
                };
            };
        };
    };
    "synonyms.try": {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** @description Longer words that begin with it are found as well. */
                            is_beginning: boolean;
                            /** @description It was quoted, so it is meant as it stands. */
                            is_exact: boolean;
                            /** @description The search passes over it, as over “the” and “of”. */
                            is_passed_over: boolean;
                            /** @description What holds it is left out. */
                            is_unwanted: boolean;
                            /** @description What is found as well, because it means the same. */
                            same: string[];
                            /** @description The words that are looked for when nothing is found, because nobody uses the typed one. */
                            similar: string[];
                            /** @description The word or phrase as it is compared. */
                            typed: string;
                        }[];
                    };
                };
            };
        };
    };
    "system.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        backup: {
                            at: string;
                            size_bytes: number;
                        } | null;
                        disk: {
                            database_bytes: number;
                            folder: {
                                free_bytes: number;
                                total_bytes: number;
                            } | null;
                        };
                        jobs: {
                            /** @description Tried as often as they may be; nobody tries them again. */
                            failed: number;
                            /** @description Due later, those to be tried again included. */
                            later: number;
                            running: number;
                            /** @description Due, and not yet begun. */
                            waiting: number;
                            /** @description How long the oldest has been due. */
                            waiting_seconds: number;
                            /** Format: date-time */
                            worker_at: string | null;
                        };
                        mail: {
                            failed: number;
                            held: number;
                            queued: number;
                            /** Format: date-time */
                            sent_at: string | null;
                            server: string | null;
                        };
                        migrations: {
                            done: number;
                            /** @description How many this version of the product comes with. */
                            expected: number;
                            last: string;
                        };
                        node: string;
                        postgres: string;
                        /** @description The version of Wardline. */
                        product: string;
                        /** @description How long the server that answered has been running. */
                        up_seconds: number;
                    };
                };
            };
        };
    };
    "teams.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email?: string | null;
                    name: string;
                    skill_ids?: string[];
                    tier?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "teams.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        archived_at: string | null;
                        email: string | null;
                        /** Format: uuid */
                        id: string;
                        members: {
                            /** Format: uuid */
                            id: string;
                            is_active: boolean;
                            is_lead: boolean;
                            name: string;
                            title: string | null;
                        }[];
                        name: string;
                        skills: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        tier: number;
                    };
                };
            };
        };
    };
    "teams.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email?: string | null;
                    is_archived?: boolean;
                    name?: string;
                    skill_ids?: string[];
                    tier?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "candidates.team": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        may_edit: boolean;
                        /** @enum {string} */
                        mode: "off" | "suggest" | "assign";
                        /** @description Open tickets a person; null sets no limit. */
                        open_max: number | null;
                    };
                };
            };
        };
    };
    "candidates.set": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    mode: "off" | "suggest" | "assign";
                    /** @description Open tickets a person; null sets no limit. */
                    open_max: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        mode: "off" | "suggest" | "assign";
                    };
                };
            };
        };
    };
    "teams.set_member": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_lead?: boolean;
                    /** Format: uuid */
                    person_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person_id: string;
                        /** Format: uuid */
                        team_id: string;
                    };
                };
            };
        };
    };
    "teams.remove_member": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    person_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person_id: string;
                        /** Format: uuid */
                        team_id: string;
                    };
                };
            };
        };
    };
    "on_call.rota": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledge_minutes: number;
                        /**
                         * Format: uuid
                         * @description The calendar whose holidays count.
                         */
                        calendar_id: string | null;
                        /** @description Those to choose from, for who may change the rota. */
                        calendars: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        /** @description Those that are not over. */
                        covers: {
                            /** Format: date-time */
                            from: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            layer_id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            to: string;
                        }[];
                        is_always: boolean;
                        is_member: boolean;
                        layers: {
                            /** @description The parts of the week that are covered; none means all of it. */
                            hours: {
                                /** @description HH:MM */
                                from_time: string;
                                /** @description 1 is Monday. */
                                from_weekday: number;
                                /** @description HH:MM */
                                to_time: string;
                                /** @description 1 is Monday. */
                                to_weekday: number;
                            }[];
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /**
                             * @description On holidays too, on them only, or not on them. The first if left out.
                             * @enum {string}
                             */
                            on_holidays?: "always" | "only" | "never";
                            rotations: {
                                /** @description YYYY-MM-DD */
                                from: string;
                                /** @description HH:MM */
                                handover_time: string;
                                /** @description 1 is Monday. */
                                handover_weekday: number | null;
                                length_days: number;
                                /** @description In the order of their turns. */
                                people: string[];
                                /** @description YYYY-MM-DD */
                                to: string | null;
                            }[];
                            time_zone: string;
                        }[];
                        may_edit: boolean;
                        notes: {
                            author: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            body: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                        }[];
                        people: {
                            /** Format: uuid */
                            id: string;
                            /** @description Active, and a member of the team. */
                            is_there: boolean;
                            name: string;
                        }[];
                        /** @description Those that wait for an answer. */
                        swaps: {
                            asked: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            asker: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /**
                             * Format: date-time
                             * @description The shift that the asker takes in return, if one is named.
                             */
                            back_from: string | null;
                            /** Format: date-time */
                            back_to: string | null;
                            /** Format: date-time */
                            from: string;
                            /** Format: uuid */
                            id: string;
                            layer: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            to: string;
                        }[];
                        team: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        };
                        /** @description Of the organization. */
                        time_zone: string;
                        /** @description 0 while the team has no rota. */
                        version: number;
                    };
                };
            };
        };
    };
    "on_call.save": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    acknowledge_minutes: number;
                    /**
                     * Format: uuid
                     * @description The calendar whose holidays count.
                     */
                    calendar_id?: string | null;
                    /** @description Somebody has to be on call at every moment. */
                    is_always: boolean;
                    layers: {
                        /** @description The parts of the week that are covered; none means all of it. */
                        hours: {
                            /** @description HH:MM */
                            from_time: string;
                            /** @description 1 is Monday. */
                            from_weekday: number;
                            /** @description HH:MM */
                            to_time: string;
                            /** @description 1 is Monday. */
                            to_weekday: number;
                        }[];
                        /** Format: uuid */
                        id?: string;
                        name: string;
                        /**
                         * @description On holidays too, on them only, or not on them. The first if left out.
                         * @enum {string}
                         */
                        on_holidays?: "always" | "only" | "never";
                        rotations: {
                            /** @description YYYY-MM-DD */
                            from: string;
                            /** @description HH:MM */
                            handover_time: string;
                            /** @description 1 is Monday. */
                            handover_weekday: number | null;
                            length_days: number;
                            /** @description In the order of their turns. */
                            people: string[];
                            /** @description YYYY-MM-DD */
                            to: string | null;
                        }[];
                        time_zone: string;
                    }[];
                    version: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
        };
    };
    "on_call.cover": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    from: string;
                    /** Format: uuid */
                    layer_id: string;
                    /** Format: uuid */
                    person_id: string;
                    /** Format: date-time */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "on_call.remove_cover": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cover: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "on_call.note": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "on_call.remove_note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                note: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "on_call.preview": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    acknowledge_minutes: number;
                    /**
                     * Format: uuid
                     * @description The calendar whose holidays count.
                     */
                    calendar_id?: string | null;
                    /** Format: date-time */
                    from: string;
                    /** @description Somebody has to be on call at every moment. */
                    is_always: boolean;
                    layers: {
                        /** @description The parts of the week that are covered; none means all of it. */
                        hours: {
                            /** @description HH:MM */
                            from_time: string;
                            /** @description 1 is Monday. */
                            from_weekday: number;
                            /** @description HH:MM */
                            to_time: string;
                            /** @description 1 is Monday. */
                            to_weekday: number;
                        }[];
                        /** Format: uuid */
                        id?: string;
                        name: string;
                        /**
                         * @description On holidays too, on them only, or not on them. The first if left out.
                         * @enum {string}
                         */
                        on_holidays?: "always" | "only" | "never";
                        rotations: {
                            /** @description YYYY-MM-DD */
                            from: string;
                            /** @description HH:MM */
                            handover_time: string;
                            /** @description 1 is Monday. */
                            handover_weekday: number | null;
                            length_days: number;
                            /** @description In the order of their turns. */
                            people: string[];
                            /** @description YYYY-MM-DD */
                            to: string | null;
                        }[];
                        time_zone: string;
                    }[];
                    /** Format: date-time */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description One person in two layers at once. */
                        doubles: {
                            /** Format: date-time */
                            from: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            to: string;
                        }[];
                        gaps: {
                            /** Format: date-time */
                            from: string;
                            /**
                             * Format: uuid
                             * @description Null where nobody at all is on call.
                             */
                            layer_id: string | null;
                            /** Format: date-time */
                            to: string;
                        }[];
                        holidays: {
                            /** Format: date-time */
                            from: string;
                            name: string;
                            /** Format: date-time */
                            to: string;
                        }[];
                        shifts: {
                            /** @enum {string} */
                            because: "rotation" | "cover";
                            /** Format: uuid */
                            cover_id: string | null;
                            /** Format: date-time */
                            from: string;
                            /** Format: uuid */
                            layer_id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            to: string;
                        }[];
                    };
                };
            };
        };
    };
    "on_call.shifts": {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description One person in two layers at once. */
                        doubles: {
                            /** Format: date-time */
                            from: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            to: string;
                        }[];
                        gaps: {
                            /** Format: date-time */
                            from: string;
                            /**
                             * Format: uuid
                             * @description Null where nobody at all is on call.
                             */
                            layer_id: string | null;
                            /** Format: date-time */
                            to: string;
                        }[];
                        has_rota: boolean;
                        holidays: {
                            /** Format: date-time */
                            from: string;
                            name: string;
                            /** Format: date-time */
                            to: string;
                        }[];
                        shifts: {
                            /** @enum {string} */
                            because: "rotation" | "cover";
                            /** Format: uuid */
                            cover_id: string | null;
                            /** Format: date-time */
                            from: string;
                            /** Format: uuid */
                            layer_id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            to: string;
                        }[];
                        team: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        };
                    };
                };
            };
        };
    };
    "on_call.ask_swap": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    asked_id: string;
                    /** Format: date-time */
                    back_from?: string;
                    /** Format: date-time */
                    back_to?: string;
                    /** Format: date-time */
                    from: string;
                    /** Format: uuid */
                    layer_id: string;
                    /** Format: date-time */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "on_call.answer_swap": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                swap: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    answer: "accept" | "decline" | "withdraw";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        state: string;
                    };
                };
            };
        };
    };
    "on_call.webhook": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: {
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description When it is tried next.
                             */
                            due_at: string | null;
                            /** Format: uuid */
                            id: string;
                            last_error: string | null;
                            /** @enum {string} */
                            state: "queued" | "sent" | "dead";
                            ticket: number;
                            tries: number;
                        }[];
                        url: string | null;
                    };
                };
            };
        };
    };
    "on_call.set_webhook": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                        url: string;
                    };
                };
            };
        };
    };
    "on_call.remove_webhook": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "on_call.send_again": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    delivery_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "tickets.list": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                application?: string;
                bounced_from?: string;
                bounced_since?: string;
                bounced_to?: string;
                bounced_until?: string;
                category?: ("waiting" | "active" | "paused" | "done")[];
                code?: ("fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined")[];
                created_from?: string;
                /** @description In the organization’s time zone. */
                created_hour?: number;
                created_to?: string;
                /** @description From Monday, in the organization’s time zone. */
                created_weekday?: number;
                kind?: ("incident" | "service_request" | "question" | "problem")[];
                limit?: number;
                /** @description What another system said of its own target. */
                made_target?: "met" | "missed";
                owner?: string[];
                /** @description Whom the tickets called to duty. */
                paged?: string;
                /** @description Between 22:00 and 6:00. */
                paged_at_night?: boolean;
                paged_since?: string;
                paged_until?: string;
                place?: string[];
                priority?: number[];
                /** @description Words, phrases, a number. */
                q?: string;
                requester?: string;
                resolved_from?: string;
                resolved_to?: string;
                reverse?: boolean;
                sort?: "updated" | "created" | "due" | "priority" | "number";
                state?: ("new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged")[];
                subject?: string;
                tag?: string;
                target?: "first_response" | "next_response" | "resolution";
                target_from?: string;
                target_hour?: number;
                target_policy?: string;
                /** @description Met: none of the targets that were decided in the period was missed. Judged: met or missed. None: nothing was decided. */
                target_result?: "met" | "missed" | "judged" | "none";
                /** @description What the timeline shows of a missed target. */
                target_sign?: "unassigned" | "untouched" | "passed_on" | "bounced" | "waited" | "outside_hours" | "none";
                target_to?: string;
                /** @description When it was decided. */
                target_weekday?: number;
                team?: string[];
                view?: "mine" | "team" | "unassigned" | "waiting" | "due_soon" | "overdue" | "open" | "requested" | "participating" | "resolved" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rows: {
                            application: string | null;
                            /** @enum {string} */
                            category: "waiting" | "active" | "paused" | "done";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            due_at: string | null;
                            /**
                             * @description Which target is due then; kept from who sees the ticket from outside.
                             * @enum {string|null}
                             */
                            due_target: "first_response" | "next_response" | "resolution" | null;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "incident" | "service_request" | "question" | "problem";
                            /** Format: date-time */
                            last_word_at: string | null;
                            last_word_is_requester: boolean;
                            number: number;
                            owner: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            place: string | null;
                            priority: number | null;
                            requester: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            state: "new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged";
                            subject: string | null;
                            tags: string[];
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            title: string;
                            /** Format: date-time */
                            updated_at: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "tickets.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers?: {
                        given: {
                            [key: string]: string;
                        };
                        version: number;
                    };
                    application?: string;
                    body: string;
                    /** Format: uuid */
                    category_id?: string;
                    /** @enum {string} */
                    channel?: "portal" | "phone" | "mail" | "walk_up" | "api" | "alert" | "import";
                    device?: string;
                    file_ids?: string[];
                    /**
                     * @description Instead of answers, from who works on tickets; 1 is the highest.
                     * @enum {integer}
                     */
                    impact?: 1 | 2 | 3 | 4;
                    /** @enum {string} */
                    kind?: "incident" | "service_request" | "question" | "problem";
                    links?: {
                        /** Format: uuid */
                        to_id: string;
                        /** @enum {string} */
                        type: "relates_to" | "duplicates" | "duplicated_by" | "blocks" | "blocked_by" | "caused_by" | "causes" | "solved_by" | "solves" | "parent" | "child" | "part_of" | "has_part" | "mentions" | "mentioned_by";
                    }[];
                    /** Format: uuid */
                    owner_id?: string;
                    /** Format: uuid */
                    place_id?: string;
                    /** Format: uuid */
                    requester_id?: string;
                    shared_login?: string;
                    tags?: string[];
                    /** Format: uuid */
                    team_id?: string;
                    title: string;
                    /**
                     * @description Instead of answers, from who works on tickets; 1 is the highest.
                     * @enum {integer}
                     */
                    urgency?: 1 | 2 | 3 | 4;
                    /** Format: uuid */
                    workstation_id?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                        warnings: string[];
                    };
                };
            };
        };
    };
    "tickets.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        application: string | null;
                        /** @description How often it came back from the team that it was passed to. */
                        bounces: number;
                        /** @enum {string} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        category_id: string | null;
                        cause: string | null;
                        channel: string;
                        /** Format: date-time */
                        closed_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        device: string | null;
                        /** Format: date-time */
                        due_at: string | null;
                        /**
                         * @description Which target is due then; kept from who sees the ticket from outside.
                         * @enum {string|null}
                         */
                        due_target: "first_response" | "next_response" | "resolution" | null;
                        events: {
                            action: string;
                            /** Format: uuid */
                            actor_id: string | null;
                            /** Format: date-time */
                            at: string;
                            data: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                        }[];
                        files: {
                            /** Format: uuid */
                            id: string;
                            is_inline: boolean;
                            media_type: string;
                            /** Format: uuid */
                            message_id: string | null;
                            name: string;
                            /** Format: date-time */
                            removed_at: string | null;
                            size_bytes: number;
                        }[];
                        /** Format: date-time */
                        first_response_at: string | null;
                        hands: {
                            /** Format: uuid */
                            by_id: string | null;
                            /** Format: date-time */
                            created_at: string;
                            direction: string;
                            from_team: string | null;
                            /** Format: uuid */
                            id: string;
                            reason: string;
                            to_team: string | null;
                            tried: string;
                        }[];
                        /** Format: uuid */
                        id: string;
                        impact: number;
                        is_inside: boolean;
                        /** @enum {string} */
                        kind: "incident" | "service_request" | "question" | "problem";
                        /** Format: date-time */
                        last_word_at: string | null;
                        last_word_is_requester: boolean;
                        links: {
                            category: string;
                            /** Format: uuid */
                            id: string;
                            is_from: boolean;
                            kind: string;
                            number: number;
                            /** @description The type as it reads from this ticket, e.g. blocked_by. */
                            reads_as: string;
                            state: string;
                            title: string;
                            type: string;
                        }[];
                        may: string[];
                        messages: {
                            /** Format: uuid */
                            author_id: string | null;
                            body: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            is_internal: boolean;
                            /** Format: date-time */
                            redacted_at: string | null;
                        }[];
                        minutes_spent: number;
                        number: number;
                        /** Format: uuid */
                        org_id: string;
                        owner: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        participant_ids: string[];
                        people: {
                            department: string | null;
                            email: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            phone: string | null;
                            title: string | null;
                        }[];
                        place: string | null;
                        /** Format: uuid */
                        place_id: string | null;
                        priority: number | null;
                        rating: number | null;
                        rating_comment: string | null;
                        reassigned_count: number;
                        reopened_count: number;
                        /** Format: uuid */
                        reported_by_id: string | null;
                        requester: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        resolution_code: string | null;
                        /** Format: date-time */
                        resolved_at: string | null;
                        /** Format: date-time */
                        resume_at: string | null;
                        shared_login: string | null;
                        /** @enum {string} */
                        state: "new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged";
                        subject: string | null;
                        tags: string[];
                        team: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        title: string;
                        /** Format: date-time */
                        updated_at: string;
                        urgency: number;
                        version: number;
                        watcher_ids: string[];
                        workstation: string | null;
                    };
                };
            };
        };
    };
    "escalation.acknowledge": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    page_id?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledged: number;
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.add_participant": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    person_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.answer": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    given: {
                        [key: string]: string;
                    };
                    version: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The priority by the answers alone.
                         * @enum {integer}
                         */
                        answered: 1 | 2 | 3 | 4;
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        impact: 1 | 2 | 3 | 4;
                        kind: string;
                        number: number;
                        /** @enum {string|null} */
                        p1: "proposed" | "declined" | null;
                        /**
                         * @description The priority that the ticket has or would get.
                         * @enum {integer}
                         */
                        priority: 1 | 2 | 3 | 4;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        urgency: 1 | 2 | 3 | 4;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.ask": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.assign": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    owner_id?: string | null;
                    /** Format: uuid */
                    team_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.call_p1": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "candidates.list": {
        parameters: {
            query?: {
                /** @description The team of the ticket when left out. */
                team_id?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        mode: "off" | "suggest" | "assign";
                        open_max: number | null;
                        rows: {
                            /** @enum {string} */
                            duty: "on_call" | "here" | "hours" | "away";
                            is_full: boolean;
                            open: number;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            score: number;
                            skills: {
                                level: number;
                                name: string;
                            }[];
                            solved: number;
                        }[];
                        /** Format: uuid */
                        team_id: string | null;
                    };
                };
            };
        };
    };
    "escalation.clocks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** Format: date-time */
                            breached_at: string | null;
                            calendar: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                time_zone: string;
                                version: number;
                            };
                            /** Format: date-time */
                            due_at: string | null;
                            /** Format: date-time */
                            ended_at: string | null;
                            /** @enum {string} */
                            kind: "first_response" | "next_response" | "resolution";
                            policy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                version: number;
                            };
                            round: number;
                            spans: {
                                calendar: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                    version: number;
                                };
                                /** Format: date-time */
                                from: string;
                                is_running: boolean;
                                policy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                    version: number;
                                };
                                /** @description The state of the ticket in which the clock ran or paused. */
                                state: string;
                                /** Format: date-time */
                                to: string | null;
                                worked_minutes: number;
                            }[];
                            /** Format: date-time */
                            started_at: string;
                            /** @enum {string} */
                            state: "running" | "paused" | "met" | "stopped";
                            target_minutes: number;
                            warn_percent: number | null;
                            /** Format: date-time */
                            warned_at: string | null;
                            worked_minutes: number;
                        }[];
                    };
                };
            };
        };
    };
    "tickets.close": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.decline_p1": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.edit": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    application?: string | null;
                    /** Format: uuid */
                    category_id?: string | null;
                    device?: string | null;
                    /**
                     * @description 1 is the highest.
                     * @enum {integer}
                     */
                    impact?: 1 | 2 | 3 | 4;
                    /** @enum {string} */
                    kind?: "incident" | "service_request" | "question" | "problem";
                    /** Format: uuid */
                    place_id?: string | null;
                    /** Format: uuid */
                    requester_id?: string;
                    shared_login?: string | null;
                    title?: string;
                    /**
                     * @description 1 is the highest.
                     * @enum {integer}
                     */
                    urgency?: 1 | 2 | 3 | 4;
                    /** Format: uuid */
                    workstation_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.escalate": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    person_id?: string;
                    reason: string;
                    /** Format: uuid */
                    team_id?: string;
                    tier?: number;
                    tried: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        team: string;
                        /** Format: uuid */
                        team_id: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "escalation.targets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** @description Has a skill named like the application or category. */
                            fits: boolean;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            skills: string[];
                            tier: number;
                        }[];
                    };
                };
            };
        };
    };
    "tickets.hand_back": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: uuid */
                        team_id: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "incidents.of_ticket": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alike: {
                            because: ("application" | "category" | "place" | "words")[];
                            /** Format: uuid */
                            id: string;
                            number: number;
                            /** @enum {string} */
                            state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                            title: string;
                        }[];
                        may_link: boolean;
                        may_propose: boolean;
                        /** @description At most one. */
                        part_of: {
                            /** Format: uuid */
                            id: string;
                            number: number;
                            /** @enum {string} */
                            state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                            title: string;
                        }[];
                        /** @description At most one. */
                        status: {
                            applications: string[];
                            /** Format: date-time */
                            declared_at: string;
                            /** Format: uuid */
                            id: string;
                            is_followed: boolean;
                            /** Format: date-time */
                            next_update_at: string | null;
                            number: number;
                            /** @description One’s own requests that are part of it. */
                            own_tickets: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                            }[];
                            places: string[];
                            /** Format: date-time */
                            resolved_at: string | null;
                            /** @enum {string} */
                            state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                            title: string;
                            /** @description Newest first. */
                            updates: {
                                /** Format: date-time */
                                at: string;
                                body: string;
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "proposed" | "working" | "resolved" | "review" | "closed" | "declined" | "cancelled";
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    "ladders.of_ticket": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ladder: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        } | null;
                        may_start: boolean;
                        next: number | null;
                        steps: {
                            /** @enum {string} */
                            deed: "notify" | "page" | "pass" | "raise" | "bridge";
                            /** Format: date-time */
                            due_at: string | null;
                            /** Format: date-time */
                            ended_at: string | null;
                            /** Format: uuid */
                            id: string;
                            position: number;
                            /** @enum {string} */
                            state: "open" | "waiting" | "held" | "done" | "skipped";
                            to: {
                                /** Format: uuid */
                                id: string | null;
                                /** @enum {string} */
                                kind: "next_tier" | "skill" | "manager" | "on_call" | "person";
                            } | null;
                            to_name: string | null;
                            when: {
                                /** @enum {string|null} */
                                clock: "first_response" | "next_response" | "resolution" | null;
                                /** @description Only while nobody has taken the ticket. */
                                is_untaken_only: boolean;
                                /** @description Minutes of the ticket’s calendar, not of the clock. */
                                is_working_time: boolean;
                                minutes: number | null;
                                /** @enum {string} */
                                on: "after_filed" | "after_team" | "warned" | "breached" | "unanswered" | "reopened" | "by_hand";
                            };
                            why: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "tickets.lift_override": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The priority by the answers alone.
                         * @enum {integer}
                         */
                        answered: 1 | 2 | 3 | 4;
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        impact: 1 | 2 | 3 | 4;
                        kind: string;
                        number: number;
                        /** @enum {string|null} */
                        p1: "proposed" | "declined" | null;
                        /**
                         * @description The priority that the ticket has or would get.
                         * @enum {integer}
                         */
                        priority: 1 | 2 | 3 | 4;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        urgency: 1 | 2 | 3 | 4;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.link": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    to_id: string;
                    /** @enum {string} */
                    type: "relates_to" | "duplicates" | "duplicated_by" | "blocks" | "blocked_by" | "caused_by" | "causes" | "solved_by" | "solves" | "parent" | "child" | "part_of" | "has_part" | "mentions" | "mentioned_by";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.log_time": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    minutes: number;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        minutes_spent: number;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.note": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    file_ids?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        /** Format: uuid */
                        message_id: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                        warnings: string[];
                    };
                };
            };
        };
    };
    "tickets.override_priority": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 1 is the highest.
                     * @enum {integer}
                     */
                    priority: 1 | 2 | 3 | 4;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The priority by the answers alone.
                         * @enum {integer}
                         */
                        answered: 1 | 2 | 3 | 4;
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        impact: 1 | 2 | 3 | 4;
                        kind: string;
                        number: number;
                        /** @enum {string|null} */
                        p1: "proposed" | "declined" | null;
                        /**
                         * @description The priority that the ticket has or would get.
                         * @enum {integer}
                         */
                        priority: 1 | 2 | 3 | 4;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        urgency: 1 | 2 | 3 | 4;
                        version: number;
                    };
                };
            };
        };
    };
    "escalation.packet": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        articles: {
                            /** Format: uuid */
                            id: string;
                            is_linked: boolean;
                            number: number;
                            title: string;
                        }[];
                        /** @description How often it came back from the team that it was passed to. */
                        bounces: number;
                        files: {
                            /** Format: uuid */
                            id: string;
                            media_type: string;
                            name: string;
                            size_bytes: number;
                        }[];
                        /** @description The last internal notes, the newest first: what was tried, where nobody wrote it down. */
                        notes: {
                            body: string;
                            by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                        }[];
                        owners: {
                            /** Format: date-time */
                            from: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            to: string;
                        }[];
                        passes: {
                            by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            /** Format: date-time */
                            created_at: string;
                            /** @enum {string} */
                            direction: "up" | "back" | "across";
                            from_team: string | null;
                            /** Format: uuid */
                            id: string;
                            reason: string;
                            to_team: string | null;
                            tried: string;
                        }[];
                    };
                };
            };
        };
    };
    "escalation.page": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description Is called first, and then the team as usual.
                     */
                    person_id?: string;
                    reason: string;
                    /**
                     * Format: uuid
                     * @description The team of the ticket when left out.
                     */
                    team_id?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        called: string[];
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: date-time */
                        due_at: string;
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        /** Format: uuid */
                        page_id: string;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "escalation.pages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        may_acknowledge: boolean;
                        may_page: boolean;
                        rows: {
                            /** Format: date-time */
                            acknowledged_at: string | null;
                            acknowledged_by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            by: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            calls: {
                                /** @enum {string} */
                                because: "on_call" | "lead" | "person" | "manager";
                                /** Format: date-time */
                                called_at: string;
                                layer: string | null;
                                person: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                            }[];
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @description When the next one is called.
                             */
                            due_at: string | null;
                            /** Format: uuid */
                            id: string;
                            reason: string;
                            /** @enum {string} */
                            state: "open" | "acknowledged" | "unanswered" | "ended";
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "tickets.presence": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    doing: "looks" | "writes" | "left";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "tickets.rate": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string;
                    rating: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.redact": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description Of the message: one of text, from with to, file_id, is_whole. Or text with is_everywhere: out of the title, the former ones, tags, fields, names of files, hands, notes and all messages of the ticket. */
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    file_id?: string;
                    /** @description In UTF-16 units, as browsers count. */
                    from?: number;
                    is_everywhere?: boolean;
                    is_whole?: boolean;
                    /** Format: uuid */
                    message_id?: string;
                    text?: string;
                    /** @description In UTF-16 units, as browsers count. */
                    to?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.remove_participant": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    person_id: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.reopen": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.reply": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    body: string;
                    file_ids?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        /** Format: uuid */
                        message_id: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                        warnings: string[];
                    };
                };
            };
        };
    };
    "tickets.resolve": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cause?: string;
                    /** @enum {string} */
                    code: "fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined";
                    /** Format: uuid */
                    solved_by_id?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.resume": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "rules.of_ticket": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        }[];
                        rows: {
                            deeds: {
                                /** @enum {string} */
                                outcome: "done" | "refused";
                                position: number;
                                why: string | null;
                            }[];
                            /** Format: date-time */
                            finished_at: string | null;
                            /** Format: date-time */
                            fired_at: string;
                            /** @description E.g. created, changed:priority, moved:open, after, daily. */
                            happened: string;
                            held: number[];
                            /** Format: uuid */
                            id: string;
                            rule: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                version: number;
                            };
                            statement: {
                                actions: {
                                    /** Format: uuid */
                                    category_id?: string;
                                    /** @enum {string} */
                                    code?: "fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined";
                                    /** @enum {string} */
                                    do: "assign" | "set_priority" | "set_category" | "set_kind" | "add_tags" | "remove_tags" | "note" | "reply" | "escalate" | "watch" | "notify" | "move";
                                    /** @enum {string} */
                                    kind?: "incident" | "service_request" | "question" | "problem";
                                    /** @enum {string} */
                                    move?: "start" | "ask" | "wait_vendor" | "resume" | "resolve" | "close" | "cancel";
                                    /** Format: uuid */
                                    person_id?: string;
                                    priority?: number;
                                    tags?: string[];
                                    /** Format: uuid */
                                    team_id?: string;
                                    text?: string;
                                    /** @enum {string} */
                                    to?: "owner" | "team" | "lead" | "person";
                                }[];
                                hour_max: number;
                                if: {
                                    conditions: {
                                        /** @enum {string} */
                                        field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                                        /** @enum {string} */
                                        is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                                        values: string[];
                                    }[];
                                    groups: {
                                        conditions: {
                                            /** @enum {string} */
                                            field: "kind" | "priority" | "category" | "application" | "team" | "owner" | "tag" | "channel" | "place" | "site" | "department" | "state" | "words" | "age_hours" | "idle_hours" | "reopened_count";
                                            /** @enum {string} */
                                            is: "is" | "is_not" | "empty" | "not_empty" | "at_least" | "less_than";
                                            values: string[];
                                        }[];
                                        /** @enum {string} */
                                        match: "all" | "any";
                                    }[];
                                    /** @enum {string} */
                                    match: "all" | "any";
                                };
                                is_for_all: boolean;
                                name: string;
                                ticket_hour_max: number;
                                when: {
                                    /** @enum {string} */
                                    field?: "priority" | "team" | "owner" | "tags" | "title" | "requester" | "kind" | "category" | "application" | "place";
                                    minutes?: number;
                                    /** @enum {string} */
                                    on: "created" | "replied_by_requester" | "replied_by_staff" | "changed" | "moved" | "escalated" | "reopened" | "warned" | "breached" | "after" | "daily";
                                    /** @enum {string} */
                                    since?: "created" | "replied_by_requester" | "replied_by_staff" | "moved" | "escalated" | "reopened";
                                    /** @enum {string} */
                                    state?: "new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged";
                                    /** @description In the organization’s time zone. */
                                    time?: string;
                                };
                            };
                            ticket: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                                title: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "safety.reported": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For those alone who work on patient safety; empty for everybody else. */
                        events: {
                            /** Format: uuid */
                            id: string;
                            number: number;
                            /** Format: date-time */
                            reported_at: string;
                            /** @enum {string} */
                            state: "reported" | "assessing" | "acting" | "watching" | "closed" | "not_safety";
                            title: string;
                        }[];
                        /** @description When the reader reported something about this ticket. */
                        own: string[];
                    };
                };
            };
        };
    };
    "safety.report": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description: string;
                    /** @enum {string} */
                    outcome: "severe_harm" | "harm" | "near_miss";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        reported_at: string;
                    };
                };
            };
        };
    };
    "tickets.schedule": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    resume_at: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.start": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "ladders.start_step": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    step: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        step: number;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.tag": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tags: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.take": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.unlink": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    to_id: string;
                    /** @enum {string} */
                    type: "relates_to" | "duplicates" | "duplicated_by" | "blocks" | "blocked_by" | "caused_by" | "causes" | "solved_by" | "solves" | "parent" | "child" | "part_of" | "has_part" | "mentions" | "mentioned_by";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.untag": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tags: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.unwatch": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    person_id?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.wait_vendor": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.watch": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen, e.g. "3". */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    person_id?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        category: "waiting" | "active" | "paused" | "done";
                        /** Format: uuid */
                        id: string;
                        kind: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        updated_at: string;
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.weighing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answers: {
                            answer: string | null;
                            is_gone: boolean;
                            question: {
                                answers: {
                                    desk: {
                                        en: string;
                                        es: string;
                                    };
                                    key: string;
                                    portal: {
                                        en: string;
                                        es: string;
                                    };
                                }[];
                                desk: {
                                    en: string;
                                    es: string;
                                };
                                key: string;
                                portal: {
                                    en: string;
                                    es: string;
                                };
                            };
                        }[];
                        criticality: number;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        impact: 1 | 2 | 3 | 4;
                        is_asked: boolean;
                        now: {
                            questions: {
                                answers: {
                                    desk: {
                                        en: string;
                                        es: string;
                                    };
                                    key: string;
                                    portal: {
                                        en: string;
                                        es: string;
                                    };
                                }[];
                                desk: {
                                    en: string;
                                    es: string;
                                };
                                key: string;
                                portal: {
                                    en: string;
                                    es: string;
                                };
                            }[];
                            /** Format: uuid */
                            set_id: string | null;
                            version: number;
                        };
                        outdated_by: ("questions" | "criticality")[];
                        override: null | {
                            /**
                             * @description 1 is the highest.
                             * @enum {integer}
                             */
                            answered: 1 | 2 | 3 | 4;
                            /** Format: date-time */
                            at: string;
                            by: string;
                            /** Format: uuid */
                            message_id: string;
                            /**
                             * @description 1 is the highest.
                             * @enum {integer}
                             */
                            priority: 1 | 2 | 3 | 4;
                            reason: string;
                        };
                        /** @enum {string|null} */
                        p1: "proposed" | "declined" | null;
                        /** Format: date-time */
                        p1_at: string | null;
                        p1_by: string | null;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        priority: 1 | 2 | 3 | 4;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        urgency: 1 | 2 | 3 | 4;
                    };
                };
            };
        };
    };
    "tickets.bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "assign" | "take" | "edit" | "tag" | "untag" | "start" | "ask" | "wait_vendor" | "schedule" | "resume" | "resolve" | "close" | "reopen" | "cancel" | "watch" | "unwatch";
                    ids: string[];
                    input?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: {
                            /** Format: uuid */
                            id: string;
                            ok: boolean;
                            problem?: {
                                /** @description On a conflict, what is stored now. */
                                current?: unknown;
                                /** @description What happened and what to do, in the words of the user. */
                                detail?: string;
                                errors?: {
                                    detail: string;
                                    /** @description JSON pointer to the field, e.g. #/title. */
                                    pointer: string;
                                }[];
                                /** @description The reference to give to support. */
                                instance?: string;
                                status: number;
                                title: string;
                                /** @description The code of the problem, e.g. not-found. */
                                type: string;
                            };
                            ticket?: {
                                /** @enum {unknown} */
                                category: "waiting" | "active" | "paused" | "done";
                                /** Format: uuid */
                                id: string;
                                kind: string;
                                number: number;
                                state: string;
                                /** Format: date-time */
                                updated_at: string;
                                version: number;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "tickets.categories": {
        parameters: {
            query?: {
                with_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** Format: uuid */
                            id: string;
                            is_archived: boolean;
                            name: string;
                            /** Format: uuid */
                            parent_id: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "tickets.create_category": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** Format: uuid */
                    parent_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "tickets.edit_category": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_archived?: boolean;
                    name?: string;
                    /** Format: uuid */
                    parent_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "tickets.counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: number;
                    };
                };
            };
        };
    };
    "tickets.export": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                application?: string;
                bounced_from?: string;
                bounced_since?: string;
                bounced_to?: string;
                bounced_until?: string;
                category?: ("waiting" | "active" | "paused" | "done")[];
                code?: ("fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined")[];
                created_from?: string;
                /** @description In the organization’s time zone. */
                created_hour?: number;
                created_to?: string;
                /** @description From Monday, in the organization’s time zone. */
                created_weekday?: number;
                kind?: ("incident" | "service_request" | "question" | "problem")[];
                limit?: number;
                /** @description What another system said of its own target. */
                made_target?: "met" | "missed";
                owner?: string[];
                /** @description Whom the tickets called to duty. */
                paged?: string;
                /** @description Between 22:00 and 6:00. */
                paged_at_night?: boolean;
                paged_since?: string;
                paged_until?: string;
                place?: string[];
                priority?: number[];
                /** @description Words, phrases, a number. */
                q?: string;
                requester?: string;
                resolved_from?: string;
                resolved_to?: string;
                reverse?: boolean;
                sort?: "updated" | "created" | "due" | "priority" | "number";
                state?: ("new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged")[];
                subject?: string;
                tag?: string;
                target?: "first_response" | "next_response" | "resolution";
                target_from?: string;
                target_hour?: number;
                target_policy?: string;
                /** @description Met: none of the targets that were decided in the period was missed. Judged: met or missed. None: nothing was decided. */
                target_result?: "met" | "missed" | "judged" | "none";
                /** @description What the timeline shows of a missed target. */
                target_sign?: "unassigned" | "untouched" | "passed_on" | "bounced" | "waited" | "outside_hours" | "none";
                target_to?: string;
                /** @description When it was decided. */
                target_weekday?: number;
                team?: string[];
                view?: "mine" | "team" | "unassigned" | "waiting" | "due_soon" | "overdue" | "open" | "requested" | "participating" | "resolved" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description text/csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    "priority.proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** Format: date-time */
                            at: string | null;
                            by: string | null;
                            /** Format: uuid */
                            id: string;
                            number: number;
                            team: string | null;
                            title: string;
                        }[];
                    };
                };
            };
        };
    };
    "priority.questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sets: {
                            /** @description The categories that use this set, those below included. */
                            category_ids: string[];
                            /** @description True for the set of all other categories. */
                            is_general: boolean;
                            questions: {
                                answers: {
                                    desk: {
                                        en: string;
                                        es: string;
                                    };
                                    key: string;
                                    portal: {
                                        en: string;
                                        es: string;
                                    };
                                }[];
                                desk: {
                                    en: string;
                                    es: string;
                                };
                                key: string;
                                portal: {
                                    en: string;
                                    es: string;
                                };
                            }[];
                        }[];
                        version: number;
                    };
                };
            };
        };
    };
    "tickets.views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            columns: string[];
                            /** @description Exactly how many tickets of it this person may see now; null where the view looks for words, which are looked for only when it is opened. */
                            count: number | null;
                            filter: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                            is_mine: boolean;
                            is_reversed: boolean;
                            is_shared: boolean;
                            name: string;
                            owner: string;
                            sort: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "views.save": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    columns?: string[];
                    filter: {
                        application?: string;
                        /** Format: uuid */
                        bounced_from?: string;
                        /** Format: date-time */
                        bounced_since?: string;
                        /** Format: uuid */
                        bounced_to?: string;
                        /** Format: date-time */
                        bounced_until?: string;
                        category?: ("waiting" | "active" | "paused" | "done")[];
                        code?: ("fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined")[];
                        /** Format: date-time */
                        created_from?: string;
                        /** @description In the organization’s time zone. */
                        created_hour?: number;
                        /** Format: date-time */
                        created_to?: string;
                        /** @description From Monday, in the organization’s time zone. */
                        created_weekday?: number;
                        kind?: ("incident" | "service_request" | "question" | "problem")[];
                        /**
                         * @description What another system said of its own target.
                         * @enum {string}
                         */
                        made_target?: "met" | "missed";
                        owner?: string[];
                        /**
                         * Format: uuid
                         * @description Whom the tickets called to duty.
                         */
                        paged?: string;
                        /** @description Between 22:00 and 6:00. */
                        paged_at_night?: boolean;
                        /** Format: date-time */
                        paged_since?: string;
                        /** Format: date-time */
                        paged_until?: string;
                        place?: string[];
                        priority?: number[];
                        q?: string;
                        /** Format: uuid */
                        requester?: string;
                        /** Format: date-time */
                        resolved_from?: string;
                        /** Format: date-time */
                        resolved_to?: string;
                        state?: ("new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged")[];
                        /** Format: uuid */
                        subject?: string;
                        tag?: string;
                        /** @enum {string} */
                        target?: "first_response" | "next_response" | "resolution";
                        /** Format: date-time */
                        target_from?: string;
                        target_hour?: number;
                        /** Format: uuid */
                        target_policy?: string;
                        /**
                         * @description Met: none of the targets that were decided in the period was missed. Judged: met or missed. None: nothing was decided.
                         * @enum {string}
                         */
                        target_result?: "met" | "missed" | "judged" | "none";
                        /**
                         * @description What the timeline shows of a missed target.
                         * @enum {string}
                         */
                        target_sign?: "unassigned" | "untouched" | "passed_on" | "bounced" | "waited" | "outside_hours" | "none";
                        /** Format: date-time */
                        target_to?: string;
                        /** @description When it was decided. */
                        target_weekday?: number;
                        team?: string[];
                        /** @enum {string} */
                        view?: "mine" | "team" | "unassigned" | "waiting" | "due_soon" | "overdue" | "open" | "requested" | "participating" | "resolved" | "all";
                    };
                    is_reversed?: boolean;
                    name: string;
                    /** @enum {string} */
                    sort?: "updated" | "created" | "due" | "priority" | "number";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "views.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "views.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    columns?: string[];
                    filter?: {
                        application?: string;
                        /** Format: uuid */
                        bounced_from?: string;
                        /** Format: date-time */
                        bounced_since?: string;
                        /** Format: uuid */
                        bounced_to?: string;
                        /** Format: date-time */
                        bounced_until?: string;
                        category?: ("waiting" | "active" | "paused" | "done")[];
                        code?: ("fixed" | "workaround" | "answered" | "taught" | "duplicate" | "no_fault" | "declined")[];
                        /** Format: date-time */
                        created_from?: string;
                        /** @description In the organization’s time zone. */
                        created_hour?: number;
                        /** Format: date-time */
                        created_to?: string;
                        /** @description From Monday, in the organization’s time zone. */
                        created_weekday?: number;
                        kind?: ("incident" | "service_request" | "question" | "problem")[];
                        /**
                         * @description What another system said of its own target.
                         * @enum {string}
                         */
                        made_target?: "met" | "missed";
                        owner?: string[];
                        /**
                         * Format: uuid
                         * @description Whom the tickets called to duty.
                         */
                        paged?: string;
                        /** @description Between 22:00 and 6:00. */
                        paged_at_night?: boolean;
                        /** Format: date-time */
                        paged_since?: string;
                        /** Format: date-time */
                        paged_until?: string;
                        place?: string[];
                        priority?: number[];
                        q?: string;
                        /** Format: uuid */
                        requester?: string;
                        /** Format: date-time */
                        resolved_from?: string;
                        /** Format: date-time */
                        resolved_to?: string;
                        state?: ("new" | "open" | "waiting_on_requester" | "waiting_on_vendor" | "scheduled" | "resolved" | "closed" | "cancelled" | "merged")[];
                        /** Format: uuid */
                        subject?: string;
                        tag?: string;
                        /** @enum {string} */
                        target?: "first_response" | "next_response" | "resolution";
                        /** Format: date-time */
                        target_from?: string;
                        target_hour?: number;
                        /** Format: uuid */
                        target_policy?: string;
                        /**
                         * @description Met: none of the targets that were decided in the period was missed. Judged: met or missed. None: nothing was decided.
                         * @enum {string}
                         */
                        target_result?: "met" | "missed" | "judged" | "none";
                        /**
                         * @description What the timeline shows of a missed target.
                         * @enum {string}
                         */
                        target_sign?: "unassigned" | "untouched" | "passed_on" | "bounced" | "waited" | "outside_hours" | "none";
                        /** Format: date-time */
                        target_to?: string;
                        /** @description When it was decided. */
                        target_weekday?: number;
                        team?: string[];
                        /** @enum {string} */
                        view?: "mine" | "team" | "unassigned" | "waiting" | "due_soon" | "overdue" | "open" | "requested" | "participating" | "resolved" | "all";
                    };
                    is_reversed?: boolean;
                    name?: string;
                    /** @enum {string} */
                    sort?: "updated" | "created" | "due" | "priority" | "number";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "views.share": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_shared: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "views.order": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "priority.weigh": {
        parameters: {
            query: {
                /** @description The keys of questions and answers, such as care:now,people:some. */
                answers?: string;
                application?: string;
                category_id?: string;
                place_id?: string;
                ticket_id?: string;
                version: number;
                workstation_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The priority by the answers alone.
                         * @enum {integer}
                         */
                        answered: 1 | 2 | 3 | 4;
                        /**
                         * Format: date-time
                         * @description The simple promise of this priority, where no policy promises otherwise.
                         */
                        due_at: string;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        impact: 1 | 2 | 3 | 4;
                        /** @enum {string|null} */
                        p1: "proposed" | "declined" | null;
                        /**
                         * @description The priority that the ticket has or would get.
                         * @enum {integer}
                         */
                        priority: 1 | 2 | 3 | 4;
                        /**
                         * @description 1 is the highest.
                         * @enum {integer}
                         */
                        urgency: 1 | 2 | 3 | 4;
                    };
                };
            };
        };
    };
    "wallboard.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        /** @description Today, in the organization’s time zone. */
                        came_in: number;
                        due_next: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            due_at: string | null;
                            number: number;
                            priority: number | null;
                            /** @enum {string|null} */
                            target: "first_response" | "next_response" | "resolution" | null;
                            team: string | null;
                        }[];
                        due_soon: number;
                        open: number;
                        organization: string;
                        overdue: number;
                        overdue_longest: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            due_at: string | null;
                            number: number;
                            priority: number | null;
                            /** @enum {string|null} */
                            target: "first_response" | "next_response" | "resolution" | null;
                            team: string | null;
                        }[];
                        priorities: {
                            due_soon: number;
                            open: number;
                            overdue: number;
                            priority: number | null;
                            unassigned: number;
                        }[];
                        teams: {
                            due_soon: number;
                            open: number;
                            overdue: number;
                            team: string | null;
                            unassigned: number;
                        }[];
                        unassigned: number;
                        unassigned_longest: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            due_at: string | null;
                            number: number;
                            priority: number | null;
                            /** @enum {string|null} */
                            target: "first_response" | "next_response" | "resolution" | null;
                            team: string | null;
                        }[];
                        went_out: number;
                    };
                };
            };
        };
    };
    "workstations.list": {
        parameters: {
            query?: {
                /** @description The key `next` of the page before. */
                after?: string;
                limit?: number;
                place_id?: string;
                /** @description The beginning of the name. */
                q?: string;
                with_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rows: {
                            /** Format: date-time */
                            archived_at: string | null;
                            /** Format: uuid */
                            id: string;
                            is_shared: boolean;
                            name: string;
                            /** Format: uuid */
                            place_id: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "workstations.create": {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_shared?: boolean;
                    name: string;
                    /** Format: uuid */
                    place_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "workstations.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_archived?: boolean;
                    is_shared?: boolean;
                    name?: string;
                    /** Format: uuid */
                    place_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "on_call.feed": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description text/calendar */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    "attachments.serve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    "health.live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
        };
    };
    "health.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
            /** @description Default Response */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "knowledge.public_list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organization: string;
                        rows: {
                            /** Format: date-time */
                            changed_at: string;
                            number: number;
                            title: string;
                            topic: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "knowledge.public_show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        body: string;
                        /** Format: date-time */
                        changed_at: string;
                        number: number;
                        organization: string;
                        title: string;
                        topic: string | null;
                    };
                };
            };
        };
    };
}
