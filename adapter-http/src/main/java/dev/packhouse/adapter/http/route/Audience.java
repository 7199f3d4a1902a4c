package dev.packhouse.adapter.http.route;

import dev.packhouse.domain.access.Operation;

/** The three forms in which GitHub documents each operation on packages. */
enum Audience {
    ORGANIZATION,
    USER,
    CALLER;

    private static final String BASE = "https://docs.github.com/rest/packages/packages#";

    /** Returns the URL of GitHub's documentation of the operation in this form. The 27 URLs follow no rule. */
    String documentationUrl(Operation operation) {
        return BASE
                + switch (operation) {
                    case LIST_PACKAGES ->
                        pick(
                                "list-packages-for-an-organization",
                                "list-packages-for-a-user",
                                "list-packages-for-the-authenticated-users-namespace");
                    case GET_PACKAGE ->
                        pick(
                                "get-a-package-for-an-organization",
                                "get-a-package-for-a-user",
                                "get-a-package-for-the-authenticated-user");
                    case DELETE_PACKAGE ->
                        pick(
                                "delete-a-package-for-an-organization",
                                "delete-a-package-for-a-user",
                                "delete-a-package-for-the-authenticated-user");
                    case RESTORE_PACKAGE ->
                        pick(
                                "restore-a-package-for-an-organization",
                                "restore-a-package-for-a-user",
                                "restore-a-package-for-the-authenticated-user");
                    case LIST_VERSIONS ->
                        pick(
                                "list-package-versions-for-a-package-owned-by-an-organization",
                                "list-package-versions-for-a-package-owned-by-a-user",
                                "list-package-versions-for-a-package-owned-by-the-authenticated-user");
                    case GET_VERSION ->
                        pick(
                                "get-a-package-version-for-an-organization",
                                "get-a-package-version-for-a-user",
                                "get-a-package-version-for-the-authenticated-user");
                    case DELETE_VERSION ->
                        pick(
                                "delete-package-version-for-an-organization",
                                "delete-package-version-for-a-user",
                                "delete-a-package-version-for-the-authenticated-user");
                    case RESTORE_VERSION ->
                        pick(
                                "restore-package-version-for-an-organization",
                                "restore-package-version-for-a-user",
                                "restore-a-package-version-for-the-authenticated-user");
                    case LIST_DOCKER_CONFLICTS ->
                        pick(
                                "get-list-of-conflicting-packages-during-docker-migration-for-organization",
                                "get-list-of-conflicting-packages-during-docker-migration-for-user",
                                "get-list-of-conflicting-packages-during-docker-migration-for-authenticated-user");
                };
    }

    private String pick(String organization, String user, String caller) {
        return switch (this) {
            case ORGANIZATION -> organization;
            case USER -> user;
            case CALLER -> caller;
        };
    }
}
