// Generated from docs/reference/openapi.json by scripts/write-console-client.mjs.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["isLive"];
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
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getDescription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alias": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendAlias"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getBulkAct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["testChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["recordConsents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCredit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customer-cohorts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCohorts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customer-values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCustomerValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        delete: operations["eraseCustomer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/ahead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCustomerAhead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCustomerConsents"];
        put?: never;
        post: operations["recordCustomerConsents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["mergeCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["checkDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listDrafts"];
        put?: never;
        post: operations["createDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listExperiments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getExperiment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feedback/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["receiveFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendIdentify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["findCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{kind}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["importRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/in-app-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listInboxMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox/{id}/clicked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["markClicked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox/{id}/dismissed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["markDismissed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox/{id}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["markSeen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["markManySeen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbox/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["makeStreamTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listJourneys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getJourney"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getDraft"];
        put: operations["saveDraft"];
        post?: never;
        delete: operations["deleteDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/draft/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["checkDraft"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/draft/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["publishDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/draft/readers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["noteDraftReader"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["enterJourney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getMeasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getMemberEntries"];
        put?: never;
        post: operations["enterMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getJourneyState"];
        put?: never;
        post: operations["actOnJourney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["countSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listKeys"];
        put?: never;
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kill-switches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listKillSwitches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kill-switches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["setKillSwitch"];
        post?: never;
        delete: operations["liftKillSwitch"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["acceptMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["resendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/unknown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listUnknownMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/my/offer-decisions/{id}/accepted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["markMyOfferAccepted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/my/offer-decisions/{id}/shown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["markMyOfferShown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/my/placements/{id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["chooseMyOffers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getNames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/nps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getNps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offer-decisions/{id}/accepted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["markOfferAccepted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offer-decisions/{id}/shown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["markOfferShown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOffer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/placements/{id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["chooseOffers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["comparePolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listPolicyDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}/overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["overridePolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}/overrides/{override}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["endPolicyOverride"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{key}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/publish/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["planPublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/push/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPushKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/push/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["subscribeBrowser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/push/unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["unsubscribeBrowser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/ahead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getRunAhead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listRunDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/exit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["exitRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["retryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["skipStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["actOnRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["countRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/screen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendScreen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSegments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSegmentHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSegmentMembers"];
        put?: never;
        post: operations["changeSegmentMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["explainCondition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["previewSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSession"];
        put?: never;
        post: operations["startSession"];
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["changeOwnPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["endOneSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["makeSignInLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["receiveSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/payloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listPayloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["addSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["removeSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["answerTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["claimTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["releaseTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["previewTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test-sends/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTestSend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/arms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["setTestArms"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendTestCalls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTestClock"];
        put: operations["setTestClock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["reportTestFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/surroundings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["setTestSurroundings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendTrack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user-token-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listUserTokenSecrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user-token-secrets/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["retireUserTokenSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user-token-secrets/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rotateUserTokenSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listUsers"];
        put?: never;
        post: operations["addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["removeUser"];
        options?: never;
        head?: never;
        patch: operations["changeUser"];
        trace?: never;
    };
    "/v1/waves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listWaves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspace/{section}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["changeWorkspaceSection"];
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
        AliasCall: {
            anonymousId?: string | number | null;
            channel?: unknown;
            context?: {
                [key: string]: components["schemas"]["Json"];
            } | null;
            identities?: {
                [key: string]: string | number | null;
            } | null;
            messageId?: string | number | null;
            originalTimestamp?: unknown;
            previousId?: string | number | null;
            sentAt?: unknown;
            timestamp?: unknown;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "alias";
            userId?: string | number | null;
        };
        Call: components["schemas"]["TrackCall"] | components["schemas"]["IdentifyCall"] | components["schemas"]["PageCall"] | components["schemas"]["ScreenCall"] | components["schemas"]["GroupCall"] | components["schemas"]["AliasCall"];
        Condition: {
            /** @enum {string} */
            combinator: "and" | "or";
            not?: boolean;
            rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
        };
        Duration: string;
        "Entry-api": {
            data?: {
                [key: string]: "text" | "number" | "boolean" | "date" | "any";
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            on: "api";
            where?: {
                /** @enum {string} */
                combinator: "and" | "or";
                not?: boolean;
                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
            };
        };
        "Entry-date": {
            after?: string;
            before?: string;
            date: components["schemas"]["Reference"] & unknown;
            /** @enum {string} */
            every: "year" | "once";
            id: components["schemas"]["Id"] & unknown;
            /** @enum {string} */
            ifPast: "enter" | "skip";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            on: "date";
            time?: string;
            where?: {
                /** @enum {string} */
                combinator: "and" | "or";
                not?: boolean;
                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
            };
        };
        "Entry-event": {
            event: string;
            maxAge?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            on: "event";
            where?: {
                /** @enum {string} */
                combinator: "and" | "or";
                not?: boolean;
                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
            };
        };
        "Entry-hand": {
            data?: {
                [key: string]: "text" | "number" | "boolean" | "date" | "any";
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            on: "hand";
            where?: {
                /** @enum {string} */
                combinator: "and" | "or";
                not?: boolean;
                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
            };
        };
        "Entry-hand-off": {
            data?: {
                [key: string]: "text" | "number" | "boolean" | "date" | "any";
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            on: "hand-off";
            where?: {
                /** @enum {string} */
                combinator: "and" | "or";
                not?: boolean;
                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
            };
        };
        "Entry-schedule": {
            every: {
                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                monthDays?: (number | "last")[];
                months?: number[];
                time: string;
            } | {
                cron: string;
            };
            id: components["schemas"]["Id"] & unknown;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            on: "schedule";
            perMinute?: number;
            segment?: string;
            where?: {
                /** @enum {string} */
                combinator: "and" | "or";
                not?: boolean;
                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
            };
            zone?: string;
        };
        "Exit-condition": {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            on: "condition";
            reason: components["schemas"]["Id"] & unknown;
            when: components["schemas"]["Condition"] & unknown;
        };
        "Exit-event": {
            /** @enum {boolean} */
            anyRun?: true;
            event: string;
            match?: {
                ref: string;
            };
            message?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            on: "event";
            reason: components["schemas"]["Id"] & unknown;
            where?: {
                /** @enum {string} */
                combinator: "and" | "or";
                not?: boolean;
                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
            };
        };
        Formula: number | {
            default?: number;
            ref: string;
        } | {
            of: components["schemas"]["Formula"][];
            /** @enum {string} */
            op: "+" | "-" | "*" | "/" | "min" | "max" | "clamp" | "if";
        };
        GroupCall: {
            anonymousId?: string | number | null;
            channel?: unknown;
            context?: {
                [key: string]: components["schemas"]["Json"];
            } | null;
            groupId?: string | number | null;
            identities?: {
                [key: string]: string | number | null;
            } | null;
            messageId?: string | number | null;
            originalTimestamp?: unknown;
            sentAt?: unknown;
            timestamp?: unknown;
            traits?: components["schemas"]["Properties"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "group";
            userId?: string | number | null;
        };
        Id: string;
        IdentifyCall: {
            anonymousId?: string | number | null;
            channel?: unknown;
            context?: {
                [key: string]: components["schemas"]["Json"];
            } | null;
            identities?: {
                [key: string]: string | number | null;
            } | null;
            messageId?: string | number | null;
            originalTimestamp?: unknown;
            sentAt?: unknown;
            timestamp?: unknown;
            traits?: components["schemas"]["Properties"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "identify";
            userId?: string | number | null;
        };
        Journey: {
            description?: string;
            endDate?: string;
            entry: (components["schemas"]["Entry-event"] | components["schemas"]["Entry-api"] | components["schemas"]["Entry-hand"] | components["schemas"]["Entry-hand-off"] | components["schemas"]["Entry-schedule"] | components["schemas"]["Entry-date"])[];
            entryCaps?: {
                ever?: number;
                /** @enum {string} */
                over?: "drop" | "queue";
                perDay?: number;
                perHour?: number;
                waitAtMost?: string;
            };
            exit?: (components["schemas"]["Exit-condition"] | components["schemas"]["Exit-event"])[];
            goal?: {
                /** @enum {boolean} */
                anyRun?: true;
                /** @enum {boolean} */
                endsRun?: true;
                event: string;
                match?: {
                    ref: string;
                };
                message?: string;
                value?: {
                    ref: string;
                };
                where?: {
                    /** @enum {string} */
                    combinator: "and" | "or";
                    not?: boolean;
                    rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                };
                within: components["schemas"]["Duration"] & unknown;
            };
            holdoutPerMille?: number;
            id: components["schemas"]["Id"] & unknown;
            key?: components["schemas"]["Reference"];
            lifetime?: components["schemas"]["Duration"];
            on?: ({
                do?: string;
                id: components["schemas"]["Id"] & unknown;
                jump?: string;
                /** @enum {string} */
                on: "condition";
                /** @enum {boolean} */
                repeat?: true;
                skip?: (components["schemas"]["Id"] & unknown)[];
                when: components["schemas"]["Condition"] & unknown;
            } | {
                /** @enum {boolean} */
                anyRun?: true;
                do?: string;
                event: string;
                id: components["schemas"]["Id"] & unknown;
                jump?: string;
                match?: {
                    ref: string;
                };
                message?: string;
                /** @enum {string} */
                on: "event";
                /** @enum {boolean} */
                repeat?: true;
                skip?: (components["schemas"]["Id"] & unknown)[];
                when?: {
                    /** @enum {string} */
                    combinator: "and" | "or";
                    not?: boolean;
                    rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                };
                where?: {
                    /** @enum {string} */
                    combinator: "and" | "or";
                    not?: boolean;
                    rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                };
            })[];
            owner?: string;
            priority?: number;
            /** @enum {string} */
            purpose: "marketing" | "transactional";
            reentry?: "never" | "always" | {
                after: components["schemas"]["Duration"];
            };
            /** Format: date */
            reviewBy?: string;
            start: components["schemas"]["Id"] & unknown;
            startDate?: string;
            steps: {
                [key: string]: components["schemas"]["Step"];
            };
            tags?: string[];
            title?: string;
            topic?: components["schemas"]["Id"] & unknown;
            /** @enum {string} */
            whileOpen?: "ignore" | "refresh" | "restart" | "parallel";
        };
        Json: string | number | boolean | null | unknown[] | Record<string, never>;
        PageCall: {
            anonymousId?: string | number | null;
            category?: string | number | null;
            channel?: unknown;
            context?: {
                [key: string]: components["schemas"]["Json"];
            } | null;
            identities?: {
                [key: string]: string | number | null;
            } | null;
            messageId?: string | number | null;
            name?: string | number | null;
            originalTimestamp?: unknown;
            properties?: components["schemas"]["Properties"];
            sentAt?: unknown;
            timestamp?: unknown;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "page";
            userId?: string | number | null;
        };
        PathName: string;
        Paths: {
            [key: string]: components["schemas"]["Id"] | null;
        };
        Problem: {
            code: string;
            problem: string;
            remedy: string;
            /** @enum {string} */
            severity?: "error" | "warning";
            where: string;
        };
        ProblemAnswer: {
            code: string;
            /** Format: uuid */
            errorId?: string;
            problems?: components["schemas"]["Problem"][];
            remedy: string;
            status: number;
            title: string;
            type: string;
            where: string;
        };
        Properties: {
            [key: string]: components["schemas"]["Json"];
        } | null;
        Reference: {
            ref: string;
        };
        Rule: {
            field: string;
            of?: {
                channel?: string;
                event?: string;
                last?: number;
                olderThan?: string;
                property?: string;
                reason?: string;
                since?: string | components["schemas"]["Reference"] | {
                    event: string;
                    where?: components["schemas"]["Condition"];
                };
                where?: components["schemas"]["Condition"];
                within?: string;
            };
            /** @enum {string} */
            operator: "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "notIn" | "between" | "contains" | "doesNotContain" | "beginsWith" | "endsWith" | "null" | "notNull";
            value?: components["schemas"]["Reference"] | components["schemas"]["Json"] | null;
        };
        Run: {
            /** @enum {string|null} */
            books: "holdout" | "global-control" | null;
            /** Format: uuid */
            customerId: string;
            /** Format: date-time */
            dueAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
            endReason: string | null;
            /** Format: date-time */
            enteredAt: string;
            exit: {
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                by: "rule" | "step" | "operator" | "goal" | "consent" | "merge" | "books";
                reason: string;
            } | null;
            exitCondition: string | null;
            exitEvents: string[];
            goal: {
                event: string | null;
                /** Format: date-time */
                reachedAt: string;
                value: number | null;
            } | null;
            /** Format: date-time */
            goalUntil: string | null;
            /** Format: uuid */
            id: string;
            inputs: {
                answer: string | null;
                /** Format: date-time */
                at: string;
                /** Format: date-time */
                deferredUntilAt: string | null;
                entry: {
                    date: string;
                    id: string;
                } | null;
                event: string | null;
                /** @enum {string} */
                kind: "entry" | "event" | "customer-changed" | "goal-reached" | "job-settled" | "job-deferred" | "operator-exit" | "operator-skip" | "migrated" | "consent-withdrawn" | "superseded" | "journey-ended" | "observed-change" | "refreshed" | "let-in";
                /** Format: date-time */
                occurredAt: string | null;
                reason: string | null;
                /** @enum {string|null} */
                result: "accepted" | "blocked" | "failed" | "unknown" | "done" | null;
                rule: string | null;
                seq: number;
                taken: boolean;
                traits: string[] | null;
                version: number | null;
                visit: number | null;
            }[];
            interrupts: {
                /** Format: date-time */
                at: string;
                cause: string;
                doing: string;
                id: string;
                times: number;
            }[];
            journey: components["schemas"]["Id"] & unknown;
            key: string | null;
            label: string;
            messages: {
                attempt: number;
                attempts: {
                    attempt: number;
                    channel: string;
                    /** Format: date-time */
                    endedAt: string | null;
                    errorCode: string | null;
                    /** Format: uuid */
                    errorId: string | null;
                    errorText: string | null;
                    /** @enum {string|null} */
                    outcome: "accepted" | "failed-temporarily" | "failed-permanently" | "unknown" | "abandoned" | null;
                    providerId: string | null;
                    /** Format: date-time */
                    startedAt: string;
                }[];
                byMachines: {
                    /** @enum {string} */
                    kind: "opened" | "clicked";
                    /** @enum {string} */
                    sign: "head-request" | "hidden-link" | "known-program" | "right-after-delivery" | "every-link" | "beside-hidden-link";
                    times: number;
                }[];
                channel: string;
                /** Format: date-time */
                createdAt: string;
                /** Format: uuid */
                id: string;
                language: string | null;
                notMeasured: {
                    clicks: boolean;
                    opens: boolean;
                    /** @enum {string} */
                    reason: "consent" | "settings";
                } | null;
                rule: string | null;
                ruleValue: string | null;
                /** @enum {string} */
                state: "requested" | "claimed" | "sending" | "accepted" | "blocked" | "deferred" | "failed-temporarily" | "failed-permanently" | "unknown" | "observed";
                step: components["schemas"]["Id"] & unknown;
                template: components["schemas"]["Id"] & unknown;
                templateVersion: number | null;
                /** Format: date-time */
                updatedAt: string;
                visit: number;
                why: string | null;
            }[];
            next: {
                text: string;
                /** Format: date-time */
                until: string | null;
                visit: number | null;
            }[];
            /** Format: date-time */
            queuedAt: string | null;
            /** @enum {string} */
            status: "open" | "ended" | "stuck";
            /** Format: date-time */
            stuckAt: string | null;
            stuckErrorCode: string | null;
            /** Format: uuid */
            stuckErrorId: string | null;
            stuckErrorText: string | null;
            tasks: components["schemas"]["Task"][];
            timeline: {
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                kind: "input" | "interrupt" | "arrived" | "attempt" | "message" | "task" | "call" | "decided" | "left" | "goal" | "stuck" | "ended";
                text: string;
                visit: number | null;
            }[];
            title: string;
            userId: string | null;
            version: number;
            visits: {
                /** Format: date-time */
                arrivedAt: string;
                doing: string;
                /** Format: date-time */
                leftAt: string | null;
                path: string | null;
                step: components["schemas"]["Id"] & unknown;
                title: string;
                visit: number;
                way: string | null;
            }[];
        };
        RunSummary: {
            /** @enum {string|null} */
            books: "holdout" | "global-control" | null;
            /** Format: uuid */
            customerId: string;
            /** Format: date-time */
            endedAt: string | null;
            endReason: string | null;
            /** Format: date-time */
            enteredAt: string;
            /** Format: uuid */
            id: string;
            journey: components["schemas"]["Id"] & unknown;
            key: string | null;
            label: string;
            /** @enum {string} */
            status: "open" | "ended" | "stuck";
            /** Format: date-time */
            stuckAt: string | null;
            stuckErrorCode: string | null;
            /** Format: uuid */
            stuckErrorId: string | null;
            userId: string | null;
            version: number;
        };
        ScreenCall: {
            anonymousId?: string | number | null;
            category?: string | number | null;
            channel?: unknown;
            context?: {
                [key: string]: components["schemas"]["Json"];
            } | null;
            identities?: {
                [key: string]: string | number | null;
            } | null;
            messageId?: string | number | null;
            name?: string | number | null;
            originalTimestamp?: unknown;
            properties?: components["schemas"]["Properties"];
            sentAt?: unknown;
            timestamp?: unknown;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "screen";
            userId?: string | number | null;
        };
        Step: components["schemas"]["Step-wait"] | components["schemas"]["Step-wait-for"] | components["schemas"]["Step-branch"] | components["schemas"]["Step-split"] | components["schemas"]["Step-decide"] | components["schemas"]["Step-parallel"] | components["schemas"]["Step-join"] | components["schemas"]["Step-loop"] | components["schemas"]["Step-send"] | components["schemas"]["Step-call"] | components["schemas"]["Step-update"] | components["schemas"]["Step-start-journey"] | components["schemas"]["Step-task"] | components["schemas"]["Step-exit"];
        "Step-branch": {
            branches: {
                path: components["schemas"]["PathName"];
                when: components["schemas"]["Condition"];
            }[];
            paths: components["schemas"]["Paths"];
            title?: string;
            /** @enum {string} */
            type: "branch";
        };
        "Step-call": {
            answer?: {
                [key: string]: "text" | "number" | "boolean" | "date" | "any";
            };
            body?: {
                [key: string]: components["schemas"]["Json"];
            };
            endpoint: components["schemas"]["Id"] & unknown;
            /** @enum {string} */
            method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            path?: string;
            paths: components["schemas"]["Paths"];
            retries?: number;
            timeout?: string;
            title?: string;
            /** @enum {string} */
            type: "call";
        };
        "Step-decide": {
            approve?: {
                chanceBelow?: number;
                costAbove?: number;
                due?: string;
                group?: string;
                /**
                 * @default take
                 * @enum {string}
                 */
                ifLate: "take" | "fallback" | "nothing";
                instruction?: string;
                person?: string;
                reminder?: string;
                when?: {
                    /** @enum {string} */
                    combinator: "and" | "or";
                    not?: boolean;
                    rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                };
            };
            paths: components["schemas"]["Paths"];
            policy: components["schemas"]["Id"] & unknown;
            title?: string;
            /** @enum {string} */
            type: "decide";
        };
        "Step-exit": {
            paths: Record<string, never>;
            reason: components["schemas"]["Id"] & unknown;
            title?: string;
            /** @enum {string} */
            type: "exit";
        };
        "Step-join": {
            paths: components["schemas"]["Paths"];
            title?: string;
            /** @enum {string} */
            type: "join";
        };
        "Step-loop": {
            most: number;
            paths: components["schemas"]["Paths"];
            title?: string;
            /** @enum {string} */
            type: "loop";
            until?: {
                /** @enum {string} */
                combinator: "and" | "or";
                not?: boolean;
                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
            };
        };
        "Step-parallel": {
            paths: components["schemas"]["Paths"];
            title?: string;
            /** @enum {string} */
            type: "parallel";
        };
        "Step-send": {
            channels: string[] | {
                ref: string;
            };
            data?: {
                [key: string]: components["schemas"]["Reference"];
            };
            notAfter?: string;
            onlyIf?: {
                /** @enum {string} */
                combinator: "and" | "or";
                not?: boolean;
                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
            };
            paths: components["schemas"]["Paths"];
            respect?: ("consent" | "holds" | "quiet-hours" | "priority" | "caps")[];
            template: (components["schemas"]["Id"] & unknown) | {
                ref: string;
            };
            title?: string;
            topic?: string;
            /** @enum {string} */
            type: "send";
        };
        "Step-split": {
            control?: string;
            paths: components["schemas"]["Paths"];
            title?: string;
            /** @enum {string} */
            type: "split";
            variants: {
                [key: string]: number;
            };
        };
        "Step-start-journey": {
            data?: {
                [key: string]: components["schemas"]["Json"];
            };
            journey: components["schemas"]["Id"] & unknown;
            paths: components["schemas"]["Paths"];
            title?: string;
            /** @enum {string} */
            type: "start-journey";
            wait?: true | {
                timeout: components["schemas"]["Duration"];
            };
        };
        "Step-task": {
            choices: components["schemas"]["PathName"][];
            due?: string;
            escalation?: {
                after: components["schemas"]["Duration"];
                group?: string;
                person?: string;
            };
            group?: string;
            instruction?: string;
            paths: components["schemas"]["Paths"];
            person?: string;
            reminder?: string;
            title?: string;
            /** @enum {string} */
            type: "task";
        };
        "Step-update": {
            append?: {
                [key: string]: components["schemas"]["Reference"] | components["schemas"]["Json"] | null;
            };
            emit?: {
                event: string;
                properties?: {
                    [key: string]: components["schemas"]["Reference"] | components["schemas"]["Json"] | null;
                };
            };
            increment?: {
                [key: string]: components["schemas"]["Reference"] | number;
            };
            paths: components["schemas"]["Paths"];
            remove?: {
                [key: string]: components["schemas"]["Reference"] | components["schemas"]["Json"] | null;
            };
            set?: {
                [key: string]: components["schemas"]["Reference"] | components["schemas"]["Json"] | null;
            };
            title?: string;
            /** @enum {string} */
            type: "update";
            unset?: string[];
        };
        "Step-wait": {
            for?: string;
            /** @enum {string} */
            ifPast?: "continue" | "skip" | "exit";
            jitter?: string;
            paths: components["schemas"]["Paths"];
            /** @enum {string} */
            restartOn?: "refresh";
            title?: string;
            /** @enum {string} */
            type: "wait";
            until?: {
                after?: string;
                at?: string;
                before?: string;
                date?: {
                    ref: string;
                };
                time?: string;
                window?: {
                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                    from?: string;
                    to?: string;
                };
            };
        };
        "Step-wait-for": {
            conditions?: {
                path: components["schemas"]["PathName"];
                when: components["schemas"]["Condition"];
            }[];
            events?: {
                /** @enum {boolean} */
                anyRun?: true;
                count?: number;
                /** @enum {string} */
                day?: "calendar";
                event: string;
                match?: {
                    ref: string;
                };
                message?: string;
                path: components["schemas"]["PathName"];
                where?: {
                    /** @enum {string} */
                    combinator: "and" | "or";
                    not?: boolean;
                    rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                };
                within?: string;
            }[];
            paths: components["schemas"]["Paths"];
            timeout?: string;
            title?: string;
            /** @enum {string} */
            type: "wait-for";
        };
        StoredJourney: {
            id: components["schemas"]["Id"] & unknown;
        } & {
            [key: string]: unknown;
        };
        Task: {
            alerts: {
                address: string | null;
                alert: string | null;
                errorCode: string | null;
                /** @enum {string} */
                state: "waiting" | "claimed" | "sending" | "sent" | "failed" | "unknown" | "dropped";
                /** @enum {string} */
                what: "created" | "reminded" | "escalated";
            }[];
            assignee: string | null;
            choice: string | null;
            choices: string[];
            /** Format: date-time */
            closedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            customerId: string;
            /** Format: date-time */
            dueAt: string | null;
            /** Format: date-time */
            escalateAt: string | null;
            group: string | null;
            history: {
                /** Format: date-time */
                at: string;
                group: string | null;
                person: string | null;
                /** @enum {string} */
                what: "created" | "claimed" | "released" | "reminded" | "escalated" | "answered" | "overdue" | "cancelled";
            }[];
            /** Format: uuid */
            id: string;
            instruction: string;
            journey: components["schemas"]["Id"] & unknown;
            /** Format: uuid */
            journeyRunId: string;
            note: string | null;
            person: string | null;
            /** Format: date-time */
            remindAt: string | null;
            /** @enum {string} */
            state: "open" | "claimed" | "answered" | "overdue" | "cancelled";
            step: components["schemas"]["Id"] & unknown;
            title: string;
            /** Format: date-time */
            updatedAt: string;
            userId: string | null;
            visit: number;
        };
        TaskSummary: {
            assignee: string | null;
            choice: string | null;
            /** Format: date-time */
            closedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            customerId: string;
            /** Format: date-time */
            dueAt: string | null;
            group: string | null;
            /** Format: uuid */
            id: string;
            journey: components["schemas"]["Id"] & unknown;
            /** Format: uuid */
            journeyRunId: string;
            person: string | null;
            /** @enum {string} */
            state: "open" | "claimed" | "answered" | "overdue" | "cancelled";
            step: components["schemas"]["Id"] & unknown;
            title: string;
            /** Format: date-time */
            updatedAt: string;
            userId: string | null;
        };
        TrackCall: {
            anonymousId?: string | number | null;
            channel?: unknown;
            context?: {
                [key: string]: components["schemas"]["Json"];
            } | null;
            event: string | number;
            identities?: {
                [key: string]: string | number | null;
            } | null;
            messageId?: string | number | null;
            originalTimestamp?: unknown;
            properties?: components["schemas"]["Properties"];
            sentAt?: unknown;
            timestamp?: unknown;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "track";
            userId?: string | number | null;
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
    isLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "live";
                    };
                };
            };
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ready";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-stalled";
                    };
                };
            };
        };
    };
    getDescription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        info: {
                            title: string;
                        } & {
                            [key: string]: unknown;
                        };
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    sendAlias: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    anonymousId?: string | number | null;
                    channel?: unknown;
                    context?: {
                        [key: string]: components["schemas"]["Json"];
                    } | null;
                    identities?: {
                        [key: string]: string | number | null;
                    } | null;
                    messageId?: string | number | null;
                    originalTimestamp?: unknown;
                    previousId?: string | number | null;
                    sentAt?: unknown;
                    timestamp?: unknown;
                    userId?: string | number | null;
                    writeKey?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                        /** @enum {string} */
                        result: "accepted" | "duplicate";
                        /** @enum {boolean} */
                        success: true;
                        warnings: components["schemas"]["Problem"][];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "event-unreadable" | "nobody" | "id-no-text" | "id-inexact" | "number-too-large" | "event-too-deep" | "id-placeholder" | "identity-unfit";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "needs-server-key";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large" | "event-too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "event-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getAttention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        failing: {
                            channel: string;
                            code: string;
                            /** Format: uuid */
                            errorId: string | null;
                            /** Format: date-time */
                            lastAt: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                        killSwitches: {
                            id: string;
                            name: (components["schemas"]["Id"] & unknown) | string;
                            reason: string;
                            /** @enum {string} */
                            scope: "workspace" | "channel" | "journey";
                            setBy: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                        /** Format: date-time */
                        now: string;
                        overdue: number;
                        silent: {
                            event: string;
                            yesterday: number;
                        }[];
                        stopped: number;
                        stuck: {
                            cause: string | null;
                            journeys: string[];
                            runs: number;
                            /** Format: date-time */
                            since: string;
                        }[];
                        unknown: {
                            messages: number;
                            /** Format: date-time */
                            since: string | null;
                        };
                        unserved: {
                            channel: string;
                            messages: number;
                            /** Format: date-time */
                            since: string;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                target?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            code: string | null;
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            keyId: string | null;
                            operation: string;
                            status: number | null;
                            target: string | null;
                            /** Format: uuid */
                            userId: string | null;
                            who: string | null;
                        }[];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    sendBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    batch: components["schemas"]["Call"][];
                    context?: unknown;
                    historical?: boolean | null;
                    sentAt?: unknown;
                    writeKey?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicates: number;
                        entered: number;
                        errors: components["schemas"]["Problem"][];
                        /** @enum {boolean} */
                        success: true;
                        warnings: components["schemas"]["Problem"][];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "batch-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "needs-server-key";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getBulkAct: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        act: "retry" | "exit" | "migrate";
                        askedBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        done: number;
                        /** Format: date-time */
                        endedAt: string | null;
                        /** Format: uuid */
                        id: string;
                        isLimited: boolean;
                        move: {
                            map: {
                                [key: string]: (components["schemas"]["Id"] & unknown) | (":exit" | ":stay" | ":end");
                            };
                            reason: string;
                            version: number;
                        } | null;
                        reason: string | null;
                        skipped: number;
                        total: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            channel: string;
                            isInUse: boolean;
                            isStopped: boolean;
                            isTestable: boolean;
                            lastHour: {
                                messages: number;
                                /** @enum {string} */
                                state: "requested" | "claimed" | "sending" | "accepted" | "blocked" | "deferred" | "failed-temporarily" | "failed-permanently" | "unknown" | "observed";
                            }[];
                            refusal: {
                                code: string;
                                /** Format: uuid */
                                errorId: string | null;
                                /** Format: date-time */
                                lastAt: string;
                                /** Format: date-time */
                                since: string;
                            } | null;
                            takesAddress: boolean;
                            unserved: {
                                messages: number;
                                /** Format: date-time */
                                since: string;
                            } | null;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    testChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        answeredAt: string | null;
                        /** Format: date-time */
                        askedAt: string;
                        askedBy: string;
                        channel: string;
                        code: string | null;
                        detail: string | null;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        state: "waiting" | "sending" | "accepted" | "failed" | "unknown" | "not-taken";
                        text: string;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "channel-stopped" | "address-suppressed";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    recordConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    anonymousId?: string;
                    /**
                     * @default api
                     * @enum {string}
                     */
                    source?: "api" | "import";
                    statements: {
                        /** Format: date-time */
                        at?: string | null;
                        /** Format: date-time */
                        expiresAt?: string;
                        name: string;
                        /** @enum {string} */
                        state: "granted" | "withdrawn";
                        /** @enum {string} */
                        subject: "topic" | "channel" | "marketing-channel" | "purpose";
                    }[];
                    userId?: string;
                    writeKey?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        customerId: string;
                        recorded: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "grant-not-allowed";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-unknown";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "unknown-topic" | "data-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getCredit: {
        parameters: {
            query?: {
                event?: string;
                from?: string;
                model?: "last" | "first" | "even" | "half-life";
                until?: string;
                value?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        credits: {
                            journey: string | null;
                            money: number;
                            purchases: number;
                        }[];
                        event: string;
                        /** Format: date-time */
                        from: string;
                        isCut: boolean;
                        /** @enum {string} */
                        model: "last" | "first" | "even" | "half-life";
                        money: number;
                        purchases: number;
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "no-purchase-event";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getCohorts: {
        parameters: {
            query?: {
                months?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            cameBack: number;
                            customers: number;
                            days: number;
                            money: number;
                            month: string;
                            perHead: number;
                            repeatMoney: number;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getCustomerValues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        model: {
                            bgnbd: {
                                a: number;
                                alpha: number;
                                b: number;
                                logLikelihood: number;
                                r: number;
                            } | null;
                            customers: number;
                            gammaGamma: {
                                correlation: number;
                                gamma: number;
                                logLikelihood: number;
                                p: number;
                                q: number;
                            } | null;
                            holdout: {
                                auc: number | null;
                                bought: number;
                                classes: {
                                    bought: number;
                                    customers: number;
                                    days: number;
                                    expected: number;
                                }[];
                                customers: number;
                                /** Format: date */
                                day: string;
                                expected: number;
                                weeks: number;
                            } | null;
                            /** Format: date-time */
                            madeAt: string;
                            number: number;
                        } | null;
                        stages: {
                            clv365: number | null;
                            customers: number;
                            spent: number;
                            /** @enum {string} */
                            stage: "new" | "one-time" | "active" | "at-risk" | "lapsed";
                        }[];
                        words: string[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            createdAt: string;
                            email: string | null;
                            found: {
                                kind: string;
                                value: string;
                            } | null;
                            /** Format: uuid */
                            id: string;
                            name: string | null;
                            openRuns: number;
                            userId: string | null;
                        }[];
                        next: string | null;
                        total: {
                            count: number;
                            isEstimate: boolean;
                        } | null;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getCustomer: {
        parameters: {
            query?: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consents: {
                            [key: string]: unknown;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: uuid */
                        id: string;
                        identities: {
                            /** Format: date-time */
                            addedAt: string;
                            kind: string;
                            value: string;
                        }[];
                        mergedIds: string[];
                        notSent: {
                            channel: string;
                            /** Format: date-time */
                            createdAt: string;
                            errorCode: string | null;
                            /** Format: uuid */
                            id: string;
                            journey: string | null;
                            /** Format: uuid */
                            journeyRunId: string | null;
                            rule: string | null;
                            ruleValue: string | null;
                            /** @enum {string} */
                            state: "requested" | "claimed" | "sending" | "accepted" | "blocked" | "deferred" | "failed-temporarily" | "failed-permanently" | "unknown" | "observed";
                            step: string | null;
                            template: string;
                            text: string;
                            title: string | null;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                        /** Format: date-time */
                        now: string;
                        openRuns: number;
                        reach: {
                            address: string | null;
                            channel: string;
                            reason: string | null;
                            /** @enum {string} */
                            state: "reachable" | "no-address" | "suppressed" | "withdrawn" | "no-marketing";
                        }[];
                        segments: {
                            cause: string;
                            id: string;
                            /** Format: date-time */
                            since: string;
                            title: string | null;
                        }[];
                        timeline: {
                            items: {
                                /** Format: date-time */
                                at: string;
                                details: {
                                    [key: string]: unknown;
                                };
                                id: string;
                                /** @enum {string} */
                                kind: "event" | "merge" | "consent" | "entered" | "step" | "decision" | "message" | "task" | "goal" | "ended";
                                text: string;
                            }[];
                            next: string | null;
                        };
                        timeZone: string;
                        traits: {
                            [key: string]: unknown;
                        };
                        traitSources: {
                            [key: string]: {
                                /** Format: date-time */
                                at: string;
                                call: string | null;
                                journey: string | null;
                            };
                        };
                        value: {
                            alive?: number;
                            buys90?: number;
                            clv365?: number;
                            order?: number;
                            purchases: number;
                            rfm: string;
                            spent: number;
                            /** @enum {string} */
                            stage: "new" | "one-time" | "active" | "at-risk" | "lapsed";
                        } | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-unknown";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    eraseCustomer: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        customerId: string;
                        keptRefusals: number;
                        runs: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-unknown";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getCustomerAhead: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        entries: {
                            assumes: string[];
                            /** Format: date-time */
                            at: string;
                            /** @enum {string|null} */
                            blocked: "segment" | "filter" | "no-key" | "not-started" | "over" | null;
                            /** @enum {string} */
                            by: "schedule" | "date";
                            /** Format: date */
                            date: string;
                            entry: string;
                            journey: string;
                            title: string;
                            words: string;
                        }[];
                        /** @enum {string} */
                        judged: "as of now";
                        runs: {
                            end: {
                                /** Format: date-time */
                                at: string;
                                reason: string;
                            } | null;
                            /** Format: date-time */
                            goesOnAt: string | null;
                            /** Format: uuid */
                            id: string;
                            isObserved: boolean;
                            isStuck: boolean;
                            journey: string;
                            key: string | null;
                            problem: string | null;
                            title: string;
                            version: number;
                            visits: {
                                /** Format: date-time */
                                arrivedAt: string;
                                doing: string;
                                /** Format: date-time */
                                leftAt: string | null;
                                message: {
                                    channel: string;
                                    /** @enum {string} */
                                    result: "accepted" | "blocked" | "observed";
                                    rule: string | null;
                                    template: string;
                                    text: string | null;
                                } | null;
                                path: string | null;
                                step: string;
                                title: string;
                                visit: number;
                                way: string | null;
                            }[];
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-unknown";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getCustomerConsents: {
        parameters: {
            query?: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        current: {
                            name: string;
                            /** @enum {string} */
                            state: "granted" | "withdrawn";
                            /** @enum {string} */
                            subject: "topic" | "channel" | "marketing-channel" | "purpose";
                            /** Format: date-time */
                            until: string | null;
                        }[];
                        /** Format: uuid */
                        customerId: string;
                        items: {
                            /** Format: date-time */
                            acceptedAt: string;
                            /** Format: date-time */
                            at: string | null;
                            /** Format: date-time */
                            expiresAt: string | null;
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            messageId: string | null;
                            name: string;
                            /** @enum {string} */
                            source: "page" | "api" | "one-click" | "complaint" | "operator" | "import" | "reply";
                            /** @enum {string} */
                            state: "granted" | "withdrawn";
                            /** @enum {string} */
                            subject: "topic" | "channel" | "marketing-channel" | "purpose";
                        }[];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-unknown";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    recordCustomerConsents: {
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
                    statements: {
                        /** Format: date-time */
                        at?: string | null;
                        /** Format: date-time */
                        expiresAt?: string;
                        name: string;
                        /** @enum {string} */
                        state: "granted" | "withdrawn";
                        /** @enum {string} */
                        subject: "topic" | "channel" | "marketing-channel" | "purpose";
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        customerId: string;
                        recorded: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-unknown";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "unknown-topic" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    mergeCustomers: {
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
                    /** @default false */
                    dryRun?: boolean;
                    from: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dryRun: boolean;
                        /** Format: uuid */
                        from: string;
                        /** Format: uuid */
                        into: string;
                        moved: {
                            [key: string]: number;
                        };
                        superseded: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-unknown";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "same-customer" | "too-many-identities";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getTimeline: {
        parameters: {
            query?: {
                before?: string;
                kinds?: string;
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            details: {
                                [key: string]: unknown;
                            };
                            id: string;
                            /** @enum {string} */
                            kind: "event" | "merge" | "consent" | "entered" | "step" | "decision" | "message" | "task" | "goal" | "ended";
                            text: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-unknown";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    checkDecisions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            candidate: string;
                            /** Format: date-time */
                            cohort: string;
                            context: string;
                            counted: {
                                goals: number;
                                squares: number;
                                trials: number;
                                value: number;
                            };
                            kept: {
                                goals: number;
                                squares: number;
                                trials: number;
                                value: number;
                            };
                            policy: string;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listDrafts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            baseVersion: number | null;
                            id: components["schemas"]["Id"] & unknown;
                            /** @enum {string|null} */
                            keptIn: "code" | "console" | null;
                            liveVersion: number | null;
                            revision: number;
                            /** Format: date-time */
                            savedAt: string;
                            savedBy: string;
                            title: string | null;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    createDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    from: {
                        /** @enum {string} */
                        kind: "blank";
                        title?: string;
                    } | {
                        /** @enum {string} */
                        kind: "version";
                        version?: number;
                    } | {
                        definition: {
                            id: components["schemas"]["Id"] & unknown;
                            start: components["schemas"]["Id"] & unknown;
                        } & {
                            [key: string]: unknown;
                        };
                        /** @enum {string} */
                        kind: "definition";
                    };
                    id: components["schemas"]["Id"] & unknown;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        baseVersion: number | null;
                        definition: {
                            id: components["schemas"]["Id"] & unknown;
                            start: components["schemas"]["Id"] & unknown;
                        } & {
                            [key: string]: unknown;
                        };
                        id: components["schemas"]["Id"] & unknown;
                        /** @enum {string|null} */
                        keptIn: "code" | "console" | null;
                        liveVersion: number | null;
                        readers: {
                            page: string;
                            reader: string;
                            step: string | null;
                        }[];
                        revision: number;
                        /** Format: date-time */
                        savedAt: string;
                        savedBy: string;
                        title: string | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "draft-exists" | "too-many-drafts";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"];
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listExperiments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            arms: {
                                arm: string;
                                exposed: number;
                                isControl: boolean;
                                sharePerMille: number;
                            }[];
                            /** Format: date-time */
                            endedAt: string | null;
                            /** Format: date-time */
                            firstExposedAt: string | null;
                            id: string;
                            journey: string | null;
                            /** @enum {string} */
                            kind: "split" | "holdout" | "global-control";
                            leading: string | null;
                            /** Format: date-time */
                            startedAt: string;
                            step: string | null;
                            title: string | null;
                            /** @enum {string} */
                            verdict: "no-metric" | "no-customers" | "sample-ratio" | "not-yet-known" | "leading" | "control-leads";
                            weeksLeft: number | "hopeless" | null;
                            words: string;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getExperiment: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        arms: {
                            arm: string;
                            exposed: number;
                            isControl: boolean;
                            sharePerMille: number;
                        }[];
                        control: string;
                        /** Format: date-time */
                        endedAt: string | null;
                        /** Format: date-time */
                        firstExposedAt: string | null;
                        id: string;
                        isDeclaredLate: boolean;
                        journey: string | null;
                        /** @enum {string} */
                        kind: "split" | "holdout" | "global-control";
                        leading: string | null;
                        metrics: {
                            arms: {
                                arm: string;
                                customers: number;
                                mean: number;
                                running: number;
                            }[];
                            /** @enum {string} */
                            better: "more" | "less";
                            cap: number | null;
                            comparisons: {
                                adjusted: {
                                    alwaysValid: [
                                        number,
                                        number
                                    ];
                                    arm: number;
                                    control: number;
                                    difference: number;
                                    fixed: [
                                        number,
                                        number
                                    ];
                                    p: number;
                                    relative: {
                                        alwaysValid: [
                                            number,
                                            number
                                        ];
                                        lift: number;
                                    } | null;
                                    standardError: number;
                                } | null;
                                arm: string;
                                goals: {
                                    have: number;
                                    need: number;
                                };
                                plain: {
                                    alwaysValid: [
                                        number,
                                        number
                                    ];
                                    arm: number;
                                    control: number;
                                    difference: number;
                                    fixed: [
                                        number,
                                        number
                                    ];
                                    p: number;
                                    relative: {
                                        alwaysValid: [
                                            number,
                                            number
                                        ];
                                        lift: number;
                                    } | null;
                                    standardError: number;
                                } | null;
                                total: {
                                    least: number;
                                    middle: number;
                                    most: number;
                                } | null;
                                totalWords: string | null;
                                /** @enum {string|null} */
                                unread: "no-customers" | "too-few-goals" | "no-cap" | "less-than-a-week" | null;
                                /** @enum {string} */
                                verdict: "better" | "worse" | "harmless" | "not-yet-known";
                                words: string;
                            }[];
                            explained: number;
                            explainedWords: string;
                            id: string;
                            /** @enum {string} */
                            measure: "any" | "count" | "sum";
                            /** @enum {string} */
                            role: "primary" | "guardrail" | "secondary";
                            within: string;
                            words: string;
                        }[];
                        mixed: number;
                        plannedSize: number;
                        sampleRatio: {
                            isAlarm: boolean;
                            logBayesFactor: number;
                            /** Format: date-time */
                            since: string;
                        };
                        /** Format: date-time */
                        startedAt: string;
                        step: string | null;
                        title: string | null;
                        /** @enum {string} */
                        verdict: "no-metric" | "no-customers" | "sample-ratio" | "not-yet-known" | "leading" | "control-leads";
                        weeksLeft: number | "hopeless" | null;
                        words: string;
                        worthKnowing: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    receiveFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | {
                    [key: string]: unknown;
                }[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recorded: number;
                        repeated: number;
                        unknown: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "signature-wrong";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "feedback-unreadable";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "intake-busy" | "secret-missing" | "database-away";
                    };
                };
            };
        };
    };
    sendGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    anonymousId?: string | number | null;
                    channel?: unknown;
                    context?: {
                        [key: string]: components["schemas"]["Json"];
                    } | null;
                    groupId?: string | number | null;
                    identities?: {
                        [key: string]: string | number | null;
                    } | null;
                    messageId?: string | number | null;
                    originalTimestamp?: unknown;
                    sentAt?: unknown;
                    timestamp?: unknown;
                    traits?: components["schemas"]["Properties"];
                    userId?: string | number | null;
                    writeKey?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                        /** @enum {string} */
                        result: "accepted" | "duplicate";
                        /** @enum {boolean} */
                        success: true;
                        warnings: components["schemas"]["Problem"][];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "event-unreadable" | "nobody" | "id-no-text" | "id-inexact" | "number-too-large" | "event-too-deep" | "id-placeholder" | "identity-unfit";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "needs-server-key";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large" | "event-too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "event-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getHistory: {
        parameters: {
            query?: {
                minutes?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bucketMs: number;
                        events: {
                            /** Format: date-time */
                            at: string;
                            events: number;
                        }[];
                        messages: {
                            /** Format: date-time */
                            at: string;
                            channel: string;
                            messages: number;
                            /** @enum {string} */
                            state: "requested" | "claimed" | "sending" | "accepted" | "blocked" | "deferred" | "failed-temporarily" | "failed-permanently" | "unknown" | "observed";
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    sendIdentify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    anonymousId?: string | number | null;
                    channel?: unknown;
                    context?: {
                        [key: string]: components["schemas"]["Json"];
                    } | null;
                    identities?: {
                        [key: string]: string | number | null;
                    } | null;
                    messageId?: string | number | null;
                    originalTimestamp?: unknown;
                    sentAt?: unknown;
                    timestamp?: unknown;
                    traits?: components["schemas"]["Properties"];
                    userId?: string | number | null;
                    writeKey?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                        /** @enum {string} */
                        result: "accepted" | "duplicate";
                        /** @enum {boolean} */
                        success: true;
                        warnings: components["schemas"]["Problem"][];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "event-unreadable" | "nobody" | "id-no-text" | "id-inexact" | "number-too-large" | "event-too-deep" | "id-placeholder" | "identity-unfit";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "needs-server-key";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large" | "event-too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "event-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    findCustomer: {
        parameters: {
            query: {
                after?: string;
                identity: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consents: {
                            [key: string]: unknown;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: uuid */
                        id: string;
                        identities: {
                            /** Format: date-time */
                            addedAt: string;
                            kind: string;
                            value: string;
                        }[];
                        mergedIds: string[];
                        notSent: {
                            channel: string;
                            /** Format: date-time */
                            createdAt: string;
                            errorCode: string | null;
                            /** Format: uuid */
                            id: string;
                            journey: string | null;
                            /** Format: uuid */
                            journeyRunId: string | null;
                            rule: string | null;
                            ruleValue: string | null;
                            /** @enum {string} */
                            state: "requested" | "claimed" | "sending" | "accepted" | "blocked" | "deferred" | "failed-temporarily" | "failed-permanently" | "unknown" | "observed";
                            step: string | null;
                            template: string;
                            text: string;
                            title: string | null;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                        /** Format: date-time */
                        now: string;
                        openRuns: number;
                        reach: {
                            address: string | null;
                            channel: string;
                            reason: string | null;
                            /** @enum {string} */
                            state: "reachable" | "no-address" | "suppressed" | "withdrawn" | "no-marketing";
                        }[];
                        segments: {
                            cause: string;
                            id: string;
                            /** Format: date-time */
                            since: string;
                            title: string | null;
                        }[];
                        timeline: {
                            items: {
                                /** Format: date-time */
                                at: string;
                                details: {
                                    [key: string]: unknown;
                                };
                                id: string;
                                /** @enum {string} */
                                kind: "event" | "merge" | "consent" | "entered" | "step" | "decision" | "message" | "task" | "goal" | "ended";
                                text: string;
                            }[];
                            next: string | null;
                        };
                        timeZone: string;
                        traits: {
                            [key: string]: unknown;
                        };
                        traitSources: {
                            [key: string]: {
                                /** Format: date-time */
                                at: string;
                                call: string | null;
                                journey: string | null;
                            };
                        };
                        value: {
                            alive?: number;
                            buys90?: number;
                            clv365?: number;
                            order?: number;
                            purchases: number;
                            rfm: string;
                            spent: number;
                            /** @enum {string} */
                            stage: "new" | "one-time" | "active" | "at-risk" | "lapsed";
                        } | null;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-unknown";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            done: number;
                            /** Format: date-time */
                            endedAt: string | null;
                            entered: number;
                            failed: number;
                            file: string;
                            /** Format: uuid */
                            id: string;
                            isLive: boolean;
                            kind: string;
                            skipped: number;
                            /** Format: date-time */
                            startedAt: string;
                            startedBy: string;
                            /** @enum {string} */
                            state: "running" | "stopped" | "finished";
                            total: number | null;
                            /** Format: date-time */
                            updatedAt: string;
                            warned: number;
                        }[];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getImport: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        done: number;
                        /** Format: date-time */
                        endedAt: string | null;
                        entered: number;
                        failed: number;
                        file: string;
                        /** Format: uuid */
                        id: string;
                        isLive: boolean;
                        kind: string;
                        problems: {
                            code: string;
                            problem: string;
                            remedy: string;
                            row: number;
                            where: string;
                        }[];
                        skipped: number;
                        /** Format: date-time */
                        startedAt: string;
                        startedBy: string;
                        /** @enum {string} */
                        state: "running" | "stopped" | "finished";
                        total: number | null;
                        /** Format: date-time */
                        updatedAt: string;
                        warned: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    importRows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "customers" | "events" | "consents" | "suppressions" | "touches";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    asOf: string;
                    /** @default false */
                    dryRun?: boolean;
                    file?: string;
                    /** Format: uuid */
                    id?: string;
                    /** @default false */
                    live?: boolean;
                    name: string;
                    /** @default [] */
                    refused?: {
                        code: string;
                        problem: string;
                        remedy: string;
                        row: number;
                        where: string;
                    }[];
                    rows: {
                        fields: {
                            [key: string]: unknown;
                        };
                        row: number;
                    }[];
                    total?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicates: number;
                        entered: number;
                        errors: {
                            code: string;
                            problem: string;
                            remedy: string;
                            row: number;
                            /** @enum {string} */
                            severity?: "error" | "warning";
                            where: string;
                        }[];
                        warnings: {
                            code: string;
                            problem: string;
                            remedy: string;
                            row: number;
                            /** @enum {string} */
                            severity?: "error" | "warning";
                            where: string;
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "import-kind-unknown";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "import-mixed";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listInboxMessages: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            body: {
                                /** @enum {boolean} */
                                emphasis?: true;
                                /** @enum {boolean} */
                                strong?: true;
                                text: string;
                                url?: string;
                            }[][];
                            button: string | null;
                            /** Format: date-time */
                            clickedAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: uuid */
                            customerId: string;
                            /** Format: date-time */
                            deliveredAt: string | null;
                            /** Format: date-time */
                            dismissedAt: string | null;
                            /** Format: date-time */
                            expiresAt: string;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            place: "inbox" | "banner" | "modal";
                            position: number;
                            /** Format: date-time */
                            seenAt: string | null;
                            text: string;
                            title: string;
                            url: string | null;
                            userId: string | null;
                        }[];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listInbox: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            body: {
                                /** @enum {boolean} */
                                emphasis?: true;
                                /** @enum {boolean} */
                                strong?: true;
                                text: string;
                                url?: string;
                            }[][];
                            button: string | null;
                            /** Format: date-time */
                            clickedAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            dismissedAt: string | null;
                            /** Format: date-time */
                            expiresAt: string;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            place: "inbox" | "banner" | "modal";
                            position: number;
                            /** Format: date-time */
                            seenAt: string | null;
                            text: string;
                            title: string;
                            url: string | null;
                        }[];
                        /** Format: uuid */
                        next: string | null;
                        position: number;
                        unread: number;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    markClicked: {
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
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    markDismissed: {
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
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    markSeen: {
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
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    markManySeen: {
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
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    makeStreamTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ticket: string;
                        /** Format: date-time */
                        validUntil: string;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listJourneys: {
        parameters: {
            query?: {
                event?: string;
                unpublished?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        countedAt: string;
                        isEstimated: boolean;
                        items: {
                            entered: number[];
                            goal: {
                                entered: number;
                                reached: number;
                            } | null;
                            hash: string;
                            id: components["schemas"]["Id"] & unknown;
                            isObserved: boolean;
                            left: number[];
                            open: number;
                            owner: string | null;
                            priority: number;
                            /** Format: date-time */
                            publishedAt: string;
                            publishedBy: string | null;
                            purpose: string;
                            reviewBy: string | null;
                            /** @enum {string} */
                            state: "live" | "paused" | "draining" | "resuming" | "unpublished";
                            stuck: number;
                            tags: string[];
                            title?: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                        next: null;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getJourney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        definition: components["schemas"]["StoredJourney"];
                        hash: string;
                        id: components["schemas"]["Id"] & unknown;
                        isLive: boolean;
                        version: number;
                        versions: {
                            hash: string;
                            /** Format: date-time */
                            publishedAt: string;
                            publishedBy: string | null;
                            version: number;
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        baseVersion: number | null;
                        definition: {
                            id: components["schemas"]["Id"] & unknown;
                            start: components["schemas"]["Id"] & unknown;
                        } & {
                            [key: string]: unknown;
                        };
                        id: components["schemas"]["Id"] & unknown;
                        /** @enum {string|null} */
                        keptIn: "code" | "console" | null;
                        liveVersion: number | null;
                        readers: {
                            page: string;
                            reader: string;
                            step: string | null;
                        }[];
                        revision: number;
                        /** Format: date-time */
                        savedAt: string;
                        savedBy: string;
                        title: string | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    saveDraft: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    definition: {
                        id: components["schemas"]["Id"] & unknown;
                        start: components["schemas"]["Id"] & unknown;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                        /** Format: date-time */
                        savedAt: string;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "draft-changed";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"];
                };
            };
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "revision-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    deleteDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    checkDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        problems: components["schemas"]["Problem"][];
                        revision: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    publishDraft: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keepInConsole?: boolean;
                    runs: {
                        /** @enum {string} */
                        act: "stay" | "migrate" | "exit";
                        maps?: {
                            [key: string]: {
                                [key: string]: (components["schemas"]["Id"] & unknown) | (":exit" | ":stay" | ":end");
                            };
                        };
                        reason?: string;
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        bulkAct?: string;
                        /** @enum {string} */
                        change: "published" | "unchanged" | "relabelled" | "live-again";
                        id: components["schemas"]["Id"] & unknown;
                        version: number;
                        warnings: components["schemas"]["Problem"][];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "kept-in-code";
                    };
                };
            };
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "draft-changed";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"];
                };
            };
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "revision-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    noteDraftReader: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    page: string;
                    step: string | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readers: {
                            page: string;
                            reader: string;
                            step: string | null;
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    enterJourney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default api
                     * @enum {string}
                     */
                    by?: "api" | "hand";
                    customers: {
                        customer: string;
                        /** @default {} */
                        data?: {
                            [key: string]: components["schemas"]["Json"];
                        };
                    }[];
                    key: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        customers: {
                            customer: string;
                            /** @enum {string} */
                            result: "entered" | "not-entered" | "duplicate";
                            /** @enum {string|null} */
                            why: "no-live-version" | "no-rule" | "data" | "filter" | "too-old" | "no-key" | "unfit-key" | "not-started" | "over" | "open" | "too-many-open" | "re-entry" | "contradicted" | "causation-depth" | "entry-cap" | "paused" | "draining" | "no-such-customer" | "too-large" | null;
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getMeasures: {
        parameters: {
            query?: {
                from?: string;
                rows?: "hour" | "day";
                until?: string;
                version?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: {
                            reason: string;
                            runs: number;
                        }[];
                        entered: number;
                        /** Format: date-time */
                        from: string;
                        goals: number;
                        inBooks: number;
                        journey: components["schemas"]["Id"] & unknown;
                        money: number;
                        rows?: {
                            /** Format: date-time */
                            at: string | null;
                            channel: string;
                            detail: string;
                            money: number | null;
                            n: number;
                            step: string;
                            version: number;
                            /** @enum {string} */
                            what: "entered" | "ended" | "arrived" | "left" | "stayed" | "sent" | "delivered" | "opened" | "clicked" | "blocked" | "unsubscribed" | "complained" | "goal";
                        }[];
                        steps: {
                            arrived: number;
                            blocked: {
                                messages: number;
                                rule: string;
                            }[];
                            dropOff: number | null;
                            dropped: number;
                            left: {
                                path: string;
                                runs: number;
                            }[];
                            medianMs: number | null;
                            messages: {
                                clicked: number;
                                complained: number;
                                delivered: number;
                                opened: number;
                                sent: number;
                                unsubscribed: number;
                            };
                            step: string;
                        }[];
                        /** Format: date-time */
                        until: string;
                        version: number | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getMemberEntries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            asked: number;
                            entered: number;
                            /** Format: date-time */
                            finishedAt: string | null;
                            perMinute: number;
                            segment: components["schemas"]["Id"] & unknown;
                            /** Format: date-time */
                            startedAt: string;
                            startedBy: string;
                            total: number;
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    enterMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 1000 */
                    perMinute?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            asked: number;
                            entered: number;
                            /** Format: date-time */
                            finishedAt: string | null;
                            perMinute: number;
                            segment: components["schemas"]["Id"] & unknown;
                            /** Format: date-time */
                            startedAt: string;
                            startedBy: string;
                            total: number;
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "no-segment-entry";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getJourneyState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acts: {
                            /** @enum {string} */
                            act: "pause" | "resume" | "drain" | "unpublish" | "observe" | "go-live";
                            /** Format: date-time */
                            at: string;
                            by: string;
                            reason: string;
                        }[];
                        by: string | null;
                        /** @enum {string|null} */
                        entries: "keep" | "drop" | null;
                        held: number;
                        observed: {
                            by: string;
                            reason: string;
                            /** @enum {string} */
                            scope: "journey" | "workspace";
                            /** Format: date-time */
                            since: string;
                        } | null;
                        perMinute: number | null;
                        queued: number;
                        reason: string | null;
                        /** Format: date-time */
                        since: string | null;
                        /** @enum {string} */
                        state: "open" | "paused" | "draining" | "resuming";
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    actOnJourney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    act: "pause" | "resume" | "drain" | "unpublish" | "observe" | "go-live";
                    dropOlderThan?: string;
                    /** @enum {string} */
                    entries?: "keep" | "drop";
                    perMinute?: number;
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        done: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "journey-not-live" | "journey-not-paused" | "journey-observed" | "journey-not-observed";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    countSteps: {
        parameters: {
            query?: {
                entered?: string;
                version?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        arms: {
                            /** @enum {string} */
                            arm: "treated" | "holdout" | "global-control";
                            goals: number;
                            runs: number;
                            value: number | null;
                        }[];
                        /** Format: date-time */
                        countedAt: string;
                        ended: {
                            reason: string;
                            runs: number;
                        }[];
                        entered: number;
                        /** Format: date-time */
                        enteredAfter: string | null;
                        goal: {
                            runs: number;
                            value: number | null;
                        };
                        journey: components["schemas"]["Id"] & unknown;
                        notEntered: {
                            entries: number;
                            reason: string;
                        }[];
                        open: number;
                        steps: {
                            arrived: number;
                            blocked: {
                                messages: number;
                                rule: string;
                            }[];
                            deferred: {
                                messages: number;
                                rule: string;
                            }[];
                            left: {
                                medianMs: number | null;
                                path: string;
                                runs: number;
                            }[];
                            messages: {
                                messages: number;
                                /** @enum {string} */
                                state: "requested" | "claimed" | "sending" | "accepted" | "blocked" | "deferred" | "failed-temporarily" | "failed-permanently" | "unknown" | "observed";
                            }[];
                            step: string;
                            stuck: number;
                            taken: number;
                            waiting: number;
                        }[];
                        stuck: number;
                        version: number | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        isEstimated: boolean;
                        items: {
                            hash: string;
                            isLive: boolean;
                            open: number;
                            /** Format: date-time */
                            publishedAt: string;
                            publishedBy: string | null;
                            version: number;
                        }[];
                        next: null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        definition: components["schemas"]["StoredJourney"];
                        hash: string;
                        id: components["schemas"]["Id"] & unknown;
                        /** Format: date-time */
                        publishedAt: string;
                        publishedBy: string | null;
                        version: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "browser" | "server" | "admin";
                            title: string;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    createKey: {
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
                    kind: "browser" | "server" | "admin";
                    title: string;
                };
            };
        };
        responses: {
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
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    revokeKey: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listKillSwitches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: (components["schemas"]["Id"] & unknown) | string;
                            reason: string;
                            /** @enum {string} */
                            scope: "workspace" | "channel" | "journey";
                            setBy: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                        waiting: number;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    setKillSwitch: {
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
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: (components["schemas"]["Id"] & unknown) | string;
                        reason: string;
                        /** @enum {string} */
                        scope: "workspace" | "channel" | "journey";
                        setBy: string;
                        /** Format: date-time */
                        since: string;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    liftKillSwitch: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                after?: string;
                channel?: string;
                createdAfter?: string;
                createdBefore?: string;
                customer?: string;
                journey?: string;
                limit?: number;
                observed?: string;
                rule?: string;
                run?: string;
                state?: "requested" | "claimed" | "sending" | "accepted" | "blocked" | "deferred" | "failed-temporarily" | "failed-permanently" | "unknown" | "observed";
                step?: string;
                template?: string;
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            attempt: number;
                            channel: string;
                            /** Format: date-time */
                            clickedAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: uuid */
                            customerId: string;
                            /** Format: date-time */
                            deliveredAt: string | null;
                            errorCode: string | null;
                            /** Format: uuid */
                            id: string;
                            journey: string | null;
                            /** Format: uuid */
                            journeyRunId: string | null;
                            /** Format: date-time */
                            openedAt: string | null;
                            rule: string | null;
                            ruleValue: string | null;
                            /** @enum {string} */
                            state: "requested" | "claimed" | "sending" | "accepted" | "blocked" | "deferred" | "failed-temporarily" | "failed-permanently" | "unknown" | "observed";
                            step: string | null;
                            template: string;
                            templateVersion: number | null;
                            /** Format: date-time */
                            updatedAt: string;
                            userId: string | null;
                            why: string | null;
                        }[];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getMessage: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        acceptedAt: string | null;
                        attempt: number;
                        attempts: {
                            attempt: number;
                            channel: string;
                            /** Format: date-time */
                            endedAt: string | null;
                            errorCode: string | null;
                            /** Format: uuid */
                            errorId: string | null;
                            errorText: string | null;
                            /** @enum {string|null} */
                            outcome: "accepted" | "failed-temporarily" | "failed-permanently" | "unknown" | "abandoned" | null;
                            providerId: string | null;
                            /** Format: date-time */
                            startedAt: string;
                        }[];
                        channel: string;
                        /** Format: date-time */
                        clickedAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: uuid */
                        customerId: string;
                        decisions: {
                            /** Format: date-time */
                            at: string;
                            decidedBy: string;
                            decision: string;
                            why: string;
                        }[];
                        /** Format: date-time */
                        deliveredAt: string | null;
                        errorCode: string | null;
                        feedback: {
                            bounce: string | null;
                            kind: string;
                            machine: string | null;
                            /** Format: date-time */
                            occurredAt: string;
                            source: string;
                            url: string | null;
                        }[];
                        /** Format: uuid */
                        id: string;
                        journey: string | null;
                        /** Format: uuid */
                        journeyRunId: string | null;
                        language: string | null;
                        /** Format: date-time */
                        openedAt: string | null;
                        rendering: {
                            missing: string[];
                            parts: {
                                [key: string]: string;
                            };
                            problem: string | null;
                            /** @enum {string} */
                            source: "delivered" | "recorded-version" | "live-version";
                            version: number | null;
                        };
                        rule: string | null;
                        ruleValue: string | null;
                        /** @enum {string} */
                        state: "requested" | "claimed" | "sending" | "accepted" | "blocked" | "deferred" | "failed-temporarily" | "failed-permanently" | "unknown" | "observed";
                        step: string | null;
                        template: string;
                        templateVersion: number | null;
                        /** Format: date-time */
                        updatedAt: string;
                        userId: string | null;
                        visit: number | null;
                        why: string | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    acceptMessage: {
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
                    why: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "message-decided";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    resendMessage: {
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
                    why: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "message-decided";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listUnknownMessages: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            channel: string;
                            /** Format: uuid */
                            customerId: string;
                            errorCode: string | null;
                            /** Format: uuid */
                            id: string;
                            journey: string | null;
                            /** Format: uuid */
                            journeyRunId: string | null;
                            /** Format: date-time */
                            since: string;
                            step: string | null;
                            template: string;
                            userId: string | null;
                        }[];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    markMyOfferAccepted: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    markMyOfferShown: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    chooseMyOffers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default {} */
                    context?: {
                        [key: string]: components["schemas"]["Json"];
                    };
                    /** @default 1 */
                    count?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            data: {
                                [key: string]: components["schemas"]["Json"];
                            };
                            /** Format: date-time */
                            expiresAt: string;
                            /** Format: uuid */
                            id: string;
                            offer: components["schemas"]["Id"] & unknown;
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found" | "customer-not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getNames: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channels: string[];
                        events: {
                            enters: (components["schemas"]["Id"] & unknown)[];
                            /** Format: date-time */
                            lastAt: string | null;
                            name: string;
                            properties: {
                                name: string;
                                type: string;
                            }[];
                            reaches: (components["schemas"]["Id"] & unknown)[];
                        }[];
                        groups: {
                            id: components["schemas"]["Id"] & unknown;
                            title: string | null;
                        }[];
                        journeys: {
                            endReasons: string[];
                            id: components["schemas"]["Id"] & unknown;
                            steps: {
                                id: string;
                                title: string | null;
                                type: string;
                            }[];
                            title: string | null;
                        }[];
                        rules: string[];
                        templates: {
                            channels: string[];
                            id: components["schemas"]["Id"] & unknown;
                            version: number;
                        }[];
                        topics: {
                            id: components["schemas"]["Id"] & unknown;
                            title: string | null;
                        }[];
                        traits: {
                            name: string;
                            type: string;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getNps: {
        parameters: {
            query?: {
                by?: string;
                from?: string;
                question?: string;
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        all: {
                            answers: number;
                            detractors: number;
                            interval: number[] | null;
                            promoters: number;
                            score: number | null;
                        };
                        /** Format: date-time */
                        from: string;
                        groups: {
                            answers: number;
                            detractors: number;
                            group: string | null;
                            interval: number[] | null;
                            promoters: number;
                            score: number | null;
                        }[];
                        journeys: {
                            answers: number;
                            detractors: number;
                            interval: number[] | null;
                            journey: string | null;
                            promoters: number;
                            score: number | null;
                        }[];
                        /** Format: date-time */
                        until: string;
                        weeks: {
                            answers: number;
                            detractors: number;
                            interval: number[] | null;
                            promoters: number;
                            score: number | null;
                            /** Format: date-time */
                            week: string;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    markOfferAccepted: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "needs-server-key";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    markOfferShown: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "needs-server-key";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listOffers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            figures: {
                                accepted: number;
                                released: number;
                                reserved: number;
                                shown: number;
                                used: number;
                            };
                            id: components["schemas"]["Id"] & unknown;
                            placements: string[];
                            /** @enum {string} */
                            state: "draft" | "live" | "paused" | "retired";
                            title: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        definition: {
                            caps?: {
                                perCustomer?: {
                                    uses: number;
                                    within?: string;
                                };
                                perDay?: number;
                                total?: number;
                            };
                            channels?: string[];
                            cost?: number;
                            description?: string;
                            eligible?: {
                                /** @enum {string} */
                                combinator: "and" | "or";
                                not?: boolean;
                                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                            };
                            /** @enum {boolean} */
                            fallback?: true;
                            /** Format: date-time */
                            from?: string;
                            id: string;
                            owner?: string;
                            placements: string[];
                            /** @default 0 */
                            priority: number | {
                                default?: number;
                                ref: string;
                            } | {
                                of: components["schemas"]["Formula"][];
                                /** @enum {string} */
                                op: "+" | "-" | "*" | "/" | "min" | "max" | "clamp" | "if";
                            };
                            /**
                             * @default live
                             * @enum {string}
                             */
                            state: "draft" | "live" | "paused" | "retired";
                            tags?: string[];
                            template?: string;
                            title: string;
                            /** Format: date-time */
                            until?: string;
                            values?: {
                                [key: string]: string | number | boolean;
                            };
                        };
                        figures: {
                            accepted: number;
                            released: number;
                            reserved: number;
                            shown: number;
                            used: number;
                        };
                        id: components["schemas"]["Id"] & unknown;
                        placements: string[];
                        /** @enum {string} */
                        state: "draft" | "live" | "paused" | "retired";
                        title: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    sendPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    anonymousId?: string | number | null;
                    category?: string | number | null;
                    channel?: unknown;
                    context?: {
                        [key: string]: components["schemas"]["Json"];
                    } | null;
                    identities?: {
                        [key: string]: string | number | null;
                    } | null;
                    messageId?: string | number | null;
                    name?: string | number | null;
                    originalTimestamp?: unknown;
                    properties?: components["schemas"]["Properties"];
                    sentAt?: unknown;
                    timestamp?: unknown;
                    userId?: string | number | null;
                    writeKey?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                        /** @enum {string} */
                        result: "accepted" | "duplicate";
                        /** @enum {boolean} */
                        success: true;
                        warnings: components["schemas"]["Problem"][];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "event-unreadable" | "nobody" | "id-no-text" | "id-inexact" | "number-too-large" | "event-too-deep" | "id-placeholder" | "identity-unfit";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "needs-server-key";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large" | "event-too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "event-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    chooseOffers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default {} */
                    context?: {
                        [key: string]: components["schemas"]["Json"];
                    };
                    /** @default 1 */
                    count?: number;
                    customer: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            data: {
                                [key: string]: components["schemas"]["Json"];
                            };
                            /** Format: date-time */
                            expiresAt: string;
                            /** Format: uuid */
                            id: string;
                            offer: components["schemas"]["Id"] & unknown;
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "needs-server-key";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found" | "customer-not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            candidates: number;
                            id: components["schemas"]["Id"] & unknown;
                            rank: string;
                            state: number | null;
                            title: string | null;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        candidates: number;
                        definition: {
                            /** @default 0 */
                            baselinePerMille: number;
                            candidates: {
                                cost?: number;
                                eligible?: {
                                    /** @enum {string} */
                                    combinator: "and" | "or";
                                    not?: boolean;
                                    rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                                };
                                /** Format: date-time */
                                from?: string;
                                gives?: {
                                    channels?: string[];
                                    data?: {
                                        [key: string]: components["schemas"]["Json"];
                                    };
                                    template?: string;
                                };
                                id: string;
                                learnedAs?: string;
                                /** @enum {boolean} */
                                nothing?: true;
                                share?: number;
                                title?: string;
                                /** Format: date-time */
                                until?: string;
                                values?: {
                                    [key: string]: number;
                                };
                            }[];
                            description?: string;
                            fallback?: string;
                            id: string;
                            owner?: string;
                            placement?: string;
                            /**
                             * @default marketing
                             * @enum {string}
                             */
                            purpose: "marketing" | "transactional";
                            rank: {
                                /** @enum {string} */
                                by: "order";
                            } | {
                                /** @enum {string} */
                                by: "formula";
                                score: components["schemas"]["Formula"];
                            } | {
                                /** @enum {string} */
                                by: "shares";
                            } | {
                                /** @enum {string} */
                                by: "thompson";
                                /** @default 10 */
                                floorPerMille: number;
                                halfLife?: string;
                            } | {
                                /** @enum {string} */
                                by: "linear";
                                context: {
                                    bins?: number[];
                                    field: string;
                                    name: string;
                                    values?: (string | number | boolean)[];
                                }[];
                                /** @default 1 */
                                exploration: number;
                                /** @default 10 */
                                floorPerMille: number;
                                halfLife?: string;
                            } | {
                                /** @enum {string} */
                                by: "best-hour";
                                /** @default 50 */
                                explorePerMille: number;
                            };
                            /** Format: date */
                            reviewOn?: string;
                            reward?: {
                                /**
                                 * @default first
                                 * @enum {string}
                                 */
                                count: "first" | "all";
                                events: {
                                    cap?: number;
                                    event: string;
                                    /** @enum {boolean} */
                                    ownMessage?: true;
                                    value?: number | components["schemas"]["Reference"];
                                    where?: components["schemas"]["Condition"];
                                }[];
                                within: components["schemas"]["Duration"] & unknown;
                            };
                            shadows?: string[];
                            sources?: ({
                                /** @enum {string} */
                                from: "offers";
                                /** @default 20 */
                                most: number;
                                placement?: string;
                                tags?: string[];
                            } | {
                                channel?: string;
                                /** @enum {string} */
                                from: "times";
                                within: components["schemas"]["Duration"] & unknown;
                            })[];
                            /**
                             * @default run
                             * @enum {string}
                             */
                            sticky: "run" | "customer";
                            title?: string;
                        };
                        figures: {
                            candidates: {
                                believed: number | null;
                                closed: number;
                                decisions: number;
                                goals: number;
                                id: string;
                                title: string | null;
                                voided: number;
                                worth: number | null;
                            }[];
                            cells: {
                                candidate: string;
                                context: string;
                                goals: number;
                                trials: number;
                                worth: number;
                            }[];
                            lift: {
                                baseline: number;
                                decisions: {
                                    baseline: number;
                                    policy: number;
                                };
                                difference: number;
                                policy: number;
                                se: number;
                            } | null;
                            overrides: {
                                by: string | null;
                                candidate: string;
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "pin" | "ban";
                                /** Format: date-time */
                                madeAt: string;
                                reason: string | null;
                                /** Format: date-time */
                                until: string | null;
                                when: {
                                    /** @enum {string} */
                                    combinator: "and" | "or";
                                    not?: boolean;
                                    rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                                } | null;
                            }[];
                            refusals: {
                                candidate: string;
                                count: number;
                                rule: string;
                                value: string | null;
                            }[];
                            shadows: {
                                agreed: number;
                                chosen: string | null;
                                decisions: number;
                                policy: string;
                            }[];
                            uses: {
                                isApproved: boolean;
                                journey: components["schemas"]["Id"] & unknown;
                                step: components["schemas"]["Id"] & unknown;
                            }[];
                        };
                        id: components["schemas"]["Id"] & unknown;
                        rank: string;
                        state: number | null;
                        title: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                        words: string[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    comparePolicies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    other?: string;
                    policy?: {
                        /** @default 0 */
                        baselinePerMille?: number;
                        candidates: {
                            cost?: number;
                            eligible?: {
                                /** @enum {string} */
                                combinator: "and" | "or";
                                not?: boolean;
                                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                            };
                            /** Format: date-time */
                            from?: string;
                            gives?: {
                                channels?: string[];
                                data?: {
                                    [key: string]: components["schemas"]["Json"];
                                };
                                template?: string;
                            };
                            id: string;
                            learnedAs?: string;
                            /** @enum {boolean} */
                            nothing?: true;
                            share?: number;
                            title?: string;
                            /** Format: date-time */
                            until?: string;
                            values?: {
                                [key: string]: number;
                            };
                        }[];
                        description?: string;
                        fallback?: string;
                        id: string;
                        owner?: string;
                        placement?: string;
                        /**
                         * @default marketing
                         * @enum {string}
                         */
                        purpose?: "marketing" | "transactional";
                        rank: {
                            /** @enum {string} */
                            by: "order";
                        } | {
                            /** @enum {string} */
                            by: "formula";
                            score: components["schemas"]["Formula"];
                        } | {
                            /** @enum {string} */
                            by: "shares";
                        } | {
                            /** @enum {string} */
                            by: "thompson";
                            /** @default 10 */
                            floorPerMille?: number;
                            halfLife?: string;
                        } | {
                            /** @enum {string} */
                            by: "linear";
                            context: {
                                bins?: number[];
                                field: string;
                                name: string;
                                values?: (string | number | boolean)[];
                            }[];
                            /** @default 1 */
                            exploration?: number;
                            /** @default 10 */
                            floorPerMille?: number;
                            halfLife?: string;
                        } | {
                            /** @enum {string} */
                            by: "best-hour";
                            /** @default 50 */
                            explorePerMille?: number;
                        };
                        /** Format: date */
                        reviewOn?: string;
                        reward?: {
                            /**
                             * @default first
                             * @enum {string}
                             */
                            count?: "first" | "all";
                            events: {
                                cap?: number;
                                event: string;
                                /** @enum {boolean} */
                                ownMessage?: true;
                                value?: number | components["schemas"]["Reference"];
                                where?: components["schemas"]["Condition"];
                            }[];
                            within: components["schemas"]["Duration"] & unknown;
                        };
                        shadows?: string[];
                        sources?: ({
                            /** @enum {string} */
                            from: "offers";
                            /** @default 20 */
                            most?: number;
                            placement?: string;
                            tags?: string[];
                        } | {
                            channel?: string;
                            /** @enum {string} */
                            from: "times";
                            within: components["schemas"]["Duration"] & unknown;
                        })[];
                        /**
                         * @default run
                         * @enum {string}
                         */
                        sticky?: "run" | "customer";
                        title?: string;
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        brought: number;
                        decisions: number;
                        difference: number;
                        estimate: {
                            dr: number;
                            drSe: number;
                            effectiveSample: number;
                            greatestWeight: number;
                            snips: number;
                            snipsSe: number;
                        };
                        se: number;
                        /** @enum {string} */
                        verdict: "not-tellable" | "better" | "worse" | "no-difference-seen";
                        words: string[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused" | "policy-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listPolicyDecisions: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            by: string;
                            candidates: {
                                id: string;
                                key: string;
                                mean?: number;
                                ppm?: number;
                                refused?: {
                                    rule: string;
                                    value?: string;
                                };
                                sd?: number;
                                title?: string;
                            }[];
                            chosen: string | null;
                            /** Format: date-time */
                            closesAt: string;
                            context: string;
                            /** Format: uuid */
                            customerId: string | null;
                            /** Format: date-time */
                            decidedAt: string;
                            isTrial: boolean;
                            luck: number;
                            policy: string;
                            rewards: number;
                            /** Format: uuid */
                            run: string;
                            state: number | null;
                            step: string;
                            value: number;
                            version: number;
                            visit: number;
                            void: string | null;
                            words: string[];
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    overridePolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    candidate: string;
                    /** @enum {string} */
                    kind: "pin" | "ban";
                    reason: string;
                    /** Format: date-time */
                    until?: string;
                    when?: components["schemas"]["Condition"];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        by: string | null;
                        candidate: string;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        kind: "pin" | "ban";
                        /** Format: date-time */
                        madeAt: string;
                        reason: string | null;
                        /** Format: date-time */
                        until: string | null;
                        when: {
                            /** @enum {string} */
                            combinator: "and" | "or";
                            not?: boolean;
                            rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                        } | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused" | "unknown-candidate";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    endPolicyOverride: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
                override: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getSettings: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        integrations: {
                            "Segment.io": {
                                /** @enum {boolean} */
                                addBundledMetadata: true;
                                apiHost: string;
                                apiKey: string;
                                bundledIntegrations: string[];
                                /** @enum {string} */
                                protocol: "http" | "https";
                                unbundledIntegrations: string[];
                                versionSettings: {
                                    componentTypes: string[];
                                    version: string;
                                };
                            };
                        };
                        metrics: {
                            /** @enum {number} */
                            sampleRate: 0;
                        };
                        plan: {
                            track: {
                                __default: {
                                    /** @enum {boolean} */
                                    enabled: true;
                                    integrations: Record<string, never>;
                                };
                            };
                        };
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
        };
    };
    publish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    journeys?: components["schemas"]["Journey"][];
                    keepInCode?: boolean;
                    observe?: boolean;
                    offers?: {
                        caps?: {
                            perCustomer?: {
                                uses: number;
                                within?: string;
                            };
                            perDay?: number;
                            total?: number;
                        };
                        channels?: string[];
                        cost?: number;
                        description?: string;
                        eligible?: {
                            /** @enum {string} */
                            combinator: "and" | "or";
                            not?: boolean;
                            rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                        };
                        /** @enum {boolean} */
                        fallback?: true;
                        /** Format: date-time */
                        from?: string;
                        id: string;
                        owner?: string;
                        placements: string[];
                        /** @default 0 */
                        priority?: number | {
                            default?: number;
                            ref: string;
                        } | {
                            of: components["schemas"]["Formula"][];
                            /** @enum {string} */
                            op: "+" | "-" | "*" | "/" | "min" | "max" | "clamp" | "if";
                        };
                        /**
                         * @default live
                         * @enum {string}
                         */
                        state?: "draft" | "live" | "paused" | "retired";
                        tags?: string[];
                        template?: string;
                        title: string;
                        /** Format: date-time */
                        until?: string;
                        values?: {
                            [key: string]: string | number | boolean;
                        };
                    }[];
                    partials?: {
                        [key: string]: string;
                    };
                    policies?: {
                        /** @default 0 */
                        baselinePerMille?: number;
                        candidates: {
                            cost?: number;
                            eligible?: {
                                /** @enum {string} */
                                combinator: "and" | "or";
                                not?: boolean;
                                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                            };
                            /** Format: date-time */
                            from?: string;
                            gives?: {
                                channels?: string[];
                                data?: {
                                    [key: string]: components["schemas"]["Json"];
                                };
                                template?: string;
                            };
                            id: string;
                            learnedAs?: string;
                            /** @enum {boolean} */
                            nothing?: true;
                            share?: number;
                            title?: string;
                            /** Format: date-time */
                            until?: string;
                            values?: {
                                [key: string]: number;
                            };
                        }[];
                        description?: string;
                        fallback?: string;
                        id: string;
                        owner?: string;
                        placement?: string;
                        /**
                         * @default marketing
                         * @enum {string}
                         */
                        purpose?: "marketing" | "transactional";
                        rank: {
                            /** @enum {string} */
                            by: "order";
                        } | {
                            /** @enum {string} */
                            by: "formula";
                            score: components["schemas"]["Formula"];
                        } | {
                            /** @enum {string} */
                            by: "shares";
                        } | {
                            /** @enum {string} */
                            by: "thompson";
                            /** @default 10 */
                            floorPerMille?: number;
                            halfLife?: string;
                        } | {
                            /** @enum {string} */
                            by: "linear";
                            context: {
                                bins?: number[];
                                field: string;
                                name: string;
                                values?: (string | number | boolean)[];
                            }[];
                            /** @default 1 */
                            exploration?: number;
                            /** @default 10 */
                            floorPerMille?: number;
                            halfLife?: string;
                        } | {
                            /** @enum {string} */
                            by: "best-hour";
                            /** @default 50 */
                            explorePerMille?: number;
                        };
                        /** Format: date */
                        reviewOn?: string;
                        reward?: {
                            /**
                             * @default first
                             * @enum {string}
                             */
                            count?: "first" | "all";
                            events: {
                                cap?: number;
                                event: string;
                                /** @enum {boolean} */
                                ownMessage?: true;
                                value?: number | components["schemas"]["Reference"];
                                where?: components["schemas"]["Condition"];
                            }[];
                            within: components["schemas"]["Duration"] & unknown;
                        };
                        shadows?: string[];
                        sources?: ({
                            /** @enum {string} */
                            from: "offers";
                            /** @default 20 */
                            most?: number;
                            placement?: string;
                            tags?: string[];
                        } | {
                            channel?: string;
                            /** @enum {string} */
                            from: "times";
                            within: components["schemas"]["Duration"] & unknown;
                        })[];
                        /**
                         * @default run
                         * @enum {string}
                         */
                        sticky?: "run" | "customer";
                        title?: string;
                    }[];
                    runs?: {
                        /** @enum {string} */
                        act: "stay" | "migrate" | "exit";
                        maps?: {
                            [key: string]: {
                                [key: string]: (components["schemas"]["Id"] & unknown) | (":exit" | ":stay" | ":end");
                            };
                        };
                        reason?: string;
                    };
                    segments?: {
                        description?: string;
                        id: components["schemas"]["Id"] & unknown;
                        measure?: {
                            field: string;
                            of?: {
                                channel?: string;
                                event?: string;
                                last?: number;
                                olderThan?: string;
                                property?: string;
                                reason?: string;
                                since?: string | components["schemas"]["Reference"] | {
                                    event: string;
                                    where?: components["schemas"]["Condition"];
                                };
                                where?: components["schemas"]["Condition"];
                                within?: string;
                            };
                        };
                        owner?: string;
                        stages?: {
                            id: components["schemas"]["Id"] & unknown;
                            title?: string;
                            when: components["schemas"]["Condition"];
                        }[];
                        /** @enum {boolean} */
                        static?: true;
                        tags?: string[];
                        title?: string;
                        trait?: string;
                        when?: {
                            /** @enum {string} */
                            combinator: "and" | "or";
                            not?: boolean;
                            rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                        };
                    }[];
                    /** @default [] */
                    templates?: {
                        content: {
                            [key: string]: {
                                [key: string]: string;
                            };
                        };
                        data?: unknown;
                        fixtures?: {
                            [key: string]: {
                                [key: string]: components["schemas"]["Json"];
                            };
                        };
                        id: components["schemas"]["Id"] & unknown;
                    }[];
                    workspace?: {
                        /** @default {} */
                        alerts?: {
                            [key: string]: {
                                /** @enum {string} */
                                type: "slack";
                                url: {
                                    env: string;
                                };
                            } | {
                                to: string[];
                                /** @enum {string} */
                                type: "email";
                            };
                        };
                        /** @default {} */
                        caps?: {
                            [key: string]: {
                                /** @enum {string} */
                                calendar?: "day" | "week" | "month";
                                channels?: string[];
                                /** @enum {string} */
                                each?: "channel" | "topic" | "journey";
                                /**
                                 * @default block
                                 * @enum {string}
                                 */
                                excess?: "block" | "defer";
                                journeys?: (components["schemas"]["Id"] & unknown)[];
                                most: number;
                                reserve?: {
                                    most: number;
                                    priority: number;
                                };
                                topics?: (components["schemas"]["Id"] & unknown)[];
                                within?: string;
                            };
                        };
                        /** @default {} */
                        consent?: {
                            /**
                             * @default opt-out
                             * @enum {string}
                             */
                            profiling?: "opt-in" | "opt-out";
                            /**
                             * @default opt-out
                             * @enum {string}
                             */
                            regime?: "opt-in" | "opt-out";
                            /**
                             * @default opt-out
                             * @enum {string}
                             */
                            tracking?: "opt-in" | "opt-out";
                        };
                        /** @default {} */
                        experiments?: {
                            [key: string]: {
                                control?: string;
                                /** @default {} */
                                guardrails?: {
                                    [key: string]: {
                                        /**
                                         * @default more
                                         * @enum {string}
                                         */
                                        better?: "more" | "less";
                                        cap?: number;
                                        event: string;
                                        /**
                                         * @default any
                                         * @enum {string}
                                         */
                                        measure?: "any" | "count" | "sum";
                                        value?: {
                                            ref: string;
                                        };
                                        where?: {
                                            /** @enum {string} */
                                            combinator: "and" | "or";
                                            not?: boolean;
                                            rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                                        };
                                        within: components["schemas"]["Duration"] & unknown;
                                    } & {
                                        /** @default 0 */
                                        acceptableHarm?: number;
                                    };
                                };
                                /** @default 5000 */
                                plannedSize?: number;
                                primary?: {
                                    /**
                                     * @default more
                                     * @enum {string}
                                     */
                                    better?: "more" | "less";
                                    cap?: number;
                                    event: string;
                                    /**
                                     * @default any
                                     * @enum {string}
                                     */
                                    measure?: "any" | "count" | "sum";
                                    value?: {
                                        ref: string;
                                    };
                                    where?: {
                                        /** @enum {string} */
                                        combinator: "and" | "or";
                                        not?: boolean;
                                        rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                                    };
                                    within: components["schemas"]["Duration"] & unknown;
                                };
                                /** @default 0.1 */
                                worthKnowing?: number;
                            };
                        };
                        /** @default {} */
                        feedback?: {
                            [key: string]: {
                                secrets: {
                                    env: string;
                                }[];
                                /** @enum {string} */
                                type: "standard" | "sendgrid" | "mailgun";
                            };
                        };
                        /** @default {} */
                        globalControl?: {
                            /** @default 0 */
                            perMille?: number;
                        };
                        /** @default {} */
                        groups?: {
                            [key: string]: {
                                alert?: string;
                                /**
                                 * @default none
                                 * @enum {string}
                                 */
                                assign?: "rotation" | "none";
                                members: string[];
                                title?: string;
                            };
                        };
                        /** @default {} */
                        holds?: {
                            [key: string]: {
                                /** @default P7D */
                                atMost?: string;
                                channels?: string[];
                                /** @enum {string} */
                                effect: "wait" | "block";
                                title?: string;
                                topics?: (components["schemas"]["Id"] & unknown)[];
                                when: components["schemas"]["Condition"] & unknown;
                            };
                        };
                        /** @default {} */
                        identities?: {
                            /** @default true */
                            browserMayChangeAddress?: boolean;
                            /** @default [] */
                            kinds?: string[];
                        };
                        /** @default {} */
                        languages?: {
                            /** @default en */
                            default?: string;
                        };
                        /** @default {} */
                        measurement?: {
                            /** @default {} */
                            credit?: {
                                /** @default P7D */
                                afterClick?: string;
                                /** @default P1D */
                                afterDelivery?: string;
                                /**
                                 * @default last
                                 * @enum {string}
                                 */
                                model?: "last" | "first" | "even" | "half-life";
                            };
                            purchase?: {
                                event: string;
                                margin?: number;
                                value?: {
                                    ref: string;
                                };
                            };
                        };
                        /** @default {} */
                        observe?: {
                            /** @default false */
                            all?: boolean;
                        };
                        push?: {
                            privateKey: {
                                env: string;
                            };
                            subject: string;
                        };
                        /** @default {} */
                        quietHours?: {
                            /** @default {} */
                            channels?: {
                                [key: string]: "none" | {
                                    /** @default {} */
                                    days?: {
                                        friday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        monday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        saturday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        sunday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        thursday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        tuesday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        wednesday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                    };
                                    from: string;
                                    until: string;
                                };
                            };
                            /** @default none */
                            default?: "none" | {
                                /** @default {} */
                                days?: {
                                    friday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    monday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    saturday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    sunday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    thursday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    tuesday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    wednesday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                };
                                from: string;
                                until: string;
                            };
                            /** @default PT5M */
                            spread?: "none" | components["schemas"]["Duration"];
                            /** @default UTC */
                            zone?: string;
                        };
                        /** @default {} */
                        retention?: {
                            events?: string;
                            /** @default P30D */
                            failures?: string;
                            messages?: string;
                            runs?: string;
                        };
                        /** @default {} */
                        sendRate?: {
                            [key: string]: {
                                burst?: number;
                                most: number;
                                /** @default PT1S */
                                per?: string;
                            };
                        };
                        sms?: {
                            /** @default Reply STOP to get no more messages, START to get them again. */
                            help?: string;
                            providers: {
                                accountSid: string;
                                authToken: {
                                    env: string;
                                };
                                from: string;
                                name: components["schemas"]["Id"] & unknown;
                                /** @enum {string} */
                                type: "twilio";
                                /** @default https://api.twilio.com */
                                url?: string | {
                                    env: string;
                                };
                            }[];
                        };
                        /** @default {} */
                        sources?: {
                            [key: string]: {
                                /** @default [] */
                                calls?: {
                                    /**
                                     * @default track
                                     * @enum {string}
                                     */
                                    call?: "track" | "identify";
                                    event?: string;
                                    map: {
                                        [key: string]: string | {
                                            value: string | number | boolean;
                                        } | {
                                            /** @enum {string} */
                                            as?: "text" | "number" | "boolean" | "moment" | "list" | "json";
                                            column: string;
                                            /** @enum {string} */
                                            decimal?: "." | ",";
                                            default?: string | number | boolean;
                                            format?: string;
                                            separator?: string;
                                            values?: {
                                                [key: string]: string | number | boolean;
                                            };
                                            zone?: string;
                                        };
                                    };
                                    /** @default {} */
                                    when?: {
                                        [key: string]: string | number | boolean | (string | number)[];
                                    };
                                }[];
                                id?: string;
                                identity?: string;
                                /** @default true */
                                ready?: boolean;
                                secrets: {
                                    env: string;
                                }[];
                                signature?: {
                                    /**
                                     * @default sha256
                                     * @enum {string}
                                     */
                                    algorithm?: "sha256" | "sha512";
                                    /**
                                     * @default hex
                                     * @enum {string}
                                     */
                                    encoding?: "hex" | "base64";
                                    header: string;
                                    /** @default  */
                                    prefix?: string;
                                };
                                topic?: string;
                                /** @enum {string} */
                                type: "own" | "hubspot" | "shopify" | "square" | "stripe" | "zendesk";
                            };
                        };
                        /** @default {} */
                        topics?: {
                            [key: string]: {
                                description?: string;
                                /** @enum {string} */
                                regime?: "opt-in" | "opt-out";
                                title: string;
                            };
                        };
                        /** @default {} */
                        tracking?: {
                            /** @default true */
                            links?: boolean;
                            /** @default true */
                            opens?: boolean;
                            /** @default {} */
                            topics?: {
                                [key: string]: {
                                    links?: boolean;
                                    opens?: boolean;
                                };
                            };
                        };
                        /** @default {} */
                        webhooks?: {
                            [key: string]: {
                                secret: {
                                    env: string;
                                };
                                /** Format: uri */
                                url: string;
                            };
                        };
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        journeys: {
                            /** Format: uuid */
                            bulkAct?: string;
                            /** @enum {string} */
                            change: "published" | "unchanged" | "relabelled" | "live-again";
                            id: components["schemas"]["Id"] & unknown;
                            version: number;
                        }[];
                        offers?: {
                            /** @enum {string} */
                            change: "published" | "unchanged" | "relabelled" | "live-again";
                            id: components["schemas"]["Id"] & unknown;
                            version: number;
                        }[];
                        policies?: {
                            /** @enum {string} */
                            change: "published" | "unchanged" | "relabelled" | "live-again";
                            id: components["schemas"]["Id"] & unknown;
                            version: number;
                        }[];
                        segments?: {
                            /** @enum {string} */
                            change: "published" | "unchanged" | "relabelled" | "live-again";
                            id: components["schemas"]["Id"] & unknown;
                            version: number;
                        }[];
                        templates: {
                            /** @enum {string} */
                            change: "published" | "unchanged" | "partial-changed";
                            id: components["schemas"]["Id"] & unknown;
                            version: number;
                        }[];
                        warnings: components["schemas"]["Problem"][];
                        workspace?: {
                            /** @enum {string} */
                            change: "published" | "unchanged";
                            version: number;
                        };
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"];
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    planPublish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    journeys?: components["schemas"]["Journey"][];
                    keepInCode?: boolean;
                    observe?: boolean;
                    offers?: {
                        caps?: {
                            perCustomer?: {
                                uses: number;
                                within?: string;
                            };
                            perDay?: number;
                            total?: number;
                        };
                        channels?: string[];
                        cost?: number;
                        description?: string;
                        eligible?: {
                            /** @enum {string} */
                            combinator: "and" | "or";
                            not?: boolean;
                            rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                        };
                        /** @enum {boolean} */
                        fallback?: true;
                        /** Format: date-time */
                        from?: string;
                        id: string;
                        owner?: string;
                        placements: string[];
                        /** @default 0 */
                        priority?: number | {
                            default?: number;
                            ref: string;
                        } | {
                            of: components["schemas"]["Formula"][];
                            /** @enum {string} */
                            op: "+" | "-" | "*" | "/" | "min" | "max" | "clamp" | "if";
                        };
                        /**
                         * @default live
                         * @enum {string}
                         */
                        state?: "draft" | "live" | "paused" | "retired";
                        tags?: string[];
                        template?: string;
                        title: string;
                        /** Format: date-time */
                        until?: string;
                        values?: {
                            [key: string]: string | number | boolean;
                        };
                    }[];
                    partials?: {
                        [key: string]: string;
                    };
                    policies?: {
                        /** @default 0 */
                        baselinePerMille?: number;
                        candidates: {
                            cost?: number;
                            eligible?: {
                                /** @enum {string} */
                                combinator: "and" | "or";
                                not?: boolean;
                                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                            };
                            /** Format: date-time */
                            from?: string;
                            gives?: {
                                channels?: string[];
                                data?: {
                                    [key: string]: components["schemas"]["Json"];
                                };
                                template?: string;
                            };
                            id: string;
                            learnedAs?: string;
                            /** @enum {boolean} */
                            nothing?: true;
                            share?: number;
                            title?: string;
                            /** Format: date-time */
                            until?: string;
                            values?: {
                                [key: string]: number;
                            };
                        }[];
                        description?: string;
                        fallback?: string;
                        id: string;
                        owner?: string;
                        placement?: string;
                        /**
                         * @default marketing
                         * @enum {string}
                         */
                        purpose?: "marketing" | "transactional";
                        rank: {
                            /** @enum {string} */
                            by: "order";
                        } | {
                            /** @enum {string} */
                            by: "formula";
                            score: components["schemas"]["Formula"];
                        } | {
                            /** @enum {string} */
                            by: "shares";
                        } | {
                            /** @enum {string} */
                            by: "thompson";
                            /** @default 10 */
                            floorPerMille?: number;
                            halfLife?: string;
                        } | {
                            /** @enum {string} */
                            by: "linear";
                            context: {
                                bins?: number[];
                                field: string;
                                name: string;
                                values?: (string | number | boolean)[];
                            }[];
                            /** @default 1 */
                            exploration?: number;
                            /** @default 10 */
                            floorPerMille?: number;
                            halfLife?: string;
                        } | {
                            /** @enum {string} */
                            by: "best-hour";
                            /** @default 50 */
                            explorePerMille?: number;
                        };
                        /** Format: date */
                        reviewOn?: string;
                        reward?: {
                            /**
                             * @default first
                             * @enum {string}
                             */
                            count?: "first" | "all";
                            events: {
                                cap?: number;
                                event: string;
                                /** @enum {boolean} */
                                ownMessage?: true;
                                value?: number | components["schemas"]["Reference"];
                                where?: components["schemas"]["Condition"];
                            }[];
                            within: components["schemas"]["Duration"] & unknown;
                        };
                        shadows?: string[];
                        sources?: ({
                            /** @enum {string} */
                            from: "offers";
                            /** @default 20 */
                            most?: number;
                            placement?: string;
                            tags?: string[];
                        } | {
                            channel?: string;
                            /** @enum {string} */
                            from: "times";
                            within: components["schemas"]["Duration"] & unknown;
                        })[];
                        /**
                         * @default run
                         * @enum {string}
                         */
                        sticky?: "run" | "customer";
                        title?: string;
                    }[];
                    runs?: {
                        /** @enum {string} */
                        act: "stay" | "migrate" | "exit";
                        maps?: {
                            [key: string]: {
                                [key: string]: (components["schemas"]["Id"] & unknown) | (":exit" | ":stay" | ":end");
                            };
                        };
                        reason?: string;
                    };
                    segments?: {
                        description?: string;
                        id: components["schemas"]["Id"] & unknown;
                        measure?: {
                            field: string;
                            of?: {
                                channel?: string;
                                event?: string;
                                last?: number;
                                olderThan?: string;
                                property?: string;
                                reason?: string;
                                since?: string | components["schemas"]["Reference"] | {
                                    event: string;
                                    where?: components["schemas"]["Condition"];
                                };
                                where?: components["schemas"]["Condition"];
                                within?: string;
                            };
                        };
                        owner?: string;
                        stages?: {
                            id: components["schemas"]["Id"] & unknown;
                            title?: string;
                            when: components["schemas"]["Condition"];
                        }[];
                        /** @enum {boolean} */
                        static?: true;
                        tags?: string[];
                        title?: string;
                        trait?: string;
                        when?: {
                            /** @enum {string} */
                            combinator: "and" | "or";
                            not?: boolean;
                            rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                        };
                    }[];
                    /** @default [] */
                    templates?: {
                        content: {
                            [key: string]: {
                                [key: string]: string;
                            };
                        };
                        data?: unknown;
                        fixtures?: {
                            [key: string]: {
                                [key: string]: components["schemas"]["Json"];
                            };
                        };
                        id: components["schemas"]["Id"] & unknown;
                    }[];
                    workspace?: {
                        /** @default {} */
                        alerts?: {
                            [key: string]: {
                                /** @enum {string} */
                                type: "slack";
                                url: {
                                    env: string;
                                };
                            } | {
                                to: string[];
                                /** @enum {string} */
                                type: "email";
                            };
                        };
                        /** @default {} */
                        caps?: {
                            [key: string]: {
                                /** @enum {string} */
                                calendar?: "day" | "week" | "month";
                                channels?: string[];
                                /** @enum {string} */
                                each?: "channel" | "topic" | "journey";
                                /**
                                 * @default block
                                 * @enum {string}
                                 */
                                excess?: "block" | "defer";
                                journeys?: (components["schemas"]["Id"] & unknown)[];
                                most: number;
                                reserve?: {
                                    most: number;
                                    priority: number;
                                };
                                topics?: (components["schemas"]["Id"] & unknown)[];
                                within?: string;
                            };
                        };
                        /** @default {} */
                        consent?: {
                            /**
                             * @default opt-out
                             * @enum {string}
                             */
                            profiling?: "opt-in" | "opt-out";
                            /**
                             * @default opt-out
                             * @enum {string}
                             */
                            regime?: "opt-in" | "opt-out";
                            /**
                             * @default opt-out
                             * @enum {string}
                             */
                            tracking?: "opt-in" | "opt-out";
                        };
                        /** @default {} */
                        experiments?: {
                            [key: string]: {
                                control?: string;
                                /** @default {} */
                                guardrails?: {
                                    [key: string]: {
                                        /**
                                         * @default more
                                         * @enum {string}
                                         */
                                        better?: "more" | "less";
                                        cap?: number;
                                        event: string;
                                        /**
                                         * @default any
                                         * @enum {string}
                                         */
                                        measure?: "any" | "count" | "sum";
                                        value?: {
                                            ref: string;
                                        };
                                        where?: {
                                            /** @enum {string} */
                                            combinator: "and" | "or";
                                            not?: boolean;
                                            rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                                        };
                                        within: components["schemas"]["Duration"] & unknown;
                                    } & {
                                        /** @default 0 */
                                        acceptableHarm?: number;
                                    };
                                };
                                /** @default 5000 */
                                plannedSize?: number;
                                primary?: {
                                    /**
                                     * @default more
                                     * @enum {string}
                                     */
                                    better?: "more" | "less";
                                    cap?: number;
                                    event: string;
                                    /**
                                     * @default any
                                     * @enum {string}
                                     */
                                    measure?: "any" | "count" | "sum";
                                    value?: {
                                        ref: string;
                                    };
                                    where?: {
                                        /** @enum {string} */
                                        combinator: "and" | "or";
                                        not?: boolean;
                                        rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                                    };
                                    within: components["schemas"]["Duration"] & unknown;
                                };
                                /** @default 0.1 */
                                worthKnowing?: number;
                            };
                        };
                        /** @default {} */
                        feedback?: {
                            [key: string]: {
                                secrets: {
                                    env: string;
                                }[];
                                /** @enum {string} */
                                type: "standard" | "sendgrid" | "mailgun";
                            };
                        };
                        /** @default {} */
                        globalControl?: {
                            /** @default 0 */
                            perMille?: number;
                        };
                        /** @default {} */
                        groups?: {
                            [key: string]: {
                                alert?: string;
                                /**
                                 * @default none
                                 * @enum {string}
                                 */
                                assign?: "rotation" | "none";
                                members: string[];
                                title?: string;
                            };
                        };
                        /** @default {} */
                        holds?: {
                            [key: string]: {
                                /** @default P7D */
                                atMost?: string;
                                channels?: string[];
                                /** @enum {string} */
                                effect: "wait" | "block";
                                title?: string;
                                topics?: (components["schemas"]["Id"] & unknown)[];
                                when: components["schemas"]["Condition"] & unknown;
                            };
                        };
                        /** @default {} */
                        identities?: {
                            /** @default true */
                            browserMayChangeAddress?: boolean;
                            /** @default [] */
                            kinds?: string[];
                        };
                        /** @default {} */
                        languages?: {
                            /** @default en */
                            default?: string;
                        };
                        /** @default {} */
                        measurement?: {
                            /** @default {} */
                            credit?: {
                                /** @default P7D */
                                afterClick?: string;
                                /** @default P1D */
                                afterDelivery?: string;
                                /**
                                 * @default last
                                 * @enum {string}
                                 */
                                model?: "last" | "first" | "even" | "half-life";
                            };
                            purchase?: {
                                event: string;
                                margin?: number;
                                value?: {
                                    ref: string;
                                };
                            };
                        };
                        /** @default {} */
                        observe?: {
                            /** @default false */
                            all?: boolean;
                        };
                        push?: {
                            privateKey: {
                                env: string;
                            };
                            subject: string;
                        };
                        /** @default {} */
                        quietHours?: {
                            /** @default {} */
                            channels?: {
                                [key: string]: "none" | {
                                    /** @default {} */
                                    days?: {
                                        friday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        monday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        saturday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        sunday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        thursday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        tuesday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        wednesday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                    };
                                    from: string;
                                    until: string;
                                };
                            };
                            /** @default none */
                            default?: "none" | {
                                /** @default {} */
                                days?: {
                                    friday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    monday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    saturday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    sunday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    thursday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    tuesday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    wednesday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                };
                                from: string;
                                until: string;
                            };
                            /** @default PT5M */
                            spread?: "none" | components["schemas"]["Duration"];
                            /** @default UTC */
                            zone?: string;
                        };
                        /** @default {} */
                        retention?: {
                            events?: string;
                            /** @default P30D */
                            failures?: string;
                            messages?: string;
                            runs?: string;
                        };
                        /** @default {} */
                        sendRate?: {
                            [key: string]: {
                                burst?: number;
                                most: number;
                                /** @default PT1S */
                                per?: string;
                            };
                        };
                        sms?: {
                            /** @default Reply STOP to get no more messages, START to get them again. */
                            help?: string;
                            providers: {
                                accountSid: string;
                                authToken: {
                                    env: string;
                                };
                                from: string;
                                name: components["schemas"]["Id"] & unknown;
                                /** @enum {string} */
                                type: "twilio";
                                /** @default https://api.twilio.com */
                                url?: string | {
                                    env: string;
                                };
                            }[];
                        };
                        /** @default {} */
                        sources?: {
                            [key: string]: {
                                /** @default [] */
                                calls?: {
                                    /**
                                     * @default track
                                     * @enum {string}
                                     */
                                    call?: "track" | "identify";
                                    event?: string;
                                    map: {
                                        [key: string]: string | {
                                            value: string | number | boolean;
                                        } | {
                                            /** @enum {string} */
                                            as?: "text" | "number" | "boolean" | "moment" | "list" | "json";
                                            column: string;
                                            /** @enum {string} */
                                            decimal?: "." | ",";
                                            default?: string | number | boolean;
                                            format?: string;
                                            separator?: string;
                                            values?: {
                                                [key: string]: string | number | boolean;
                                            };
                                            zone?: string;
                                        };
                                    };
                                    /** @default {} */
                                    when?: {
                                        [key: string]: string | number | boolean | (string | number)[];
                                    };
                                }[];
                                id?: string;
                                identity?: string;
                                /** @default true */
                                ready?: boolean;
                                secrets: {
                                    env: string;
                                }[];
                                signature?: {
                                    /**
                                     * @default sha256
                                     * @enum {string}
                                     */
                                    algorithm?: "sha256" | "sha512";
                                    /**
                                     * @default hex
                                     * @enum {string}
                                     */
                                    encoding?: "hex" | "base64";
                                    header: string;
                                    /** @default  */
                                    prefix?: string;
                                };
                                topic?: string;
                                /** @enum {string} */
                                type: "own" | "hubspot" | "shopify" | "square" | "stripe" | "zendesk";
                            };
                        };
                        /** @default {} */
                        topics?: {
                            [key: string]: {
                                description?: string;
                                /** @enum {string} */
                                regime?: "opt-in" | "opt-out";
                                title: string;
                            };
                        };
                        /** @default {} */
                        tracking?: {
                            /** @default true */
                            links?: boolean;
                            /** @default true */
                            opens?: boolean;
                            /** @default {} */
                            topics?: {
                                [key: string]: {
                                    links?: boolean;
                                    opens?: boolean;
                                };
                            };
                        };
                        /** @default {} */
                        webhooks?: {
                            [key: string]: {
                                secret: {
                                    env: string;
                                };
                                /** Format: uri */
                                url: string;
                            };
                        };
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        journeys: {
                            /** @enum {string} */
                            change: "published" | "unchanged" | "relabelled" | "live-again";
                            entry: {
                                customers: number;
                                /** @enum {number} */
                                days: 7;
                                events: number;
                                isCapped: boolean;
                                looked: number;
                                /** Format: date-time */
                                since: string | null;
                            } | null;
                            id: components["schemas"]["Id"] & unknown;
                            overlaps: {
                                events: string[];
                                journey: components["schemas"]["Id"] & unknown;
                                title: string;
                            }[];
                            version: number;
                            versions: {
                                runs: number;
                                version: number;
                            }[];
                            waiting: {
                                /** @enum {string} */
                                becomes: "stays" | "goes-on" | "exits" | "ends" | "refused";
                                runs: number;
                                step: string;
                                stuck: number;
                                title: string;
                                to: string | null;
                                version: number;
                            }[];
                        }[];
                        problems: components["schemas"]["Problem"][];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getPushKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        publicKey: string;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    subscribeBrowser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uri */
                    endpoint: string;
                    expirationTime?: number | null;
                    keys: {
                        auth: string;
                        p256dh: string;
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    unsubscribeBrowser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uri */
                    endpoint: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-token-missing" | "user-token-unreadable" | "user-token-algorithm" | "user-token-audience" | "user-token-signature" | "user-token-times" | "user-token-too-long" | "user-token-expired" | "user-token-user";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "user-rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                after?: string;
                blockedBy?: string;
                came?: string;
                cause?: string;
                customer?: string;
                endReason?: string;
                enteredAfter?: string;
                enteredBefore?: string;
                journey?: string;
                limit?: number;
                observed?: string;
                path?: string;
                status?: "open" | "ended" | "stuck";
                step?: string;
                userId?: string;
                version?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RunSummary"][];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getRun: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getRunAhead: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        /** @enum {string} */
                        judged: "as of now";
                        run: {
                            end: {
                                /** Format: date-time */
                                at: string;
                                reason: string;
                            } | null;
                            /** Format: date-time */
                            goesOnAt: string | null;
                            /** Format: uuid */
                            id: string;
                            isObserved: boolean;
                            isStuck: boolean;
                            journey: string;
                            key: string | null;
                            problem: string | null;
                            title: string;
                            version: number;
                            visits: {
                                /** Format: date-time */
                                arrivedAt: string;
                                doing: string;
                                /** Format: date-time */
                                leftAt: string | null;
                                message: {
                                    channel: string;
                                    /** @enum {string} */
                                    result: "accepted" | "blocked" | "observed";
                                    rule: string | null;
                                    template: string;
                                    text: string | null;
                                } | null;
                                path: string | null;
                                step: string;
                                title: string;
                                visit: number;
                                way: string | null;
                            }[];
                        } | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listRunDecisions: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            by: string;
                            candidates: {
                                id: string;
                                key: string;
                                mean?: number;
                                ppm?: number;
                                refused?: {
                                    rule: string;
                                    value?: string;
                                };
                                sd?: number;
                                title?: string;
                            }[];
                            chosen: string | null;
                            /** Format: date-time */
                            closesAt: string;
                            context: string;
                            /** Format: date-time */
                            decidedAt: string;
                            isTrial: boolean;
                            luck: number;
                            policy: string;
                            rewards: number;
                            state: number | null;
                            step: string;
                            value: number;
                            version: number;
                            visit: number;
                            void: string | null;
                            words: string[];
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    exitRun: {
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
                    reason: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "run-ended";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    retryRun: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "run-ended" | "run-not-stuck";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    skipStep: {
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
                    path?: string;
                    reason: string;
                    step: components["schemas"]["Id"] & unknown;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "run-ended";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "step-unfit" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    actOnRuns: {
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
                    act: "retry" | "exit";
                    filter?: {
                        blockedBy?: string;
                        came?: boolean;
                        cause?: string;
                        /** Format: uuid */
                        customer?: string;
                        endReason?: string;
                        /** Format: date-time */
                        enteredAfter?: string;
                        /** Format: date-time */
                        enteredBefore?: string;
                        journey?: string;
                        observed?: boolean;
                        path?: string;
                        /** @enum {string} */
                        status?: "open" | "ended" | "stuck";
                        step?: string;
                        userId?: string;
                        version?: number;
                    };
                    ids?: string[];
                    reason?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        act: "retry" | "exit" | "migrate";
                        askedBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        done: number;
                        /** Format: date-time */
                        endedAt: string | null;
                        /** Format: uuid */
                        id: string;
                        isLimited: boolean;
                        move: {
                            map: {
                                [key: string]: (components["schemas"]["Id"] & unknown) | (":exit" | ":stay" | ":end");
                            };
                            reason: string;
                            version: number;
                        } | null;
                        reason: string | null;
                        skipped: number;
                        total: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    countRuns: {
        parameters: {
            query?: {
                blockedBy?: string;
                came?: string;
                cause?: string;
                customer?: string;
                endReason?: string;
                enteredAfter?: string;
                enteredBefore?: string;
                journey?: string;
                observed?: string;
                path?: string;
                status?: "open" | "ended" | "stuck";
                step?: string;
                userId?: string;
                version?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        isLeast: boolean;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listSchedules: {
        parameters: {
            query?: {
                journey?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dates: {
                            entry: components["schemas"]["Id"] & unknown;
                            isFilled: boolean;
                            journey: components["schemas"]["Id"] & unknown;
                            /** Format: date-time */
                            next: string | null;
                            words: string;
                        }[];
                        items: {
                            journey: components["schemas"]["Id"] & unknown;
                            /** Format: date-time */
                            next: string | null;
                            schedule: components["schemas"]["Id"] & unknown;
                            words: string;
                            zones: {
                                /** Format: date */
                                date: string | null;
                                /** Format: date-time */
                                next: string | null;
                                ofCustomers: boolean;
                                zone: string;
                            }[];
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    sendScreen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    anonymousId?: string | number | null;
                    category?: string | number | null;
                    channel?: unknown;
                    context?: {
                        [key: string]: components["schemas"]["Json"];
                    } | null;
                    identities?: {
                        [key: string]: string | number | null;
                    } | null;
                    messageId?: string | number | null;
                    name?: string | number | null;
                    originalTimestamp?: unknown;
                    properties?: components["schemas"]["Properties"];
                    sentAt?: unknown;
                    timestamp?: unknown;
                    userId?: string | number | null;
                    writeKey?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                        /** @enum {string} */
                        result: "accepted" | "duplicate";
                        /** @enum {boolean} */
                        success: true;
                        warnings: components["schemas"]["Problem"][];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "event-unreadable" | "nobody" | "id-no-text" | "id-inexact" | "number-too-large" | "event-too-deep" | "id-placeholder" | "identity-unfit";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "needs-server-key";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large" | "event-too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "event-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listSegments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            definition: {
                                description?: string;
                                id: components["schemas"]["Id"] & unknown;
                                measure?: {
                                    field: string;
                                    of?: {
                                        channel?: string;
                                        event?: string;
                                        last?: number;
                                        olderThan?: string;
                                        property?: string;
                                        reason?: string;
                                        since?: string | components["schemas"]["Reference"] | {
                                            event: string;
                                            where?: components["schemas"]["Condition"];
                                        };
                                        where?: components["schemas"]["Condition"];
                                        within?: string;
                                    };
                                };
                                owner?: string;
                                stages?: {
                                    id: components["schemas"]["Id"] & unknown;
                                    title?: string;
                                    when: components["schemas"]["Condition"];
                                }[];
                                /** @enum {boolean} */
                                static?: true;
                                tags?: string[];
                                title?: string;
                                trait?: string;
                                when?: {
                                    /** @enum {string} */
                                    combinator: "and" | "or";
                                    not?: boolean;
                                    rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                                };
                            };
                            fill: {
                                /** Format: date-time */
                                finishedAt: string | null;
                                lookedAt: number;
                                /** Format: date-time */
                                startedAt: string;
                                total: number;
                            } | null;
                            id: components["schemas"]["Id"] & unknown;
                            members: number;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        definition: {
                            description?: string;
                            id: components["schemas"]["Id"] & unknown;
                            measure?: {
                                field: string;
                                of?: {
                                    channel?: string;
                                    event?: string;
                                    last?: number;
                                    olderThan?: string;
                                    property?: string;
                                    reason?: string;
                                    since?: string | components["schemas"]["Reference"] | {
                                        event: string;
                                        where?: components["schemas"]["Condition"];
                                    };
                                    where?: components["schemas"]["Condition"];
                                    within?: string;
                                };
                            };
                            owner?: string;
                            stages?: {
                                id: components["schemas"]["Id"] & unknown;
                                title?: string;
                                when: components["schemas"]["Condition"];
                            }[];
                            /** @enum {boolean} */
                            static?: true;
                            tags?: string[];
                            title?: string;
                            trait?: string;
                            when?: {
                                /** @enum {string} */
                                combinator: "and" | "or";
                                not?: boolean;
                                rules: (components["schemas"]["Rule"] | components["schemas"]["Condition"])[];
                            };
                        };
                        fill: {
                            /** Format: date-time */
                            finishedAt: string | null;
                            lookedAt: number;
                            /** Format: date-time */
                            startedAt: string;
                            total: number;
                        } | null;
                        id: components["schemas"]["Id"] & unknown;
                        members: number;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                        words: string | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getSegmentHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: {
                            /** Format: date-time */
                            at: string;
                            cause: string;
                            /** Format: uuid */
                            customerId: string;
                            joined: boolean;
                            name: string | null;
                            userId: string | null;
                        }[];
                        lastDay: {
                            joined: number;
                            left: number;
                        };
                        lastWeek: {
                            joined: number;
                            left: number;
                        };
                        versions: {
                            isLive: boolean;
                            /** Format: date-time */
                            publishedAt: string;
                            publishedBy: string | null;
                            version: number;
                            words: string;
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listSegmentMembers: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            cause: string;
                            /** Format: uuid */
                            customerId: string;
                            name: string | null;
                            /** Format: date-time */
                            since: string;
                            userId: string | null;
                        }[];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    changeSegmentMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"] & unknown;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    add?: string[];
                    /** @default [] */
                    remove?: string[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: number;
                        unknown: string[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "segment-not-static";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    explainCondition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    customer: string;
                    when: components["schemas"]["Condition"];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        changesAt?: string;
                        /** Format: uuid */
                        customerId: string;
                        parts: {
                            depth: number;
                            value?: string | number | boolean | null | unknown[] | Record<string, never>;
                            /** @enum {string} */
                            verdict: "holds" | "does-not-hold" | "unknown";
                            words: string;
                        }[];
                        /** @enum {string} */
                        verdict: "holds" | "does-not-hold" | "unknown";
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    previewSegment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    replaces?: string;
                    when: components["schemas"]["Condition"];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        change: {
                            joins: number;
                            leaves: number;
                        } | null;
                        count: number;
                        examples: {
                            email: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string | null;
                            userId: string | null;
                        }[];
                        isEstimate: boolean;
                        least: number;
                        most: number;
                        withEmail: number;
                        withPhone: number;
                        words: string;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        endsAt: string | null;
                        /** Format: uuid */
                        id: string | null;
                        /** @enum {string} */
                        kind: "user" | "key";
                        rights: ("look" | "support" | "edit" | "publish" | "operate" | "admin")[];
                        /** @enum {string|null} */
                        role: "viewer" | "support" | "editor" | "publisher" | "operator" | "admin" | null;
                        title: string;
                        /** Format: uuid */
                        userId: string | null;
                        /** @enum {string} */
                        via: "password" | "key" | "link";
                        workspace: string;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    startSession: {
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
                    password: string;
                } | {
                    key: string;
                } | {
                    link: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        endsAt: string | null;
                        /** Format: uuid */
                        id: string | null;
                        /** @enum {string} */
                        kind: "user" | "key";
                        rights: ("look" | "support" | "edit" | "publish" | "operate" | "admin")[];
                        /** @enum {string|null} */
                        role: "viewer" | "support" | "editor" | "publisher" | "operator" | "admin" | null;
                        title: string;
                        /** Format: uuid */
                        userId: string | null;
                        /** @enum {string} */
                        via: "password" | "key" | "link";
                        workspace: string;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "sign-in-refused";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "request-forged";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-many-attempts";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "intake-busy" | "database-away";
                    };
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current?: string;
                    password: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing" | "password-wrong";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "no-person";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-many-attempts";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            agent: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            endsAt: string;
                            /** Format: uuid */
                            id: string;
                            isCurrent: boolean;
                            /** Format: date-time */
                            seenAt: string;
                            /** Format: uuid */
                            userId: string | null;
                            /** @enum {string} */
                            via: "password" | "key" | "link";
                            who: string;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    endOneSession: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    makeSignInLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    userId?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        path: string;
                        /** Format: date-time */
                        validUntil: string;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "no-such-person";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    receiveSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | {
                    [key: string]: unknown;
                }[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicates: number;
                        entered: number;
                        errors: components["schemas"]["Problem"][];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "signature-wrong";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "payload-unreadable";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "intake-busy" | "secret-missing" | "database-away";
                    };
                };
            };
        };
    };
    listPayloads: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            calls: string[];
                            /** Format: uuid */
                            id: string;
                            payload?: unknown;
                            problems: string[];
                            /** Format: date-time */
                            receivedAt: string;
                            topic: string | null;
                        }[];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarms: {
                            channel: string;
                            code: string;
                            /** Format: uuid */
                            errorId: string | null;
                            /** Format: date-time */
                            lastAt: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                        backlog: {
                            oldestInputAgeMs: number | null;
                            oldestQueuedAgeMs: number | null;
                            overdue: number;
                            queued: number;
                            stuck: number;
                        };
                        channels: string[];
                        events: {
                            lastHour: number;
                            lastMinute: number;
                        };
                        killSwitches: {
                            id: string;
                            name: (components["schemas"]["Id"] & unknown) | string;
                            reason: string;
                            /** @enum {string} */
                            scope: "workspace" | "channel" | "journey";
                            setBy: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                        latencies: {
                            acceptanceToProvider: {
                                measured: number;
                                p50Ms: number;
                                p99Ms: number;
                            } | null;
                            clickToAcceptance: {
                                measured: number;
                                p50Ms: number;
                                p99Ms: number;
                            } | null;
                        };
                        messages: {
                            channel: string;
                            messages: number;
                            /** @enum {string} */
                            state: "requested" | "claimed" | "sending" | "accepted" | "blocked" | "deferred" | "failed-temporarily" | "failed-permanently" | "unknown" | "observed";
                        }[];
                        /** Format: date-time */
                        now: string;
                        openRuns: {
                            byVersion: {
                                journey: components["schemas"]["Id"] & unknown;
                                runs: number;
                                version: number;
                            }[];
                            estimated: boolean;
                            total: number;
                        };
                        processes: {
                            host: string;
                            /** Format: date-time */
                            lastSeen: string;
                            /** @enum {string} */
                            role: "api" | "worker";
                            /** Format: date-time */
                            since: string;
                            version: string;
                        }[];
                        retried: number;
                        stuckRuns: {
                            errorCode: string | null;
                            /** Format: uuid */
                            errorId: string | null;
                            /** Format: uuid */
                            id: string;
                            journey: components["schemas"]["Id"] & unknown;
                            /** Format: date-time */
                            stuckAt: string;
                        }[];
                        unknown: number;
                        unserved: {
                            channel: string;
                            messages: number;
                            /** Format: date-time */
                            since: string;
                        }[];
                        version: string;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    addSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: string;
                    /** @enum {string} */
                    channel: "email" | "sms" | "push" | "webhook" | "alert" | "in-app";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    removeSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: string;
                    /** @enum {string} */
                    channel: "email" | "sms" | "push" | "webhook" | "alert" | "in-app";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        removed: boolean;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listTasks: {
        parameters: {
            query?: {
                after?: string;
                assignee?: string;
                group?: string;
                limit?: number;
                order?: "newest" | "due";
                state?: "open" | "claimed" | "answered" | "overdue" | "cancelled" | "unanswered";
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TaskSummary"][];
                        /** Format: uuid */
                        next: string | null;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getTask: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    answerTask: {
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
                    choice: components["schemas"]["PathName"];
                    note?: string;
                    person: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "task-closed" | "task-claimed" | "task-not-asked";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "no-such-choice" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    claimTask: {
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
                    person: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "task-closed" | "task-claimed" | "task-not-asked";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    releaseTask: {
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
                    person: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "task-closed" | "task-claimed" | "task-unclaimed" | "task-not-asked";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    previewTemplate: {
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
                    channel?: string;
                    draft?: {
                        content: {
                            [key: string]: {
                                [key: string]: string;
                            };
                        };
                        data?: unknown;
                        fixtures?: {
                            [key: string]: {
                                [key: string]: components["schemas"]["Json"];
                            };
                        };
                        partials?: {
                            [key: string]: string;
                        };
                    };
                    fixture?: string;
                    language?: string;
                    userId?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channel: components["schemas"]["Id"] & unknown;
                        language: string | null;
                        missing: string[];
                        parts: {
                            [key: string]: string;
                        };
                        sample: string;
                        template: components["schemas"]["Id"] & unknown;
                        version: number | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found" | "customer-not-found";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"];
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getTestSend: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        answeredAt: string | null;
                        /** Format: date-time */
                        askedAt: string;
                        askedBy: string;
                        channel: string;
                        code: string | null;
                        detail: string | null;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        state: "waiting" | "sending" | "accepted" | "failed" | "unknown" | "not-taken";
                        text: string;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    setTestArms: {
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
                    arms: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing" | "not-in-test-mode";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "customer-unknown";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    sendTestCalls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    calls: unknown[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing" | "not-in-test-mode";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "call-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    getTestClock: {
        parameters: {
            query?: {
                users?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        busy: number;
                        isStopped: boolean;
                        /** Format: date-time */
                        nextDueAt: string | null;
                        /** Format: date-time */
                        now: string;
                        stuck: number;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing" | "not-in-test-mode";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    setTestClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    now: string | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing" | "not-in-test-mode";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    reportTestFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answer?: {
                        answer: string;
                        question: string;
                        score?: number;
                    };
                    /** @enum {string} */
                    bounce?: "hard" | "soft";
                    /** @enum {string} */
                    kind: "opened" | "clicked" | "bounced" | "complained" | "answered";
                    /** Format: uuid */
                    messageId: string;
                    url?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing" | "not-in-test-mode";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "no-such-message";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    setTestSurroundings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers?: {
                        [key: string]: "failed" | "unknown";
                    };
                    calls?: {
                        [key: string]: "no-answer" | {
                            body?: components["schemas"]["Json"];
                            status: number;
                        };
                    };
                    limits?: {
                        /** @default {} */
                        caps?: {
                            [key: string]: {
                                /** @enum {string} */
                                calendar?: "day" | "week" | "month";
                                channels?: string[];
                                /** @enum {string} */
                                each?: "channel" | "topic" | "journey";
                                /**
                                 * @default block
                                 * @enum {string}
                                 */
                                excess?: "block" | "defer";
                                journeys?: (components["schemas"]["Id"] & unknown)[];
                                most: number;
                                reserve?: {
                                    most: number;
                                    priority: number;
                                };
                                topics?: (components["schemas"]["Id"] & unknown)[];
                                within?: string;
                            };
                        };
                        /** @default {} */
                        holds?: {
                            [key: string]: {
                                /** @default P7D */
                                atMost?: string;
                                channels?: string[];
                                /** @enum {string} */
                                effect: "wait" | "block";
                                title?: string;
                                topics?: (components["schemas"]["Id"] & unknown)[];
                                when: components["schemas"]["Condition"] & unknown;
                            };
                        };
                        /** @default {} */
                        quietHours?: {
                            /** @default {} */
                            channels?: {
                                [key: string]: "none" | {
                                    /** @default {} */
                                    days?: {
                                        friday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        monday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        saturday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        sunday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        thursday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        tuesday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                        wednesday?: "none" | {
                                            from: string;
                                            until: string;
                                        };
                                    };
                                    from: string;
                                    until: string;
                                };
                            };
                            /** @default none */
                            default?: "none" | {
                                /** @default {} */
                                days?: {
                                    friday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    monday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    saturday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    sunday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    thursday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    tuesday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                    wednesday?: "none" | {
                                        from: string;
                                        until: string;
                                    };
                                };
                                from: string;
                                until: string;
                            };
                            /** @default PT5M */
                            spread?: "none" | components["schemas"]["Duration"];
                            /** @default UTC */
                            zone?: string;
                        };
                    };
                    regimes?: {
                        /** @enum {string} */
                        marketing: "opt-in" | "opt-out";
                        /** @enum {string} */
                        profiling: "opt-in" | "opt-out";
                        /** @default {} */
                        topics?: {
                            [key: string]: "opt-in" | "opt-out";
                        };
                        /** @enum {string} */
                        tracking: "opt-in" | "opt-out";
                    };
                    /** @default [] */
                    topics?: string[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing" | "not-in-test-mode";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    sendTrack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    anonymousId?: string | number | null;
                    channel?: unknown;
                    context?: {
                        [key: string]: components["schemas"]["Json"];
                    } | null;
                    event: string | number;
                    identities?: {
                        [key: string]: string | number | null;
                    } | null;
                    messageId?: string | number | null;
                    originalTimestamp?: unknown;
                    properties?: components["schemas"]["Properties"];
                    sentAt?: unknown;
                    timestamp?: unknown;
                    userId?: string | number | null;
                    writeKey?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                        /** @enum {string} */
                        result: "accepted" | "duplicate";
                        /** @enum {boolean} */
                        success: true;
                        warnings: components["schemas"]["Problem"][];
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "event-unreadable" | "nobody" | "id-no-text" | "id-inexact" | "number-too-large" | "event-too-deep" | "id-placeholder" | "identity-unfit";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "needs-server-key";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large" | "event-too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "event-refused";
                    };
                };
            };
            429: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "rate-limited";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listUserTokenSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: uuid */
                            id: string;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    retireUserTokenSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "one-secret";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    rotateUserTokenSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: uuid */
                        id: string;
                        secret: string;
                        workspace: string;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "two-secrets";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            createdAt: string;
                            email: string;
                            hasPassword: boolean;
                            /** Format: uuid */
                            id: string;
                            name: string | null;
                            /** @enum {string} */
                            role: "viewer" | "support" | "editor" | "publisher" | "operator" | "admin";
                            /** Format: date-time */
                            seenAt: string | null;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    addUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    name?: string;
                    password?: string;
                    /** @enum {string} */
                    role: "viewer" | "support" | "editor" | "publisher" | "operator" | "admin";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        email: string;
                        hasPassword: boolean;
                        /** Format: uuid */
                        id: string;
                        name: string | null;
                        /** @enum {string} */
                        role: "viewer" | "support" | "editor" | "publisher" | "operator" | "admin";
                        /** Format: date-time */
                        seenAt: string | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "email-taken";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    removeUser: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "own-user";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    changeUser: {
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
                    name?: string;
                    password?: string;
                    /** @enum {string} */
                    role?: "viewer" | "support" | "editor" | "publisher" | "operator" | "admin";
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        email: string;
                        hasPassword: boolean;
                        /** Format: uuid */
                        id: string;
                        name: string | null;
                        /** @enum {string} */
                        role: "viewer" | "support" | "editor" | "publisher" | "operator" | "admin";
                        /** Format: date-time */
                        seenAt: string | null;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "own-user";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong" | "data-refused";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
    listWaves: {
        parameters: {
            query?: {
                journey?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            asked: number;
                            /** Format: date */
                            date: string;
                            /** Format: date-time */
                            dueAt: string;
                            entered: number;
                            /** Format: date-time */
                            finishedAt: string | null;
                            journey: components["schemas"]["Id"] & unknown;
                            perMinute: number;
                            /** @enum {string|null} */
                            reason: "missed" | "overlap" | "unpublished" | null;
                            schedule: components["schemas"]["Id"] & unknown;
                            segment: string | null;
                            /** Format: date-time */
                            startedAt: string;
                            /** @enum {string} */
                            state: "open" | "finished" | "skipped" | "ended";
                            zone: string;
                        }[];
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "parameter-wrong";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        configuration: {
                            [key: string]: unknown;
                        };
                        /** Format: date-time */
                        publishedAt: string | null;
                        publishedBy: string | null;
                        sections: {
                            about: string;
                            id: string;
                            settings: {
                                name: string;
                                text: string;
                            }[];
                        }[];
                        version: number;
                        workspace: string;
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "right-missing";
                    };
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away";
                    };
                };
            };
        };
    };
    changeWorkspaceSection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                section: "quietHours" | "caps" | "holds" | "sendRate" | "globalControl";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    value: {
                        [key: string]: unknown;
                    };
                    version: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        change: "published" | "unchanged";
                        version: number;
                    };
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable" | "too-deep" | "address-unreadable";
                    };
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-unknown" | "session-over";
                    };
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "key-not-allowed" | "request-forged" | "right-missing";
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "not-found";
                    };
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "configuration-changed";
                    };
                };
            };
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "too-large";
                    };
                };
            };
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unreadable";
                    };
                };
            };
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"];
                };
            };
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "unexpected";
                    };
                };
            };
            503: {
                headers: {
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemAnswer"] & {
                        /** @enum {string} */
                        code: "database-away" | "intake-busy";
                    };
                };
            };
        };
    };
}
